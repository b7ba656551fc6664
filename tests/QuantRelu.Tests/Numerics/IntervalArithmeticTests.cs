using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class IntervalArithmeticTests
{
    private static readonly IntervalAlgebra Algebra = new(40);

    /// <summary>An interval with a number inside it.</summary>
    private static readonly Gen<(Interval Around, Dyadic Inside)> Pairs = Gen.Select(
        Gen.Int[-50, 50], Gen.Int[0, 60], Gen.Int[0, 8], Gen.Int[-12, 3], (start, width, part, e) =>
            (Interval.Create(Dyadic.Create(start, e), Dyadic.Create(start + width, e)), Dyadic.Create((8 * start) + (width * part), e - 3)));

    [Fact]
    public void Sums_differences_products_and_quotients_contain_those_of_numbers_inside() => Gen.Select(Pairs, Pairs).Sample((a, b) =>
        Algebra.Add(a.Around, b.Around).Contains(a.Inside + b.Inside)
        && Algebra.Subtract(a.Around, b.Around).Contains(a.Inside - b.Inside)
        && Algebra.Multiply(a.Around, b.Around).Contains(a.Inside * b.Inside)
        && (b.Inside.IsZero || Algebra.Divide(a.Around, b.Around).Contains((Rational)a.Inside / b.Inside)));

    [Fact]
    public void Products_are_the_hull_of_the_products_of_ends() => Gen.Select(Pairs, Pairs).Sample((a, b) =>
        Algebra.Multiply(a.Around, b.Around) == Ends(a.Around).SelectMany(_ => Ends(b.Around), (x, y) => Interval.Point(x * y)).Aggregate(Interval.Hull));

    [Fact]
    public void Quotients_are_as_narrow_as_the_quotients_of_ends() => Gen.Select(Pairs, Pairs).Where((_, b) => !b.Around.Contains(Dyadic.Zero)).Sample((a, b) =>
        Algebra.Divide(a.Around, b.Around) == Ends(a.Around)
            .SelectMany(_ => Ends(b.Around), (x, y) => Algebra.Divide(Interval.Point(x), Interval.Point(y))).Aggregate(Interval.Hull));

    [Fact]
    public void Integer_powers_contain_the_powers_inside_and_are_tight_at_the_ends() => Gen.Select(Pairs, Gen.Int[0, 12]).Sample((a, k) =>
    {
        Interval power = Algebra.Power(a.Around, k);
        Rational inside = Raise(a.Inside, k);
        Interval ends = Ends(a.Around).Select(x => Algebra.Constant(Raise(x, k))).Aggregate(Interval.Hull);
        Interval tight = k > 0 && k % 2 == 0 && a.Around.Contains(Dyadic.Zero) ? Interval.Hull(ends, default) : ends;
        bool invertible = !a.Around.Contains(Dyadic.Zero);
        return power.Contains(inside) && power == tight
            && (!invertible || Algebra.Power(a.Around, -k).Contains(Rational.Create(1, 1) / inside));
    });

    [Fact]
    public void Absolute_value_minimum_and_maximum_contain_those_of_numbers_inside() => Gen.Select(Pairs, Pairs).Sample((a, b) =>
        Algebra.Abs(a.Around).Contains(Dyadic.Abs(a.Inside)) && Algebra.Abs(a.Around).Lower.Sign >= 0
        && Algebra.Min(a.Around, b.Around).Contains(Dyadic.Min(a.Inside, b.Inside))
        && Algebra.Max(a.Around, b.Around).Contains(Dyadic.Max(a.Inside, b.Inside))
        && Algebra.Negate(a.Around).Contains(-a.Inside));

    [Fact]
    public void Exact_results_are_points()
    {
        Interval three = Interval.Point(3);
        Algebra.Add(three, three).Should().Be(Interval.Point(6));
        Algebra.Divide(Interval.Point(6), three).Should().Be(Interval.Point(2));
        Algebra.Divide(three, Interval.Point(-4)).Should().Be(Interval.Point(Dyadic.Create(-3, -2)));
        Algebra.Power(Interval.Point(2), -3).Should().Be(Interval.Point(Dyadic.Create(1, -3)));
        Algebra.Power(Interval.Point(-3), 0).Should().Be(Interval.Point(1));
        Algebra.Power(Interval.Point(Dyadic.Create(1, -2)), Rational.Create(1, 2)).Should().Be(Interval.Point(Dyadic.Half));
        Algebra.Power(Interval.Point(4), Rational.Create(-3, 2)).Should().Be(Interval.Point(Dyadic.Create(1, -3)));
        Algebra.Power(default, Rational.Create(1, 3)).Should().Be(default(Interval));
        Algebra.Power(Interval.Point(1), Rational.Create(-7, 3)).Should().Be(Interval.Point(1));
        Algebra.Power(Interval.Create(-2, 3), 2).Should().Be(Interval.Create(0, 9));
        Algebra.Power(Interval.Point(3), Rational.Create(2, 1)).Should().Be(Interval.Point(9));
        Algebra.Constant(Rational.Create(3, 8)).Should().Be(Interval.Point(Dyadic.Create(3, -3)));
    }

    [Fact]
    public void A_fractional_power_and_its_inverse_enclose_the_number() =>
        Gen.Select(Gen.Int[1, 100000], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Bool).Where((_, p, q, _) => p % q != 0 && q % p != 0).Sample((n, p, q, inverse) =>
        {
            Rational c = Rational.Create(inverse ? -p : p, q);
            Interval power = Algebra.Power(Interval.Point(Dyadic.Create(n, -8)), c);
            Interval back = Algebra.Power(power, Rational.Create(1, 1) / c);
            return back.Contains(Dyadic.Create(n, -8)) && IntervalSamples.IsTight(power, 40) && back.Width <= back.Magnitude.Scale(10 - 40);
        });

    [Fact]
    public void A_power_out_of_range_is_unbounded_above_and_almost_zero_below()
    {
        Algebra.Power(Interval.Point(3), int.MaxValue).IsBounded.Should().BeFalse();
        Algebra.Power(Interval.Point(3), int.MinValue).IsBounded.Should().BeFalse();
        Interval tiny = Algebra.Power(Interval.Point(Dyadic.Create(-3, -3)), int.MaxValue);
        tiny.Upper.Sign.Should().Be(0);
        (Dyadic.Abs(tiny.Lower) <= Dyadic.PowerOfTwo(-1000000)).Should().BeTrue();
        Algebra.Power(Interval.Point(Dyadic.Half), Rational.Create(1000000001, 10)).Should().Be(Interval.Create(0, 1));
    }

    private static Dyadic[] Ends(Interval a) => [a.Lower, a.Upper];

    private static Rational Raise(Dyadic x, int k)
    {
        Rational r = x;
        return Rational.Create(BigInteger.Pow(r.Numerator, k), BigInteger.Pow(r.Denominator, k));
    }
}
