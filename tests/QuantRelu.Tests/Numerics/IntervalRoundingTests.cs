using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class IntervalRoundingTests
{
    [Fact]
    public void Rounding_to_significant_bits_brackets_a_number_by_neighbours() =>
        Gen.Select(IntervalSamples.Numbers.Where(x => !x.IsZero), Gen.Int[1, 70]).Sample((x, bits) =>
        {
            Dyadic down = x.RoundDown(bits);
            Dyadic up = x.RoundUp(bits);
            Dyadic unit = Dyadic.PowerOfTwo((int)x.Order - bits);
            return down <= x && x <= up && (x == down ? up == down : up - down == unit) && IsShort(down, bits) && IsShort(up, bits);
        });

    [Fact]
    public void The_order_is_the_place_of_the_leading_digit() => IntervalSamples.Numbers.Sample(x => x.IsZero
        ? x.Order == long.MinValue
        : Dyadic.PowerOfTwo((int)x.Order - 1) <= Dyadic.Abs(x) && Dyadic.Abs(x) < Dyadic.PowerOfTwo((int)x.Order));

    [Fact]
    public void Numbers_compare_like_their_difference() =>
        Gen.Select(IntervalSamples.Numbers, IntervalSamples.Numbers).Sample((a, b) => a.CompareTo(b) == (a - b).Sign);

    [Fact]
    public void Very_different_numbers_compare_without_writing_out_their_digits()
    {
        (Dyadic.PowerOfTwo(int.MinValue) < Dyadic.PowerOfTwo(int.MaxValue)).Should().BeTrue();
        (-Dyadic.PowerOfTwo(int.MaxValue) < -Dyadic.PowerOfTwo(int.MinValue)).Should().BeTrue();
        (Dyadic.Zero < Dyadic.PowerOfTwo(int.MinValue)).Should().BeTrue();
    }

    [Fact]
    public void The_ends_of_a_constant_are_neighbours_of_the_fraction() =>
        Gen.Select(Gen.Long, Gen.Long[1, long.MaxValue], IntervalSamples.Precisions).Sample((p, q, bits) =>
        {
            var fraction = Rational.Create(p, q);
            Interval a = new IntervalAlgebra(bits).Constant(fraction);
            return a.Contains(fraction) && IsShort(a.Lower, bits) && IsShort(a.Upper, bits) && a.Width <= a.Magnitude.Scale(1 - bits);
        });

    [Fact]
    public void Square_roots_are_neighbours_of_the_root_and_exact_for_squares() =>
        Gen.Select(IntervalSamples.Numbers, IntervalSamples.Precisions).Sample((x, bits) =>
        {
            Interval root = new IntervalAlgebra(bits).Power(Interval.Point(Dyadic.Abs(x)), Rational.Create(1, 2));
            bool isBracket = root.Lower * root.Lower <= Dyadic.Abs(x) && Dyadic.Abs(x) <= root.Upper * root.Upper;
            Interval exact = new IntervalAlgebra(200).Power(Interval.Point(x * x), Rational.Create(1, 2));
            return isBracket && root.Width <= root.Magnitude.Scale(1 - bits) && exact == Interval.Point(Dyadic.Abs(x));
        });

    [Fact]
    public void A_precision_out_of_range_is_refused()
    {
        ((Action)(() => _ = new IntervalAlgebra(1))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = new IntervalAlgebra(1 << 21))).Should().Throw<ArgumentOutOfRangeException>();
        new IntervalAlgebra().Precision.Should().Be(64);
    }

    private static bool IsShort(Dyadic x, int bits) => System.Numerics.BigInteger.Abs(x.Mantissa).GetBitLength() <= bits;
}
