using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>A network that somebody wrote in code, saved as it is: every command takes it, and none tells of it what nobody said.</summary>
public class OwnNetworkTests : ToolTests
{
    // max(x, y) = y + σ(x - y).
    private static Network Maximum { get; } = Realization.ToNetwork(WithMaximum(out LinearForm maximum), [maximum], Codebook.Halves);

    [Fact]
    public void It_is_saved_and_described_without_a_target_or_a_claim()
    {
        Outcome info = Run("info", Saved());
        info.ShouldSucceed();
        info.Out.Should().Contain("construction    own").And.NotContain("target").And.NotContain("error").And.NotContain("claims");
        info.Out.Should().Contain("weights         " + Maximum.Count().Weights);
        ConstructedNetwork.Of(Maximum).ToString().Should().StartWith("no target on 0:1,0:1: own;");
    }

    [Fact]
    public void It_is_evaluated_and_certified_against_the_target_that_it_is_meant_for_and_no_other()
    {
        Run("evaluate", Saved(), "--at", "0.25,0.75", "--exact").Out.Trim().Should().Be("3/4");
        Run("verify", Saved(), "--target", "max(x,y)", "--error", "0.001").ShouldSucceed();
        Outcome without = Run("verify", Saved());
        without.ExitCode.Should().Be(ExitCode.BadInput);
        without.Error.Should().Be("The network names no target; --target names one." + Environment.NewLine);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("onnx")]
    [InlineData("qonnx")]
    [InlineData("c")]
    [InlineData("dot")]
    [InlineData("smtlib")]
    public void It_is_exported_without_inventing_a_target(string format)
    {
        string path = Path("own." + (format == "smtlib" ? "smt2" : format == "qonnx" ? "onnx" : format));
        Run("export", Saved(), "--format", format, "--output", path).ShouldSucceed();
        File.ReadAllText(path).Should().NotContain("within").And.NotContain("targetFormula");
    }

    [Fact]
    public void A_domain_of_another_dimension_is_refused() =>
        FluentActions.Invoking(() => ConstructedNetwork.Of(Maximum, Domain.Unit(1))).Should().Throw<ArgumentException>().WithMessage("*2 inputs*");

    private string Saved()
    {
        NetworkFile.Save(ConstructedNetwork.Of(Maximum), Path("own.qrn"));
        return Path("own.qrn");
    }

    private static Circuit WithMaximum(out LinearForm maximum)
    {
        var circuit = new Circuit(2);
        maximum = circuit.Input(1) + circuit.Relu(circuit.Input(0) - circuit.Input(1), "maximum");
        return circuit;
    }
}
