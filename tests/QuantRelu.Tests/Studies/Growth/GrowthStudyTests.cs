using FluentAssertions;
using QuantRelu.Bounds;
using QuantRelu.Constructions.Paper;
using QuantRelu.Studies.Growth;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Studies.Growth;

public class GrowthStudyTests
{
    private static readonly Rational[] Errors = [.. new[] { 28, 4, 8, 16 }.Select(l => Rational.Create(1, 1 << l))];

    [Theory]
    [InlineData(1, 1, 2, Quantization.Nonlinear)]
    [InlineData(2, 2, 3, Quantization.Nonlinear)]
    [InlineData(1, 2, 4, Quantization.Linear)]
    public void Rows_are_the_counts_of_networks_beside_the_expressions(int d, int n, int lambda, Quantization quantization)
    {
        var family = CodebookFamily.Of(lambda, quantization);
        GrowthCurve curve = GrowthStudy.OfClass(d, n, Errors, family, cancellationToken: TestContext.Current.CancellationToken);
        curve.Rows.Select(r => r.LogError).Should().Equal(4, 8, 16, 28);
        foreach (GrowthRow row in curve.Rows)
        {
            NetworkCounts counts = FunctionIndependent.Topology(d, n, row.Error, family).Count();
            NetworkCounts free = FunctionIndependent.Topology(d, n, row.Error, CodebookFamily.Free).Count();
            PaperBound bound = ComplexityExpressions.FunctionIndependent(d, n, (double)row.Error, lambda, quantization);
            row.Counts.Layers.Should().Equal(counts.Layers);
            row.WeightConstant.Should().BeApproximately((double)counts.Weights / bound.Weights, 1e-9 * row.WeightConstant);
            row.DepthConstant.Should().BeApproximately(counts.Depth / bound.Depth, 1e-12);
            row.TimesFree.Should().BeApproximately((double)counts.Weights / (double)free.Weights, 1e-9 * row.TimesFree);
            row.TimesFreeExpected.Should().BeApproximately(
                bound.Weights / ComplexityExpressions.FunctionIndependent(d, n, (double)row.Error, 2, Quantization.None).Weights, 1e-9);
            row.PerPoint.Should().BeApproximately((double)counts.Weights / Math.Pow(Math.Pow(2, row.LogCells) + 1, d), 1e-9 * row.PerPoint);
            if (quantization == Quantization.Nonlinear)
            {
                // M is λ log λ·log^{1/(λ-1)+1}(3n2^d/ε), computed elsewhere.
                double theta = row.PerPoint * Math.Log2(lambda) / new OptimalBitWidth(d, n, (double)row.Error).M(lambda);
                row.Theta.Should().BeApproximately(theta, 1e-9 * theta);
            }
        }
    }

    [Fact]
    public void Exponents_are_those_between_a_row_and_the_one_before()
    {
        GrowthCurve curve = GrowthStudy.OfClass(1, 1, Errors, CodebookFamily.Halves, cancellationToken: TestContext.Current.CancellationToken);
        curve.Rows[0].DepthExponent.Should().BeNull();
        foreach ((GrowthRow before, GrowthRow row) in curve.Rows.Zip(curve.Rows.Skip(1)))
        {
            double factor = row.LogError / before.LogError;
            (before.Counts.Depth * Math.Pow(factor, row.DepthExponent!.Value)).Should().BeApproximately(row.Counts.Depth, 1e-9);
            (before.PerPoint * Math.Pow(factor, row.PointExponent!.Value)).Should().BeApproximately(row.PerPoint, 1e-8);
            ((double)before.Counts.Weights * Math.Pow((double)(before.Error / row.Error), row.ErrorExponent!.Value)).Should()
                .BeApproximately((double)row.Counts.Weights, 1e-6 * (double)row.Counts.Weights);
        }
    }

    // Section 7: 9.9 to 14.5 from 2^-4 to 2^-28, where the expressions say 8 to 56; the constants are met at L = 2^20 only.
    [Fact]
    public void The_overhead_of_two_values_grows_far_more_slowly_than_its_expression()
    {
        GrowthCurve curve = GrowthStudy.OfClass(1, 1, Errors, CodebookFamily.Halves, cancellationToken: TestContext.Current.CancellationToken);
        curve.Rows[0].TimesFree.Should().BeInRange(9.9, 9.92);
        curve.Rows[^1].TimesFree.Should().BeInRange(14.5, 14.6);
        (curve.Rows[0].TimesFreeExpected, curve.Rows[^1].TimesFreeExpected).Should().Be((8, 56));
        curve.LimitOverhead.Should().BeApproximately(1.0 / 12, 1e-12);
        curve.LimitConstant.Should().Be(2);
        const double far = 1 << 20;
        double ratio = (double)(curve.Law!.PerPoint.At(1 << 20) / curve.FreeLaw!.PerPoint.At(1 << 20));
        (ratio / (2 * far)).Should().BeApproximately(curve.LimitOverhead!.Value, 1e-4);
    }

    [Fact]
    public void Networks_that_depend_on_the_target_are_built()
    {
        Target target = NamedTargets.Get("zigzag").Target;
        Rational[] errors = [Rational.Create(1, 16), Rational.Create(1, 64)];
        GrowthCurve curve = GrowthStudy.OfTarget(target, errors, CodebookFamily.Nonlinear(3), cancellationToken: TestContext.Current.CancellationToken);
        (curve.Structure, curve.Theorem, curve.Law).Should().Be((Structure.Dependent, 3, (GrowthLaw?)null));
        foreach (GrowthRow row in curve.Rows)
        {
            var request = new NetworkRequest(target, row.Error) { Family = CodebookFamily.Nonlinear(3) };
            NetworkCounts built = PaperConstructions.Dependent.Build(request, null, TestContext.Current.CancellationToken).Network.Count();
            row.Counts.Layers.Should().Equal(built.Layers);
            row.PerPoint.Should().BeApproximately((double)built.Weights / (1 << row.LogCells), 1e-9);
        }

        Action tooMany = () => GrowthStudy.OfTarget(target, errors, CodebookFamily.Halves, mostWeights: 10);
        tooMany.Should().Throw<LimitException>().WithMessage("*0.0625 has at least*more than the limit of 10.");
        Action counted = () => GrowthStudy.OfTarget(target, errors, CodebookFamily.Halves, mostWeights: curve.Rows[0].Counts.Weights / 2);
        counted.Should().Throw<LimitException>().WithMessage("*0.0625 has *more than the limit*");
    }

    [Fact]
    public void Errors_and_values_outside_their_ranges_are_refused()
    {
        Action none = () => GrowthStudy.OfClass(1, 1, [], CodebookFamily.Halves);
        Action one = () => GrowthStudy.OfClass(1, 1, [1], CodebookFamily.Halves);
        Action own = () => GrowthStudy.OfClass(1, 1, Errors, CodebookFamily.Of(Codebook.Halves));
        Action fine = () => GrowthStudy.OfClass(2, 1, [Rational.Create(1, System.Numerics.BigInteger.One << 1100)], CodebookFamily.Halves);
        none.Should().Throw<ArgumentException>();
        one.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*The error is 1*");
        own.Should().Throw<ArgumentException>();
        fine.Should().Throw<LimitException>().WithMessage("*teeth*");
    }
}
