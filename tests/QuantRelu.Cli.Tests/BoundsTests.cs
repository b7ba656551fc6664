using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class BoundsTests : ToolTests
{
    [Theory]
    [InlineData("1", "1", "0.01", "entropyLower")]
    [InlineData("2", "1", "0.01", "entropyLower")]
    [InlineData("2", "2", "0.001", "entropyOrder")]
    public void Ratios_are_the_counts_by_expressions_and_lower_bounds(string d, string n, string error, string entropy)
    {
        JsonElement json = Run("bounds", "--dimension", d, "--smoothness", n, "--error", error, "--lambda", "2,3", "--json").ShouldSucceed().Json;
        double Limit(string name) => json.GetProperty("limits").GetProperty(name).GetDouble();
        foreach (JsonElement row in json.GetProperty("theorems").EnumerateArray())
        {
            double Count(string name) => row.GetProperty("counted").GetProperty(name).GetDouble();
            double Expression(string name) => row.GetProperty("bound").GetProperty(name).GetDouble();
            JsonElement ratios = row.GetProperty("ratios");
            foreach (string name in new[] { "depth", "weights", "bits" })
            {
                ratios.GetProperty($"{name}ToExpression").GetDouble().Should().BeApproximately(Count(name) / Expression(name), 1e-9 * Count(name));
            }

            if (row.GetProperty("theorem").GetString() is "1" or "2")
            {
                ratios.GetProperty("weightsToLower").GetDouble().Should().BeApproximately(
                    Count("weights") / Limit("weightsLower"), 1e-9 * Count("weights") / Limit("weightsLower"));
                ratios.GetProperty("bitsToEntropy").GetDouble().Should().BeApproximately(Count("bits") / Limit(entropy), 1e-9 * Count("bits"));
                ratios.GetProperty("bitsToEntropy").GetDouble().Should().BeGreaterThan(1);
            }
            else
            {
                ratios.GetProperty("bitsToEntropy").ValueKind.Should().Be(JsonValueKind.Null, "the topology depends on the target");
            }
        }

        JsonElement halves = json.GetProperty("theorems")[0];
        halves.GetProperty("ratios").GetProperty("depthToLower").GetDouble().Should().BeApproximately(
            halves.GetProperty("counted").GetProperty("depth").GetDouble() / Limit("depthLowerHalves"), 1e-12);
    }

    [Fact]
    public void Errors_far_below_those_of_networks_that_fit_anywhere_are_counted()
    {
        Run("bounds", "--dimension", "3", "--error", "1e-90", "--lambda", "2").ShouldSucceed().Out.Should().ContainAll("/lower bound", "/entropy");
        Run("bounds", "--error", "0.9", "--lambda", "3").ShouldSucceed();
    }
}
