using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class OwnCodebookTests : ToolTests
{
    [Fact]
    public void Any_values_that_can_make_the_construction_are_a_codebook()
    {
        string file = Path("own.json");
        JsonElement json = BuildPaper("x*(1-x)/2", "--error", "0.3", "--codebook=-1/2,1/4,1/2", "--output", file, "--json").ShouldSucceed().Json;
        json.GetProperty("codebook").EnumerateArray().Select(v => v.GetString()).Should().Equal("-1/2", "1/4", "1/2");
        (json.GetProperty("lambda").GetInt32(), json.GetProperty("quantization").GetString()).Should().Be((3, "given"));
        json.GetProperty("measuredError").GetDouble().Should().BeLessThanOrEqualTo(json.GetProperty("errorBound").GetDouble());
        json.TryGetProperty("paperBound", out JsonElement paper).Should().BeTrue();
        paper.ValueKind.Should().Be(JsonValueKind.Null, "the theorems say nothing of these values");
        Run("info", file, "--json").ShouldSucceed().Json.GetProperty("codebook").GetArrayLength().Should().Be(3);
        Run("component", "square", "--r", "2", "--codebook=-1/2,1/2,1").ShouldSucceed().Out.Should().Contain("weight values as given");
        BuildPaper("zigzag", "--error", "0.3", "--structure", "dependent", "--codebook=-1/2,1/4,1/2").ShouldSucceed();
    }

    [Theory]
    [InlineData("-1/3,1/3", "{-1/3, 1/3}", "-s, 0 and s")]
    [InlineData("1/4,1/2", "{1/4, 1/2}", "cannot make")]
    [InlineData("-1/2,half", "half", "number")]
    [InlineData("-1/2,-1/2", "-1/2", "twice")]
    [InlineData("1/2", "2 to", "1")]
    public void Values_that_cannot_are_one_sentence_that_names_what_is_missing(string values, string first, string second) =>
        BuildPaper("x*(1-x)/2", "--error", "0.3", $"--codebook={values}").ShouldRefuse(ExitCode.BadInput, first, second);

    [Fact]
    public void Values_are_asked_for_in_one_way() =>
        BuildPaper("x", "--error", "0.3", "--codebook=-1/2,1/2", "--lambda", "2").ShouldRefuse(ExitCode.BadInput, "--codebook", "--lambda");
}
