using System.Numerics;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Studies.Growth;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>
/// The growth that the theorems claim. O(·) is tested as it is said: the quotient of the counts by the expression does not grow as ε goes to 0. Exponents
/// are fitted by least squares between logarithms only where what they are fitted to grows by a power alone; elsewhere they are read from exact laws, so
/// that slower terms, which prevail in any range that is built, cannot pass for the ones of the theorem.
/// </summary>
public class GrowthTests
{
    public static TheoryData<int, int, CodebookFamily> Classes()
    {
        var classes = new TheoryData<int, int, CodebookFamily>();
        foreach ((int d, int n) in new[] { (1, 1), (1, 2), (2, 1), (2, 2) })
        {
            foreach (int lambda in new[] { 2, 3, 5 })
            {
                classes.Add(d, n, CodebookFamily.Nonlinear(lambda));
            }

            foreach (int lambda in new[] { 2, 4, 16 })
            {
                classes.Add(d, n, CodebookFamily.Linear(lambda));
            }

            classes.Add(d, n, CodebookFamily.Free);
        }

        return classes;
    }

    // Theorems 1 and 2: the grid is a power of two, so errors are taken at which it is exact: ε = 3·2^d (d/N)^n.
    [Theory]
    [MemberData(nameof(Classes))]
    public void The_constants_of_theorems_1_and_2_do_not_grow(int d, int n, CodebookFamily family)
    {
        GrowthCurve curve = GrowthStudy.OfClass(d, n, Errors(d, n, 16, 32, 64), family, cancellationToken: TestContext.Current.CancellationToken);
        double[] weights = [.. curve.Rows.Select(r => r.WeightConstant)], depth = [.. curve.Rows.Select(r => r.DepthConstant)];
        weights.Zip(weights.Skip(1)).Should().OnlyContain(c => c.Second <= c.First, "constants are {0}", string.Join(", ", weights));
        depth.Zip(depth.Skip(1)).Should().OnlyContain(c => c.Second <= c.First * 1.02, "constants are {0}", string.Join(", ", depth));
    }

    // W = 2^{Ld/n} times a power of L: L⁻¹ log of that power is below 0.02 from L = 256 on.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(1, 4)]
    public void The_exponent_of_one_over_epsilon_is_d_over_n(int d, int n)
    {
        (double L, double Weights)[] counted = [.. Errors(d, n, 256, 320, 384, 448).Select(error =>
        {
            BigInteger weights = FunctionIndependentCounts.Of(d, n, error, CodebookFamily.Nonlinear(3)).Whole.Weights;
            return (BigInteger.Log(error.Denominator / error.Numerator, 2), BigInteger.Log(weights, 2));
        })];
        Slope(counted).Should().BeInRange((double)d / n, ((double)d / n) + 0.02);
    }

    // Theorem 1, the power of L and the factor λ, exactly: (λ-1)/2·q^λ weights for each grid point with q^{λ-1} = t, and 2(λ-1)q layers beside those of L.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_highest_term_of_a_nonlinear_law_is_that_of_theorem_1(int lambda)
    {
        GrowthLaw law = Law(CodebookFamily.Nonlinear(lambda));
        law.TermWeights.Degree.Should().Be(lambda);
        law.TermWeights[lambda].Should().Be(Rational.Create(lambda - 1, 2));

        // For λ = 2 the variable is L, and t = L + 3 = q is of the same order, so that both terms of the depth are one.
        (Rational OfChain, Rational OfError) layers = lambda == 2 ? (law.Depth![1] - 1, 1) : (law.Depth![1], law.Depth[lambda - 1]);
        layers.Should().Be(((Rational)(2 * (lambda - 1)), (Rational)1));
    }

    // Theorem 2: L²/(2 log λ) weights for each grid point and L/log λ layers of a weight block.
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void The_highest_term_of_a_linear_law_is_that_of_theorem_2(int lambda)
    {
        GrowthLaw law = Law(CodebookFamily.Linear(lambda));
        (law.TermWeights.Degree, law.TermWeights[2]).Should().Be((2, Rational.Create(1, 2 * BitOperations.Log2((uint)lambda))));
        law.Depth!.Degree.Should().Be(1);
    }

    // Section 7: L weights for each term without quantization.
    [Fact]
    public void Free_weights_grow_as_L() => Law(CodebookFamily.Free).PerPoint.Degree.Should().Be(1);

    // Proposition 3: depth O(λ t^{1/(λ-1)}), O(λ t^{1/(λ-1)+1}) weights: at t = q^{λ-1} the quotients tend to their limits from above.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_constants_of_a_weight_block_do_not_grow(int lambda)
    {
        double[][] constants = [.. Enumerable.Range(2, 10).Select(q => (Q: q, T: (int)Math.Pow(q, lambda - 1)))
            .Where(c => c.T <= WeightConstruction.MostPrecision).Select(c =>
            {
                NetworkCounts counts = Standalone.Weight(Rational.Create(1, 3), c.T, CodebookFamily.Nonlinear(lambda)).Network.Count();
                return new[] { (double)counts.Weights / (lambda * c.Q * (double)c.T), counts.Depth / (lambda * (double)c.Q) };
            })];
        constants.Zip(constants.Skip(1)).Should().OnlyContain(c => c.Second[0] < c.First[0] && c.Second[1] <= c.First[1]);
        constants[^1].Should().OnlyContain(c => c > 0.3, "a constant that vanished would be a smaller power");
    }

    // Theorems 3 and 4: O(1/ε) weights for a target whose functions are cached; m = 8 at all of these ε.
    [Theory]
    [InlineData(2, Quantization.Nonlinear)]
    [InlineData(3, Quantization.Nonlinear)]
    [InlineData(5, Quantization.Nonlinear)]
    [InlineData(2, Quantization.Linear)]
    [InlineData(4, Quantization.Linear)]
    [InlineData(16, Quantization.Linear)]
    public void Weights_and_depth_of_theorems_3_and_4_grow_as_claimed(int lambda, Quantization quantization)
    {
        GrowthCurve curve = GrowthStudy.OfTarget(
            NamedTargets.Get("zigzag").Target, new[] { 9, 10, 11, 12 }.Select(l => Rational.Create(1, 1 << l)), CodebookFamily.Of(lambda, quantization),
            cancellationToken: TestContext.Current.CancellationToken);
        curve.Rows.Select(r => r.Nodes).Should().AllBeEquivalentTo(8);
        Slope(curve.Rows.Select(r => (r.LogError, BigInteger.Log(r.Counts.Weights, 2)))).Should().BeInRange(0.85, 1);
        double[] depth = [.. curve.Rows.Select(r => r.DepthConstant)];
        depth.Should().BeInDescendingOrder();
    }

    private static GrowthLaw Law(CodebookFamily family) =>
        GrowthStudy.OfClass(1, 1, [Rational.Create(1, 1 << 16)], family, cancellationToken: TestContext.Current.CancellationToken).Law!;

    // 3·2^d (d/N)^n with N^n near 2^L.
    private static IEnumerable<Rational> Errors(int d, int n, params int[] logErrors) =>
        logErrors.Select(l => Rational.Create(3 * (BigInteger.Pow(d, n) << d), BigInteger.One << (((l + d + 2) / n * n) + (n * BitOperations.Log2((uint)d)))));

    private static double Slope(IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] all = [.. points];
        (_, double slope) = MathNet.Numerics.Fit.Line([.. all.Select(p => p.X)], [.. all.Select(p => p.Y)]);
        return slope;
    }
}
