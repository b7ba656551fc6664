using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class IntervalCircularTests
{
    private static readonly IntervalAlgebra Algebra = new(64);

    [Theory]
    [InlineData("1", "2", false, true)]
    [InlineData("-2", "-1", true, false)]
    [InlineData("-1", "1", false, false)]
    [InlineData("4", "5", true, false)]
    [InlineData("1", "5", true, true)]
    [InlineData("0", "100", true, true)]
    [InlineData("-5", "-4", false, true)]
    [InlineData("3", "4", false, false)]
    [InlineData("1000000", "1000001", false, false)]
    [InlineData("1000000", "1000004", false, true)]
    [InlineData("1000000", "1000006", true, true)]
    public void The_sine_reaches_its_extrema_exactly_when_they_are_inside(string from, string to, bool hasBottom, bool hasTop)
    {
        Interval a = Algebra.Sin(Between(from, to));
        (a.Lower == -1).Should().Be(hasBottom);
        (a.Upper == 1).Should().Be(hasTop);
    }

    [Theory]
    [InlineData("-1", "1", false, true)]
    [InlineData("0", "1", false, true)]
    [InlineData("-1", "0", false, true)]
    [InlineData("3", "4", true, false)]
    [InlineData("-4", "-3", true, false)]
    [InlineData("1", "3", false, false)]
    [InlineData("6", "7", false, true)]
    [InlineData("3", "7", true, true)]
    public void The_cosine_reaches_its_extrema_exactly_when_they_are_inside(string from, string to, bool hasBottom, bool hasTop)
    {
        Interval a = Algebra.Cos(Between(from, to));
        (a.Lower == -1).Should().Be(hasBottom);
        (a.Upper == 1).Should().Be(hasTop);
    }

    [Fact]
    public void The_range_is_what_a_dense_sample_finds() =>
        Gen.Select(Gen.Double[-30, 30], Gen.Double[0.01, 8], Gen.Bool).Sample((start, width, isSine) =>
        {
            Interval argument = Interval.Create(Dyadic.FromDouble(start), Dyadic.FromDouble(start + width));
            (double lower, double upper) = (isSine ? Algebra.Sin(argument) : Algebra.Cos(argument)).ToDoubles();
            double[] sample = [.. Enumerable.Range(0, 201).Select(i => start + (width * i / 200)).Select(x => isSine ? Math.Sin(x) : Math.Cos(x))];
            return lower <= sample.Min() + 1e-12 && sample.Max() - 1e-12 <= upper && sample.Min() - lower < 0.001 && upper - sample.Max() < 0.001;
        }, iter: 200);

    [Fact]
    public void An_argument_of_any_size_gives_the_sine_within_its_range()
    {
        Interval far = Interval.Point(Dyadic.PowerOfTwo(5000));
        IntervalSamples.IsTight(Algebra.Sin(far), 64).Should().BeTrue();
        Algebra.Sin(far).Encloses(new IntervalAlgebra(128).Sin(far)).Should().BeTrue();
        Algebra.Cos(Interval.Point(Dyadic.PowerOfTwo(100000))).Should().Be(Interval.Create(-1, 1));
        Algebra.Tan(Interval.Point(Dyadic.PowerOfTwo(100000))).IsBounded.Should().BeFalse();
    }

    [Fact]
    public void An_interval_with_a_pole_has_no_bounded_tangent()
    {
        Algebra.Tan(Between("1.5", "1.75")).IsBounded.Should().BeFalse();
        Algebra.Tan(Between("-2", "2")).IsBounded.Should().BeFalse();
        Algebra.Tan(Between("4.5", "5")).IsBounded.Should().BeFalse();
        Algebra.Tan(Between("0", "4")).IsBounded.Should().BeFalse();
    }

    [Fact]
    public void Between_two_poles_the_tangent_is_increasing()
    {
        Algebra.Tan(Between("-1.5", "1.5")).Should()
            .Be(Interval.Create(Algebra.Tan(Interval.Point(Dyadic.Create(-3, -1))).Lower, Algebra.Tan(Interval.Point(Dyadic.Create(3, -1))).Upper));
        Algebra.Tan(Between("2", "4")).IsBounded.Should().BeTrue();
    }

    [Fact]
    public void Values_next_to_zeros_and_poles_keep_their_relative_accuracy()
    {
        Dyadic pi = new IntervalAlgebra(1000).Pi.Lower;
        foreach (int bits in (int[])[10, 53, 64, 100, 300, 900])
        {
            Interval near = Interval.Point(pi.Scale(-1).RoundDown(bits));
            IntervalSamples.IsTight(Algebra.Cos(near), 64).Should().BeTrue();
            IntervalSamples.IsTight(Algebra.Tan(near), 64).Should().BeTrue();
            IntervalSamples.IsTight(Algebra.Sin(Interval.Point(pi.RoundUp(bits))), 64).Should().BeTrue();
        }
    }

    [Fact]
    public void Arguments_next_to_one_keep_their_relative_accuracy()
    {
        foreach (int e in (int[])[-1, -10, -53, -64, -100, -500])
        {
            Interval below = Interval.Point(Dyadic.One - Dyadic.PowerOfTwo(e));
            IntervalSamples.IsTight(Algebra.Acos(below), 64).Should().BeTrue();
            IntervalSamples.IsTight(Algebra.Asin(below), 64).Should().BeTrue();
            IntervalSamples.IsTight(Algebra.Acos(Algebra.Negate(below)), 64).Should().BeTrue();
            IntervalSamples.IsTight(Algebra.Log(below), 64).Should().BeTrue();
            IntervalSamples.IsTight(Algebra.Log(Interval.Point(Dyadic.One + Dyadic.PowerOfTwo(e))), 64).Should().BeTrue();
        }
    }

    private static Interval Between(string from, string to) => Interval.Create(Rational.Parse(from).ToDyadic(), Rational.Parse(to).ToDyadic());
}
