using System.Text.Json;
using FluentAssertions;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class ActivationTests : ToolTests
{
    private static readonly string[] Small = ["build", "x*(1-x)/2", "--construction", "paper", "--error", "0.1", "--smoothness", "2"];

    [Theory]
    [InlineData("leaky:1/4", 2)]
    [InlineData("relu6", 1)]
    public void A_network_with_another_activation_is_reported_with_its_growth_and_has_the_same_values(string activation, int times)
    {
        JsonElement relu = Run([.. Small, "--json", "--output", Path("relu.qrn")]).ShouldSucceed().Json;
        JsonElement other = Run([.. Small, "--json", "--activation", activation, "--output", Path("other.qrn")]).ShouldSucceed().Json;
        other.GetProperty("activation").GetString().Should().Be(activation);
        other.GetProperty("parameters").GetProperty("reluWeights").GetInt64().Should().Be(relu.GetProperty("weights").GetInt64());
        other.GetProperty("units").GetInt64().Should().Be((times * (relu.GetProperty("units").GetInt64() - 1)) + 1);
        foreach (string file in new[] { "relu.qrn", "other.qrn" })
        {
            Run("evaluate", Path(file), "--at", "0.3", "--exact").ShouldSucceed().Out.Trim().Should()
                .Be(Run("evaluate", Path("relu.qrn"), "--at", "0.3", "--exact").Out.Trim());
        }
    }

    [Fact]
    public void Rewriting_a_saved_network_is_what_building_does()
    {
        Run([.. Small, "--output", Path("relu.qrn")]).ShouldSucceed();
        Run([.. Small, "--activation", "leaky:1/2", "--output", Path("built.json")]).ShouldSucceed();
        Outcome rewritten = Run("rewrite", Path("relu.qrn"), "--activation", "leaky:1/2", "--output", Path("rewritten.json")).ShouldSucceed();
        rewritten.Out.Should().Contain("leaky:1/2; with ReLU");
        NetworkFile.Load(Path("rewritten.json")).Network.SameAs(NetworkFile.Load(Path("built.json")).Network).Should().BeTrue();
    }

    [Theory]
    [InlineData("leaky:2")]
    [InlineData("tanh")]
    public void An_unknown_activation_is_one_sentence(string activation) =>
        Run([.. Small, "--activation", activation]).ShouldRefuse(1, $"--activation is '{activation}'");

    [Fact]
    public void A_dry_run_and_a_second_rewriting_are_refused()
    {
        Run([.. Small, "--activation", "relu6", "--dry-run"]).ShouldRefuse(1, "--dry-run counts the network in ReLU units");
        Run([.. Small, "--activation", "relu6", "--output", Path("a.qrn")]).ShouldSucceed();
        Run("rewrite", Path("a.qrn"), "--activation", "leaky:1/2").ShouldRefuse(1, "only ReLU networks");
    }
}
