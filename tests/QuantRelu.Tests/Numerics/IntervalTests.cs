using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class IntervalTests
{
    private static readonly Gen<Interval> Intervals = Gen.Select(IntervalSamples.Numbers, IntervalSamples.Numbers, (a, b) =>
        Interval.Create(Dyadic.Min(a, b), Dyadic.Max(a, b)));

    [Fact]
    public void Ends_out_of_order_are_refused() =>
        ((Action)(() => Interval.Create(1, 0))).Should().Throw<ArgumentException>().WithMessage("*lower end 1 is above*");

    [Fact]
    public void The_default_is_the_point_zero()
    {
        default(Interval).Should().Be(Interval.Point(0));
        default(Interval).IsPoint.Should().BeTrue();
    }

    [Fact]
    public void Width_midpoint_and_magnitude_are_exact()
    {
        Interval a = Interval.Create(-3, Dyadic.Half);
        a.Width.Should().Be(Dyadic.Create(7, -1));
        a.Midpoint.Should().Be(Dyadic.Create(-5, -2));
        a.Magnitude.Should().Be((Dyadic)3);
        a.ToString().Should().Be("[-3, 1/2]");
    }

    [Fact]
    public void The_entire_line_contains_everything_and_has_no_ends()
    {
        Interval.Entire.IsBounded.Should().BeFalse();
        Interval.Entire.IsPoint.Should().BeFalse();
        Interval.Entire.Contains(Dyadic.PowerOfTwo(1000)).Should().BeTrue();
        Interval.Entire.Encloses(Interval.Entire).Should().BeTrue();
        Interval.Point(0).Encloses(Interval.Entire).Should().BeFalse();
        Interval.Entire.ToDoubles().Should().Be((double.NegativeInfinity, double.PositiveInfinity));
        Interval.Entire.ToString().Should().Be("(-∞, ∞)");
        ((Func<Dyadic>)(() => Interval.Entire.Lower)).Should().Throw<InvalidOperationException>();
        ((Func<Dyadic>)(() => Interval.Entire.Width)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void The_hull_encloses_both_and_the_intersection_is_what_both_contain() =>
        Gen.Select(Intervals, Intervals, IntervalSamples.Numbers).Sample((a, b, x) =>
        {
            Interval hull = Interval.Hull(a, b);
            bool inBoth = Interval.Intersect(a, b)?.Contains(x) ?? false;
            return hull.Encloses(a) && hull.Encloses(b) && inBoth == (a.Contains(x) && b.Contains(x));
        });

    [Fact]
    public void Disjoint_intervals_have_no_intersection_and_the_entire_line_adds_nothing()
    {
        Interval.Intersect(Interval.Create(0, 1), Interval.Create(2, 3)).Should().BeNull();
        Interval.Intersect(Interval.Create(0, 1), Interval.Create(1, 3)).Should().Be(Interval.Point(1));
        Interval.Intersect(Interval.Entire, Interval.Create(1, 3)).Should().Be(Interval.Create(1, 3));
        Interval.Hull(Interval.Entire, Interval.Point(1)).IsBounded.Should().BeFalse();
    }

    [Fact]
    public void A_fraction_is_contained_when_it_lies_between_the_ends()
    {
        Interval.Create(Dyadic.Create(1, -2), Dyadic.Half).Contains(Rational.Create(1, 3)).Should().BeTrue();
        Interval.Create(Dyadic.Create(3, -3), Dyadic.Half).Contains(Rational.Create(1, 3)).Should().BeFalse();
    }

    [Fact]
    public void Doubles_around_an_interval_are_the_nearest_outside() => Intervals.Sample(a =>
    {
        (double lower, double upper) = a.ToDoubles();
        return Dyadic.FromDouble(lower) <= a.Lower && a.Lower < Dyadic.FromDouble(Math.BitIncrement(lower))
            && Dyadic.FromDouble(upper) >= a.Upper && a.Upper > Dyadic.FromDouble(Math.BitDecrement(upper));
    });

    [Fact]
    public void Doubles_around_numbers_beyond_their_range_are_the_last_ones()
    {
        Dyadic huge = Dyadic.PowerOfTwo(5000);
        Interval.Point(huge).ToDoubles().Should().Be((double.MaxValue, double.PositiveInfinity));
        Interval.Point(-huge).ToDoubles().Should().Be((double.NegativeInfinity, double.MinValue));
        Interval.Point(Dyadic.PowerOfTwo(-5000)).ToDoubles().Should().Be((0.0, double.Epsilon));
    }
}
