using FluentAssertions;
using QuantRelu.Constructions.Paper;
using Xunit;

namespace QuantRelu.Tests.Certification;

/// <summary>What a measurement may refute: only what is false where it was made, whatever its own rounding.</summary>
public class MeasurementRefutationTests
{
    private static readonly Network Network =
        PaperConstructions.Independent.Build(new NetworkRequest(Target.Parse("x/3"), Rational.Parse("0.1")) { Smoothness = 1 }).Network;

    [Theory]
    [InlineData("x/3", null)]
    [InlineData("x/3", "-1:2")]
    public void A_bound_is_refuted_exactly_when_it_is_exceeded(string text, string? domain)
    {
        Target target = domain is null ? Target.Parse(text) : Target.Parse(text).On(Domain.Parse(domain, 1));
        Rational x = Dyadic.FromDouble(0.84375);
        Rational u = target.Domain.ToUnit(0, x);
        Rational error = Rational.Abs(ExactEvaluator.Evaluate(Network, [u])[0] - (x / 3));
        Rational little = Dyadic.PowerOfTwo(-120);

        // The measured value is rounded up by much more than that.
        var measured = new MeasuredError((double)error + 1e-9, [0.84375], 1, false);
        ErrorMeasurement.Exceeds(Network, target, measured, error + little).Should().BeFalse();
        ErrorMeasurement.Exceeds(Network, target, measured, error - little).Should().BeTrue();
        ErrorMeasurement.Exceeds(Network, target, measured, 1).Should().BeFalse();
    }

    [Fact]
    public void Of_a_target_given_by_code_rounding_refutes_nothing()
    {
        Target target = Target.FromDelegate("shifted", 1, x => (x[0] / 3) + 0.01, 1);
        double error = Math.Abs((double)ExactEvaluator.Evaluate(Network, [Dyadic.FromDouble(0.84375)])[0] - ((0.84375 / 3) + 0.01));
        var measured = new MeasuredError(error + 1e-9, [0.84375], 1, false);
        ErrorMeasurement.Exceeds(Network, target, measured, Dyadic.FromDouble(error - 1e-15)).Should().BeFalse();
        ErrorMeasurement.Exceeds(Network, target, measured, Dyadic.FromDouble(error / 2)).Should().BeTrue();
    }
}
