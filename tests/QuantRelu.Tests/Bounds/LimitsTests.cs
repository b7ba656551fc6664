using CsCheck;
using FluentAssertions;
using QuantRelu.Bounds;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Bounds;

public class LimitsTests
{
    [Fact]
    public void Entropy_lies_between_its_limits_and_equals_the_closed_form_at_powers_of_two()
    {
        Limits.EntropyAtLeast(Rational.Create(1, 1024)).Should().Be(1023);
        Limits.EntropyAtMost(Rational.Create(1, 1024)).Should().Be(1034);
        Limits.EntropyAtLeast(2, Rational.Create(1, 100)).Should().Be(49 * 49);
        Limits.EntropyOrder(2, 1, 0.01).Should().BeApproximately(1e4, 1e-6);
    }

    [Fact]
    public void No_network_that_is_built_beats_the_limits() =>
        Gen.Select(Gen.Int[3, 300], Gen.Int[2, 9]).Sample((inverse, lambda) =>
        {
            Rational error = Rational.Create(1, inverse);
            Network independent = FunctionIndependent.Topology(1, 1, error, CodebookFamily.Nonlinear(lambda));
            NetworkCounts counts = independent.Count();
            int? depth = Limits.LeastDepth(independent.Codebook, 1.0 / inverse);
            return counts.Depth >= depth && (double)counts.Weights * Math.Log2(lambda) >= (double)Limits.EntropyAtLeast(error);
        }, iter: 30);

    [Fact]
    public void The_depth_limit_for_halves_is_the_logarithm_less_one() =>
        Limits.LeastDepth(Codebook.Halves, 1.0 / 1024).Should().Be(9);

    [Fact]
    public void Codebooks_with_odd_denominators_have_no_depth_limit() => Limits.LeastDepth(Codebook.Linear(6), 0.01).Should().BeNull();

    [Fact]
    public void Overheads_are_the_quotients_of_the_expressions()
    {
        foreach (int lambda in new[] { 2, 3, 4, 16 })
        {
            PaperBound quantized = ComplexityExpressions.FunctionIndependent(2, 1, 0.001, lambda, Quantization.Nonlinear);
            (quantized.Weights / Comparison.UnquantizedWeights(2, 1, 0.001)).Should().BeApproximately(Comparison.Overhead(lambda, 0.001), 1e-9);
        }

        double logError = Math.Log2(1000);
        (Comparison.UnquantizedWeights(1, 1, 0.001) * logError / Comparison.LeastWeights(1, 1, 0.001)).Should()
            .BeApproximately(Comparison.OverheadAgainstLeast(0.001), 1e-6 * Math.Pow(logError, 5));
    }

    [Fact]
    public void A_topology_without_a_target_is_that_of_every_target_of_the_class()
    {
        Rational error = Rational.Parse("0.1");
        Network alone = FunctionIndependent.Topology(1, 2, error, CodebookFamily.Nonlinear(3));
        Network planned = PaperConstructions.Independent.Plan(
            new NetworkRequest(Target.Parse("x^2/2"), error) { Family = CodebookFamily.Of(3, Quantization.Nonlinear), Smoothness = 2 }).Topology;
        TopologyHash.Of(alone).Should().Be(TopologyHash.Of(planned));
    }
}
