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

    /// <summary>Values that the crossbar has no use for are left out, as it needs ±1/2; what is left is compared with a polygon of free weights.</summary>
    [Theory]
    [InlineData("crossbar", "abs(x-1/3)", "nonlinear 2")]
    [InlineData("slopes", "x*(1-x)/2", "nonlinear 2,linear 2")]
    public void Compact_networks_are_compared_with_free_weights_after_the_same_idea(string construction, string target, string families)
    {
        string[] command = ["compare", target, "--error", "0.1", "--construction", construction, "--lambda", "2", "--samples", "500"];
        JsonElement json = Run([.. command, "--json"]).ShouldSucceed().Json;
        JsonElement[] networks = [.. json.GetProperty("networks").EnumerateArray()];
        string.Join(',', networks.Skip(1).Select(n => $"{n.GetProperty("quantization").GetString()} {n.GetProperty("lambda")}")).Should().Be(families);
        JsonElement counterpart = json.GetProperty("counterpart");
        double weights = counterpart.GetProperty("weights").GetDouble(), bits = counterpart.GetProperty("bits").GetDouble();
        bits.Should().Be(weights * counterpart.GetProperty("bitsPerWeight").GetInt32());
        counterpart.GetProperty("measuredError").GetDouble().Should().BeLessThanOrEqualTo(0.1);
        foreach (JsonElement network in networks)
        {
            network.GetProperty("weightsToCounterpart").GetDouble().Should().BeApproximately(network.GetProperty("weights").GetDouble() / weights, 1e-12);
            network.GetProperty("bitsToCounterpart").GetDouble().Should().BeApproximately(network.GetProperty("bits").GetDouble() / bits, 1e-12);
        }

        Run(command).ShouldSucceed().Out.Should().Contain("free weights in a network after the same idea, linear between");
        Run([.. Small, "--json"]).ShouldSucceed().Json.GetProperty("counterpart").ValueKind.Should().Be(JsonValueKind.Null, "the paper's has none");
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
