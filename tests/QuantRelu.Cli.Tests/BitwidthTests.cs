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
    public void Compact_constructions_are_counted_over_the_values_that_suit_them_beside_the_bound()
    {
        string[] command = ["bitwidth", "--dimension", "1", "--error", "0.3", "--smoothness", "2"];
        JsonElement[] compact = [.. Run([.. command, "--json"]).ShouldSucceed().Json[0].GetProperty("compact").EnumerateArray()];
        compact.Select(c => c.GetProperty("construction").GetString()).Should().Equal("slopes", "hierarchical", "cells");
        foreach (JsonElement construction in compact)
        {
            JsonElement[] tried = [.. construction.GetProperty("tried").EnumerateArray()];
            tried.Select(t => t.GetProperty("lambda").GetInt32()).Should().Equal(2, 4, 8, 16);
            tried.Should().OnlyContain(t =>
                t.GetProperty("bits").GetInt64() == t.GetProperty("weights").GetInt64() * (long)Math.Log2(t.GetProperty("lambda").GetInt32()));
            construction.GetProperty("lambdaFewestBits").GetInt32().Should().Be(
                tried.MinBy(t => t.GetProperty("bits").GetInt64()).GetProperty("lambda").GetInt32()).And.Be(2);
        }

        JsonElement four = compact[0].GetProperty("tried")[1];
        four.GetProperty("codebook").GetString().Should().Be("{-1/2, -1/6, 1/6, 1/2}");
        JsonElement built = Run("build", "sin(x)", "--error", "0.3", "--construction", "slopes", "--codebook=-1/2,-1/6,1/6,1/2", "--json").ShouldSucceed().Json;
        built.GetProperty("bits").GetRawText().Should().Be(four.GetProperty("bits").GetRawText());
        Run(command).ShouldSucceed().Out.Should().Contain(
            "fewest bits, d = 1: slopes λ = 2, hierarchical λ = 2, cells λ = 2; of the bound of Theorem 1: λ = ");
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
