using FluentAssertions;
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
        ((double)Rational.Abs(difference)).Should().Be(measured.Value);
    }

    /// <summary>A weight of 2^-70 steps: doubles see their own rounding, 2^-54, or nothing at all.</summary>
    [Fact]
    public void An_error_below_the_rounding_of_doubles_is_the_true_one_at_its_place()
    {
        foreach (CodebookFamily family in new[] { CodebookFamily.Halves, CodebookFamily.Linear(2) })
        {
            ConstructedNetwork weight = Standalone.Weight(Rational.Create(1, 3), 70, family);
            Target target = Target.Parse("x/3").On(weight.Provenance.Domain);
            MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(weight.Network), target, 50, 1);
            measured.Exact.Should().BeTrue();
            Rational made = Rational.Parse(weight.Provenance.Parameters["weightMade"]);
            measured.Value.Should().Be((double)Rational.Abs((made - Rational.Create(1, 3)) * Dyadic.FromDouble(measured.At[0])));
        }
    }

    [Fact]
    public void A_difference_that_is_not_a_number_is_the_greatest_and_not_exact()
    {
        MeasuredError measured = ErrorMeasurement.Measure(Square, Target.Parse("sqrt(x-1/2)"), 100, 1);
        double.IsNaN(measured.Value).Should().BeTrue();
        measured.Exact.Should().BeFalse();
    }

    [Theory]
    [InlineData("sin(x)*1e15", "0:1e-15")]
    [InlineData("1e15*(sqrt(x^2)-abs(x))+x^2", "0:1")]
    [InlineData("sin(x)^2+cos(x)^2-1+x^2", "0:1")]
    [InlineData("x^2+sin(x)/1e9", "0:1")]
    [InlineData("49*x^2+x/3e7", "0:1/7")]
    public void What_is_called_exact_is_the_double_nearest_to_the_truth_where_the_target_rounds(string text, string domain)
    {
        Target target = Target.Parse(text).On(Domain.Parse(domain, 1));
        MeasuredError measured = ErrorMeasurement.Measure(Square, target, 300, 3);
        measured.Exact.Should().BeTrue();

        // The sample of the place, and the truth there with 200 bits.
        double[] points = ErrorMeasurement.Points(1, 300, 3);
        var x = new double[1];
        Dyadic u = points.Where(p => At(p) == measured.At[0]).Select(Dyadic.FromDouble).First();
        Interval f = target.Expression!.Evaluate<Interval>(new IntervalAlgebra(200), [Interval.Point(u)]);
        Rational network = ExactEvaluator.Evaluate(Square.Network, u)[0];
        new[] { f.Lower, f.Upper }.Select(end => (double)Rational.Abs(network - (Rational)end)).Should().AllBeEquivalentTo(measured.Value);

        double At(double p)
        {
            target.Domain.FromUnit([p], x);
            return x[0];
        }
    }

    [Fact]
    public void Of_samples_the_difference_is_exact_and_of_code_it_is_not()
    {
        Target table = new SampleTable([(0, 0), (Rational.Create(1, 3), Rational.Create(1, 7)), (1, Rational.Create(1, 10))]).ToTarget("table");
        MeasuredError measured = ErrorMeasurement.Measure(Square, table, 64, 1);
        measured.Exact.Should().BeTrue();
        measured.At[0].Should().Be(1);
        measured.Value.Should().Be(0.9);
        ErrorMeasurement.Measure(Square, Target.FromDelegate("x^2", 1, x => x[0] * x[0], 2), 64, 1).Exact.Should().BeFalse();
    }

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
