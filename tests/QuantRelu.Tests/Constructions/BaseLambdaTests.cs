using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>Theorems 2 and 4 over an even λ that is no power of two: depth t/log λ, as over the powers of two around it.</summary>
public class BaseLambdaTests
{
    private const string Sine = "sin(2*pi*x)/(2*pi)";

    public static TheoryData<int, int, int> Between() => new() { { 6, 4, 8 }, { 10, 8, 16 }, { 12, 8, 16 }, { 14, 8, 16 } };

    [Theory]
    [MemberData(nameof(Between))]
    public void Networks_of_Theorem_2_are_within_a_tenth_of_the_depth_between_those_of_powers_of_two(int lambda, int below, int above)
    {
        foreach (int n in new[] { 1, 2, 5 })
        {
            double Depth(int l) => FunctionIndependentCounts.Of(1, n, Rational.Parse("1e-6"), CodebookFamily.Linear(l)).Whole.Depth;
            Depth(lambda).Should().BeLessThanOrEqualTo(1.1 * Interpolated(Depth, lambda, below, above));
        }
    }

    [Theory]
    [MemberData(nameof(Between))]
    public void Networks_of_Theorem_4_are_within_a_tenth_of_the_depth_between_those_of_powers_of_two(int lambda, int below, int above)
    {
        double Depth(int l) => PaperConstructions.Dependent
            .Build(new NetworkRequest(Target.Parse(Sine), Rational.Parse("0.01")) { Family = CodebookFamily.Linear(l) }).Network.Count().Depth;
        Depth(lambda).Should().BeLessThanOrEqualTo(1.1 * Interpolated(Depth, lambda, below, above));
    }

    // Depth is a + b/log λ.
    private static double Interpolated(Func<int, double> depth, int lambda, int below, int above)
    {
        double part = ((1 / Math.Log2(lambda)) - (1 / Math.Log2(above))) / ((1 / Math.Log2(below)) - (1 / Math.Log2(above)));
        return (part * depth(below)) + ((1 - part) * depth(above));
    }
}
