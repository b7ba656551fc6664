using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class IntervalIdentityTests
{
    private static readonly IntervalAlgebra Algebra = new(80);

    private static readonly Interval One = Interval.Point(1);

    [Fact]
    public void The_squares_of_sine_and_cosine_add_up_to_one() => IntervalSamples.Numbers.Sample(x =>
        IsClose(Algebra.Add(Square(Algebra.Sin(Interval.Point(x))), Square(Algebra.Cos(Interval.Point(x)))), One));

    [Fact]
    public void The_squares_of_the_hyperbolic_functions_differ_by_one() => IntervalSamples.Numbers.Where(IsBelowFour).Sample(x =>
        Algebra.Subtract(Square(Algebra.Cosh(Interval.Point(x))), Square(Algebra.Sinh(Interval.Point(x)))).Contains(Dyadic.One));

    [Fact]
    public void The_tangent_times_the_cosine_is_the_sine() => IntervalSamples.Numbers.Sample(x =>
        IsClose(Algebra.Multiply(Algebra.Tan(Interval.Point(x)), Algebra.Cos(Interval.Point(x))), Algebra.Sin(Interval.Point(x))));

    [Fact]
    public void The_hyperbolic_tangent_times_the_cosine_is_the_sine() => IntervalSamples.Numbers.Sample(x =>
        IsClose(Algebra.Multiply(Algebra.Tanh(Interval.Point(x)), Algebra.Cosh(Interval.Point(x))), Algebra.Sinh(Interval.Point(x))));

    [Fact]
    public void The_exponential_of_the_logarithm_is_the_number() => IntervalSamples.Numbers.Where(x => x.Sign > 0).Sample(x =>
        Algebra.Exp(Algebra.Log(Interval.Point(x))).Contains(x));

    [Fact]
    public void The_exponential_turns_sums_into_products() => Gen.Select(IntervalSamples.Numbers, IntervalSamples.Numbers).Sample((x, y) =>
        IsClose(Algebra.Multiply(Algebra.Exp(Interval.Point(x)), Algebra.Exp(Interval.Point(y))), Algebra.Exp(Interval.Point(x + y))));

    [Fact]
    public void The_sine_of_a_sum_follows_from_sines_and_cosines() => Gen.Select(IntervalSamples.Numbers, IntervalSamples.Numbers).Sample((a, b) =>
    {
        (Interval x, Interval y) = (Interval.Point(a), Interval.Point(b));
        Interval sum = Algebra.Add(Algebra.Multiply(Algebra.Sin(x), Algebra.Cos(y)), Algebra.Multiply(Algebra.Cos(x), Algebra.Sin(y)));
        return Interval.Intersect(sum, Algebra.Sin(Interval.Point(a + b))) is not null;
    });

    [Fact]
    public void The_circular_functions_undo_their_inverses() => IntervalSamples.Numbers.Sample(x =>
    {
        Interval a = Interval.Point(x);
        bool isInside = Dyadic.Abs(x) < Dyadic.One;
        return Algebra.Tan(Algebra.Atan(a)).Contains(x)
            && (!isInside || (Algebra.Sin(Algebra.Asin(a)).Contains(x) && Algebra.Cos(Algebra.Acos(a)).Contains(x)));
    });

    [Fact]
    public void The_arc_sine_and_the_arc_cosine_add_up_to_a_right_angle() => IntervalSamples.Numbers.Where(x => Dyadic.Abs(x) <= Dyadic.One).Sample(x =>
        IsClose(Algebra.Add(Algebra.Asin(Interval.Point(x)), Algebra.Acos(Interval.Point(x))), Algebra.Divide(Algebra.Pi, Interval.Point(2))));

    [Fact]
    public void The_arc_tangent_of_one_is_an_eighth_of_a_turn() =>
        IsClose(Algebra.Multiply(Interval.Point(4), Algebra.Atan(One)), Algebra.Pi).Should().BeTrue();

    private static Interval Square(Interval a) => Algebra.Power(a, 2);

    private static bool IsBelowFour(Dyadic x) => Dyadic.Abs(x) < 4;

    // Two enclosures of one number: they meet, and neither is wide.
    private static bool IsClose(Interval a, Interval b) =>
        Interval.Intersect(a, b) is not null && Interval.Hull(a, b).Width <= Dyadic.Max(a.Magnitude, b.Magnitude).Scale(5 - 80);
}
