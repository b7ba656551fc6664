using CsCheck;
using FluentAssertions;
using QuantRelu.Bounds;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats;
using QuantRelu.Graph;
using QuantRelu.Studies;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Studies;

/// <summary>Networks with free weights, and what quantized ones cost beside them.</summary>
public class QuantizationStudyTests
{
    private static readonly Rational Error = Rational.Parse("0.05");

    private static ConstructedNetwork Built(string target, int n, CodebookFamily family, string error = "0.05") =>
        PaperConstructions.Independent.Build(new NetworkRequest(Target.Parse(target), Rational.Parse(error)) { Family = family, Smoothness = n });

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", 2, "0.05")]
    [InlineData("abs(x - 1/3)", 1, "0.05")]
    [InlineData("x*y/4", 2, "0.9")]
    [InlineData("exp(2*x)", 3, "0.2")]
    public void Free_weights_compute_exactly_the_function_of_the_same_circuits_over_halves(string target, int n, string error)
    {
        // Over {-1/2, 1/2} weights are made to the same multiples of 2^-t.
        Network free = Built(target, n, CodebookFamily.Free, error).Network, halves = Built(target, n, CodebookFamily.Halves, error).Network;
        free.Codebook.IsFree.Should().BeTrue();
        free.Validate().Should().BeEmpty();
        Gen.Int[0, 1 << 10].Array[free.Inputs].Sample(k =>
        {
            Dyadic[] u = k.Select(i => Dyadic.Create(i, -10)).ToArray();
            return ExactEvaluator.Evaluate(free, u)[0] == ExactEvaluator.Evaluate(halves, u)[0];
        }, iter: 6);
    }

    [Fact]
    public void The_dependent_network_with_free_weights_computes_the_same_function_too()
    {
        Target target = NamedTargets.Get("zigzag").Target;
        Network free = PaperConstructions.Dependent.Build(new NetworkRequest(target, Error) { Family = CodebookFamily.Free }).Network, halves =
            PaperConstructions.Dependent.Build(new NetworkRequest(target, Error)).Network;
        Gen.Int[0, 1 << 12].Sample(
            k => ExactEvaluator.Evaluate(free, Dyadic.Create(k, -12))[0] == ExactEvaluator.Evaluate(halves, Dyadic.Create(k, -12))[0], iter: 30);
    }

    [Fact]
    public void Values_over_which_a_construction_has_no_network_are_left_out_with_the_reason()
    {
        var options = new StudyOptions(Error, [2, 4]) { Construction = CrossbarConstruction.Instance, Samples = 10 };
        Target target = Target.Parse("x");
        QuantizationStudy.Run(target, options).Select(row => row.Family)
            .Should().Equal(CodebookFamily.Free, CodebookFamily.Nonlinear(2), CodebookFamily.Nonlinear(4));
        QuantizationStudy.LeftOut(target, options).Should().HaveCount(2).And.AllSatisfy(reason => reason.Should().ContainAll("crossbar", "-1/2", "nonlinear"));
        QuantizationStudy.LeftOut(target, options with { Construction = PaperConstructions.Independent }).Should().BeEmpty();
        FluentActions.Invoking(() => QuantizationStudy.Run(Target.Parse("x*y"), options)).Should().Throw<TargetException>().WithMessage("*one variable*");
    }

    [Fact]
    public void Free_weights_have_no_copies_and_no_chains()
    {
        NetworkCounts free = Standalone.Square(6, CodebookFamily.Free).Network.Count();
        free.Depth.Should().BeLessThanOrEqualTo((2 * 6) + 2, "a tooth takes two layers and the end needs no halvings");
        free.Width.Should().BeLessThanOrEqualTo(4, "each value stands once");
        free.BitsPerWeight.Should().Be(32);
        free.Bits.Should().Be(32 * free.Weights);
        free.CodebookBits.Should().Be(0);
    }

    [Fact]
    public void The_topology_with_free_weights_does_not_depend_on_the_target() =>
        TopologyHash.Of(Built("sin(x)", 2, CodebookFamily.Free).Network).Should().Be(TopologyHash.Of(Built("x^2/2", 2, CodebookFamily.Free).Network))
            .And.Be(TopologyHash.Of(FunctionIndependent.Topology(1, 2, Error, CodebookFamily.Free)));

    [Fact]
    public void Both_formats_keep_weights_free()
    {
        ConstructedNetwork network = Built("sin(x)", 2, CodebookFamily.Free);
        using var binary = new MemoryStream();
        using var json = new MemoryStream();
        NetworkFile.Write(network, binary);
        JsonExport.Write(network, json);
        foreach (ConstructedNetwork loaded in new[] { NetworkFile.Read(new MemoryStream(binary.ToArray())), JsonImport.Read(new MemoryStream(json.ToArray())) })
        {
            loaded.Network.SameAs(network.Network).Should().BeTrue();
            loaded.Network.Codebook.IsFree.Should().BeTrue();
            loaded.Provenance.Lambda.Should().BeNull();
            loaded.Provenance.Quantization.Should().Be(Quantization.None);
        }
    }

    [Fact]
    public void Rows_are_the_networks_that_are_built_and_their_quotients()
    {
        Target target = Target.Parse("sin(2*pi*x)/(2*pi)");
        StudyRow[] rows = [.. QuantizationStudy.Run(target, new StudyOptions(Error, [2, 3, 4]) { Smoothness = 2, Samples = 500 })];
        rows.Select(r => r.Family).Should().Equal(
            CodebookFamily.Free, CodebookFamily.Halves, CodebookFamily.Nonlinear(3), CodebookFamily.Nonlinear(4), CodebookFamily.Linear(
                2), CodebookFamily.Linear(4));
        foreach (StudyRow row in rows)
        {
            NetworkCounts counts = Built("sin(2*pi*x)/(2*pi)", 2, row.Family).Network.Count();
            row.Counts.Weights.Should().Be(counts.Weights);
            row.WeightOverhead.Should().Be((double)counts.Weights / (double)rows[0].Counts.Weights);
            row.BitOverhead.Should().Be((double)counts.Bits / (double)(32 * rows[0].Counts.Weights));
            row.Provenance.Measured!.Value.Should().BeLessThanOrEqualTo(0.05);
        }

        foreach (StudyRow row in rows.Where(r => r.Family.Quantization == Quantization.Nonlinear))
        {
            row.ExpectedOverhead.Should().BeApproximately(Comparison.Overhead(row.Family.Limit!.Value, 0.05), 1e-9, "Section 7");
        }
    }

    [Fact]
    public void Dependent_networks_are_compared_too()
    {
        StudyRow[] rows = [.. QuantizationStudy.Run(
            NamedTargets.Get("zigzag").Target, new StudyOptions(Error, [2]) { Construction = PaperConstructions.Dependent, Samples = 500 })];
        rows.Should()
            .HaveCount(3).And.OnlyContain(r => r.Provenance.Structure == Structure.Dependent && r.Provenance.Measured!.Value <= 0.05 && r.WeightOverhead >= 1);
        Action order = () => QuantizationStudy.Run(
            NamedTargets.Get("zigzag").Target, new StudyOptions(Error, [2]) { Construction = PaperConstructions.Dependent, Smoothness = 2 });
        order.Should().Throw<TargetException>().WithMessage("*n = 1*");
    }
}
