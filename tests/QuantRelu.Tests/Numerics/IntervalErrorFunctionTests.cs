using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

/// <summary>
/// The oracle is the alternating Maclaurin series in rational numbers, √π/2·erf x = Σ (-1)^n x^(2n+1)/(n! (2n+1)), whose partial sums are on either side of
/// the value as soon as terms fall; and of sin(x)/x that of its derivatives.
/// </summary>
public class IntervalErrorFunctionTests
{
    [Fact]
    public void The_error_function_is_between_partial_sums_of_its_alternating_series() =>
        Gen.Select(Gen.Int[-320, 320], Gen.Int[0, 2]).Sample((k, digits) =>
        {
            var algebra = new IntervalAlgebra(new[] { 24, 64, 200 }[digits]);
            Rational x = Rational.Create(k, 64);
            (Rational low, Rational high) = Ends(Sums(x));
            Interval half = algebra.Divide(algebra.Power(algebra.Pi, Rational.Create(1, 2)), Interval.Point(2));
            Interval scaled = algebra.Multiply(algebra.Erf(algebra.Constant(x)), half);
            return scaled.Lower <= high && scaled.Upper >= low && scaled.Width <= Dyadic.PowerOfTwo(5 - algebra.Precision);
        }, iter: 300);

    [Fact]
    public void Derivatives_of_the_sine_over_its_argument_are_those_of_its_series_near_and_far_and_over_intervals() =>
        Gen.Select(Gen.Int[-1600, 1600], Gen.Int[0, 9], Gen.Int[0, 40]).Sample((k, j, wide) =>
        {
            var algebra = new IntervalAlgebra(64);
            Dyadic x = Dyadic.Create(k, -7);
            (Rational low, Rational high) = Ends(Sinc(x, j));
            Interval at = algebra.Sinc(Interval.Point(x), j), over = algebra.Sinc(Interval.Create(x - Dyadic.Create(wide, -3), x), j);
            return at.Lower <= high && at.Upper >= low && at.Width <= Dyadic.PowerOfTwo(-40) && over.Lower <= high && over.Upper >= low;
        }, iter: 600);

    [Fact]
    public void Far_from_0_the_error_function_is_next_to_1()
    {
        var algebra = new IntervalAlgebra(64);
        foreach (int x in new[] { 8, 9, 30, 1 << 30 })
        {
            Interval value = algebra.Erf(Interval.Point(-x));
            value.Lower.Should().Be(-Dyadic.One);
            value.Upper.Should().BeLessThan(-Dyadic.One + Dyadic.PowerOfTwo(-60));
            value.Upper.Should().BeGreaterThan(-Dyadic.One);
        }
    }

    private static (Rational Low, Rational High) Ends((Rational Last, Rational Before) sums) =>
        sums.Last < sums.Before ? (sums.Last, sums.Before) : (sums.Before, sums.Last);

    private static (Rational Last, Rational Before) Sums(Rational x)
    {
        Rational power = x, sum = 0, before = 0;
        for (int n = 0; n < 160; n++)
        {
            before = sum;
            sum += power / ((2 * n) + 1);
            power *= -x * x / (n + 1);
        }

        return (sum, before);
    }

    // Σ over even k ≥ j of (-1)^(k/2) binomial(k, j)/(k + 1)! x^(k-j).
    private static (Rational Last, Rational Before) Sinc(Rational x, int j)
    {
        Rational sum = 0, before = 0, power = j % 2 == 0 ? 1 : x;
        for (int k = j + (j % 2); k < j + 120; k += 2)
        {
            before = sum;
            BigInteger factorial = Enumerable.Range(1, k + 1).Aggregate(BigInteger.One, (f, i) => f * i);
            sum += Rational.Create(QuantRelu.Numerics.Binomial.Of(k, j) * (k % 4 == 0 ? 1 : -1), factorial) * power;
            power *= x * x;
        }

        return (sum, before);
    }
}
