using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class BitwidthTests : ToolTests
{
    [Fact]
    public void The_bound_and_the_counts_stand_side_by_side()
    {
        Run("bitwidth", "--dimension", "1,784", "--error", "0.01").ShouldSucceed().Out.Should().ContainAll(
            "2.7558873177", "counted networks of Theorem 1, d = 1", "takes θ₁, here for each grid point, for a constant").And.NotContain("d = 784;");
        JsonElement[] answers = [.. Run("bitwidth", "--dimension", "1,784", "--error", "0.01", "--json").ShouldSucceed().Json.EnumerateArray()];
        JsonElement counted = answers[0].GetProperty("counted");
        (answers[0].GetProperty("lambdaInteger").GetInt32(), counted.GetProperty("lambdaFewestBits").GetInt32()).Should().Be((3, 2));
        JsonElement two = BuildPaper("x", "--error", "0.01", "--smoothness", "1", "--dry-run", "--json").ShouldSucceed().Json;
        counted.GetProperty("tried")[0].GetProperty("bits").GetRawText().Should().Be(two.GetProperty("bits").GetRawText());
        answers[1].GetProperty("counted").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void Errors_above_one_half_are_taken_where_there_is_a_minimum()
    {
        JsonElement optimum = Run("bitwidth", "--dimension", "1", "--error", "0.5716", "--json").ShouldSucceed().Json[0];
        optimum.GetProperty("lambdaOptimal").GetDouble().Should().BeInRange(2, 2.0001);
        Run("bitwidth", "--dimension", "1", "--error", "0.5717").ShouldRefuse(ExitCode.BadInput, "d = 1, n = 1", "below 0.5717");
        Run("bitwidth", "--dimension", "2", "--error", "0.99").ShouldSucceed();
        Run("bitwidth", "--dimension", "1", "--error", "1").ShouldRefuse(ExitCode.BadInput, "--error");
    }
}
