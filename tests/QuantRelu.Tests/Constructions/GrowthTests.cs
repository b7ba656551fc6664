using System.Numerics;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>
/// The growth that the theorems claim, fitted to counts of networks: exponents by least squares between logarithms. The claims are
/// upper bounds, so a fitted exponent may be below but not above, to within <see cref="Tolerance"/>.
/// </summary>
public class GrowthTests
{
    private const double Tolerance = 0.05;

    public static TheoryData<int, int, int, Quantization> Classes()
    {
        var classes = new TheoryData<int, int, int, Quantization>();
        foreach ((int d, int n) in new[] { (1, 1), (1, 2), (2, 2), (1, 4) })
        {
            classes.Add(d, n, 2, Quantization.Nonlinear);
            classes.Add(d, n, 3, Quantization.Nonlinear);
            classes.Add(d, n, 5, Quantization.Nonlinear);
            classes.Add(d, n, 4, Quantization.Linear);
        }

        return classes;
    }

    // Theorems 1 and 2: the grid is a power of two, so errors are taken at which it is exact: ε = 3·2^d (d/N)^n.
    [Theory]
    [MemberData(nameof(Classes))]
    public void Weights_and_depth_of_theorems_1_and_2_grow_as_claimed(int d, int n, int lambda, Quantization quantization)
    {
        (double L, double Weights, double Depth)[] counted = [.. new[] { 24, 28, 32, 36, 40, 44 }.Select(k =>
        {
            Rational error = Rational.Create(3 * (BigInteger.Pow(d, n) << d), BigInteger.One << (k / n * n));
            NetworkCounts counts = FunctionIndependent.Topology(d, n, error, CodebookFamily.Of(lambda, quantization)).Count();
            return (-Math.Log2((double)error), BigInteger.Log(counts.Weights, 2), Math.Log2(counts.Depth));
        })];

        // (1/ε)^{d/n} times a power of log(1/ε), which adds less than 0.1 to the exponent here.
        Slope(counted.Select(c => (c.L, c.Weights))).Should().BeInRange((double)d / n, ((double)d / n) + 0.1);
        double claimed = quantization == Quantization.Linear ? 2 : (1.0 / (lambda - 1)) + 1;
        Slope(counted.Select(c => (Math.Log2(c.L), c.Weights - (c.L * d / n)))).Should().BeInRange(0.5, claimed + Tolerance);
        Slope(counted.Select(c => (Math.Log2(c.L), c.Depth))).Should().BeInRange(0.4, 1 + Tolerance);
    }

    // Proposition 3: depth O(λ t^{1/(λ-1)}), O(λ t^{1/(λ-1)+1}) weights.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Weights_and_depth_of_a_weight_block_grow_as_claimed(int lambda)
    {
        (double T, double Weights, double Depth)[] counted = [.. new[] { 8, 16, 25, 36, 49, 60 }.Select(t =>
        {
            NetworkCounts counts = Standalone.Weight(Rational.Create(1, 3), t, CodebookFamily.Nonlinear(lambda)).Network.Count();
            return (Math.Log2(t), BigInteger.Log(counts.Weights, 2), Math.Log2(counts.Depth));
        })];
        Slope(counted.Select(c => (c.T, c.Weights))).Should().BeInRange(0.7, (1.0 / (lambda - 1)) + 1 + Tolerance);
        Slope(counted.Select(c => (c.T, c.Depth))).Should().BeInRange(0.2, (1.0 / (lambda - 1)) + Tolerance);
    }

    // Theorems 3 and 4: O(1/ε) weights, depth O(log(1/ε)), for a target whose functions are cached.
    [Theory]
    [InlineData(2, Quantization.Nonlinear)]
    [InlineData(3, Quantization.Nonlinear)]
    [InlineData(4, Quantization.Linear)]
    public void Weights_and_depth_of_theorems_3_and_4_grow_as_claimed(int lambda, Quantization quantization)
    {
        Target target = NamedTargets.Get("zigzag").Target;
        (double L, double Weights, double Depth)[] counted = [.. new[] { "1e-2", "2e-3", "5e-4", "1e-4" }.Select(Rational.Parse).Select(error =>
        {
            NetworkCounts counts =
                PaperConstructions.Dependent.Build(new NetworkRequest(target, error) { Family = CodebookFamily.Of(lambda, quantization) }).Network.Count();
            return (-Math.Log2((double)error), BigInteger.Log(counts.Weights, 2), Math.Log2(counts.Depth));
        })];
        Slope(counted.Select(c => (c.L, c.Weights))).Should().BeInRange(0.8, 1 + Tolerance);
        Slope(counted.Select(c => (Math.Log2(c.L), c.Depth))).Should().BeInRange(0.2, 1 + Tolerance);
    }

    private static double Slope(IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] all = [.. points];
        (_, double slope) = MathNet.Numerics.Fit.Line([.. all.Select(p => p.X)], [.. all.Select(p => p.Y)]);
        return slope;
    }
}
