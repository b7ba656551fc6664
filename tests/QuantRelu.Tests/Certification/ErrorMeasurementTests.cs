using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Claims;
using QuantRelu.Evaluation;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Certification;

public class ErrorMeasurementTests
{
    private static readonly FastEvaluator Square = new(Standalone.Square(3, CodebookFamily.Halves).Network);

    [Fact]
    public void It_finds_the_known_greatest_error_of_squaring_at_a_midpoint()
    {
        // 2^-8 at every odd multiple of 2^-4; 2·17 samples put the grid on all multiples of 2^-4.
        MeasuredError measured = ErrorMeasurement.Measure(Square, Target.Parse("x^2"), 34, 1);
        measured.Value.Should().Be(Math.ScaleB(1, -8));
        measured.Exact.Should().BeTrue();
        (measured.At[0] * 16 % 2).Should().Be(1);
    }

    [Fact]
    public void It_reports_a_value_that_the_exact_evaluator_confirms()
    {
        MeasuredError measured = ErrorMeasurement.Measure(Square, Target.Parse("x^2-x/7"), 500, 4);
        Dyadic x = Dyadic.FromDouble(measured.At[0]);
        Rational difference = ExactEvaluator.Evaluate(Square.Network, x)[0] - ((x * x) - ((Rational)x / 7));
        ((double)Rational.Abs(difference)).Should().BeApproximately(measured.Value, 1e-15);
    }

    [Fact]
    public void A_difference_that_is_not_a_number_is_the_greatest() =>
        double.IsNaN(ErrorMeasurement.Measure(Square, Target.Parse("sqrt(x-1/2)"), 100, 1).Value).Should().BeTrue();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Samples_hold_the_corners_are_seeded_and_lie_on_multiples_of_2_to_the_minus_20(int dimension)
    {
        double[] points = ErrorMeasurement.Points(dimension, 1000, seed: 7);
        points.Should().HaveCount(1000 * dimension);
        points.Should().OnlyContain(u => u >= 0 && u <= 1 && Math.ScaleB(u, 20) % 1 == 0);
        points.Should().Equal(ErrorMeasurement.Points(dimension, 1000, seed: 7));
        points.Should().NotEqual(ErrorMeasurement.Points(dimension, 1000, seed: 8));
        points.Chunk(dimension).Count(p => p.All(u => u is 0 or 1)).Should().BeGreaterThanOrEqualTo(1 << dimension);
    }

    [Fact]
    public void A_target_of_another_dimension_is_refused()
    {
        Action measure = () => ErrorMeasurement.Measure(Square, Target.Parse("x*y"), 10, 1);
        measure.Should().Throw<ArgumentException>().WithMessage("*2 variables*1 inputs*");
    }
}
