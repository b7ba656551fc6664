using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class CompareTests : ToolTests
{
    private static readonly string[] Small = ["compare", "x*(1-x)/2", "--error", "0.1", "--smoothness", "2", "--lambda", "2,3", "--samples", "500"];

    [Fact]
    public void Every_codebook_has_a_row_with_its_counts_and_overheads()
    {
        JsonElement json = Run([.. Small, "--json"]).ShouldSucceed().Json;
        JsonElement[] networks = [.. json.GetProperty("networks").EnumerateArray()];
        networks.Select(n => (n.GetProperty("quantization").GetString(), n.GetProperty("lambda").ToString())).Should().Equal(
            ("none", string.Empty), ("nonlinear", "2"), ("nonlinear", "3"), ("linear", "2"));
        double free = networks[0].GetProperty("weights").GetDouble();
        networks.Should().OnlyContain(n => Math.Abs(n.GetProperty("weightOverhead").GetDouble() - (n.GetProperty("weights").GetDouble() / free)) < 1e-12);
        networks.Should().OnlyContain(n => n.GetProperty("measuredError").GetDouble() <= n.GetProperty("errorBound").GetDouble());
        Outcome text = Run(Small).ShouldSucceed();
        text.Lines.Should().Contain(l => l.StartsWith("free ", StringComparison.Ordinal)).And.Contain(l =>
            l.StartsWith("nonlinear ", StringComparison.Ordinal) && l.Contains(" 3 ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_counts_are_those_of_build()
    {
        JsonElement row = Run([.. Small, "--json"]).ShouldSucceed().Json.GetProperty("networks")[1];
        JsonElement built = Run(["build", "x*(1-x)/2", "--construction", "paper", "--error", "0.1", "--smoothness", "2", "--json"]).ShouldSucceed().Json;
        foreach (string name in new[] { "depth", "width", "units", "weights", "bits", "bitsPerWeight", "errorBound" })
        {
            row.GetProperty(name).GetRawText().Should().Be(built.GetProperty(name).GetRawText());
        }
    }

    [Theory]
    [InlineData("--lambda 1", "2 to")]
    [InlineData("--structure dependent --smoothness 2", "n = 1")]
    [InlineData("--max-weights 100", "--max-weights")]
    public void Bad_input_is_one_sentence(string more, string part)
    {
        string[] args = ["compare", "x^2/2", "--error", "0.1", .. more.Split(' ')];
        Outcome outcome = Run(args);
        outcome.ExitCode.Should().NotBe(0);
        outcome.Out.Should().BeEmpty();
        outcome.Error.Should().Contain(part);
    }
}
