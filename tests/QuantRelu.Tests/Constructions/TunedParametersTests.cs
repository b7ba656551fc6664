using System.Numerics;
using FluentAssertions;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>The theorems' construction with the fewest weights that its proof allows.</summary>
public class TunedParametersTests
{
    private static NetworkRequest Asked(string target, string error, int n, int lambda = 2) =>
        new(Target.Parse(target), Rational.Parse(error)) { Smoothness = n, Family = CodebookFamily.Of(lambda), Parameters = ParameterChoice.Tuned };

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.1", 1, 2)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.01", 2, 2)]
    [InlineData("exp(x)/3", "0.003", 3, 4)]
    [InlineData("tanh(4*x-2)/4", "0.02", 2, 3)]
    public void The_bound_and_the_proved_error_are_at_most_the_error_asked_for_with_far_fewer_weights(string target, string error, int n, int lambda)
    {
        NetworkRequest asked = Asked(target, error, n, lambda);
        ConstructedNetwork built = PaperConstructions.Independent.Build(asked);
        Rational bound = Dyadic.FromDouble(built.Provenance.ErrorBound!.Value);
        (bound <= asked.Error).Should().BeTrue();
        ((Rational)ErrorCertification.Certify(built.Network, asked.Target).Error!.Upper <= bound).Should().BeTrue();
        NetworkPlan theorem = PaperConstructions.Independent.Plan(asked with { Parameters = ParameterChoice.Theorem });
        (built.Network.Count().Weights * 4 < theorem.Counts!.Weights).Should().BeTrue();
    }

    [Fact]
    public void Two_targets_of_a_class_have_one_topology()
    {
        string? Hash(string target) => TopologyHash.Of(PaperConstructions.Independent.Build(Asked(target, "0.02", 2)).Network);
        Hash("sin(2*pi*x)/(2*pi)").Should().NotBeNull().And.Be(Hash("4*x*(1-x)"));
    }

    [Theory]
    [InlineData(1, 1, "0.1", 0)]
    [InlineData(1, 2, "0.03", 3)]
    [InlineData(1, 3, "0.2", 1)]
    [InlineData(2, 2, "0.5", 0)]
    public void No_other_parameters_near_them_have_fewer_weights_and_meet_the_error_for_the_class(int d, int n, string error, int logScale)
    {
        Rational asked = Rational.Parse(error);
        FunctionIndependentParameters tuned = TunedParameters.Choose(d, n, asked, CodebookFamily.Halves, logScale);
        Worst(tuned, logScale).Should().BeLessThanOrEqualTo((double)asked);
        BigInteger weights = Weights(tuned);
        foreach (FunctionIndependentParameters other in
            from grid in Enumerable.Range(0, tuned.LogGrid + 2)
            from teeth in Enumerable.Range(1, tuned.Teeth + 3)
            from precision in Enumerable.Range(1, tuned.Precision + 2)
            select tuned with { LogGrid = grid, Teeth = teeth, Precision = precision })
        {
            (Worst(other, logScale) > (double)asked || Weights(other) >= weights).Should().BeTrue("{0} has fewer weights and meets the error", other);
        }
    }

    private static BigInteger Weights(FunctionIndependentParameters parameters) =>
        FunctionIndependentCounts.Of(parameters, CodebookFamily.Halves).Whole.Weights;

    // Equations (13) to (21) for norms of 2^s, written down once more with plain sums: steps of 2^-t, δ = 2/(3N).
    private static double Worst(FunctionIndependentParameters p, int logScale)
    {
        double reach = 2 / (3 * Math.Pow(2, p.LogGrid)), half = Math.Pow(2, -p.Precision - 1), product = Math.Pow(4, -p.Teeth);
        double sum = 0;
        foreach (int[] k in Indices(p.Dimension, p.Smoothness))
        {
            int degree = k.Sum();
            double factorials = k.Aggregate(1.0, (f, i) => f * Enumerable.Range(1, i).Aggregate(1.0, (a, b) => a * b));
            sum += degree == p.Smoothness
                ? Math.Pow(reach, degree) / factorials
                : (half * Math.Pow(reach, degree)) + (Math.Pow(2, p.Dimension) * (p.Dimension - 1 + degree) * product * ((1 / factorials) + half));
        }

        return sum * Math.Pow(2, logScale);
    }

    private static IEnumerable<int[]> Indices(int dimension, int most) => dimension == 0
        ? [[]]
        : Enumerable.Range(0, most + 1).SelectMany(i => Indices(dimension - 1, most - i).Select(rest => (int[])[i, .. rest]));
}
