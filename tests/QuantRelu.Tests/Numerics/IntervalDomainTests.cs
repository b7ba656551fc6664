using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class IntervalDomainTests
{
    private static readonly IntervalAlgebra Algebra = new(53);

    private static readonly Interval AroundZero = Interval.Create(-1, 2);

    private static readonly Interval FromZero = Interval.Create(0, 2);

    private static readonly Interval BeyondOne = Interval.Create(0, Dyadic.One + Dyadic.PowerOfTwo(-60));

    [Fact]
    public void Outside_its_domain_a_function_has_no_bounds()
    {
        Interval[] results =
        [
            Algebra.Divide(Interval.Point(1), AroundZero), Algebra.Divide(default, FromZero), Algebra.Divide(AroundZero, default),
            Algebra.Log(AroundZero), Algebra.Log(FromZero), Algebra.Log(Interval.Point(-1)),
            Algebra.Power(AroundZero, Rational.Create(1, 2)), Algebra.Power(FromZero, Rational.Create(-1, 2)), Algebra.Power(AroundZero, Rational.Create(1, 3)),
            Algebra.Power(FromZero, -1), Algebra.Power(AroundZero, -2),
            Algebra.Asin(BeyondOne), Algebra.Acos(BeyondOne), Algebra.Asin(Algebra.Negate(BeyondOne)),
        ];
        results.Should().OnlyContain(r => !r.IsBounded);
    }

    [Fact]
    public void What_has_no_bounds_has_none_after_any_operation()
    {
        Interval none = Interval.Entire;
        IntervalSamples.Functions.Should().OnlyContain(f => !f.Of(Algebra, none).IsBounded);
        Func<Interval, Interval, Interval>[] operations =
            [Algebra.Add, Algebra.Subtract, Algebra.Multiply, Algebra.Divide, Algebra.Min, Algebra.Max];
        operations.Should().OnlyContain(f => !f(none, Interval.Point(1)).IsBounded && !f(Interval.Point(0), none).IsBounded && !f(none, none).IsBounded);
        Algebra.Negate(none).IsBounded.Should().BeFalse();
        Algebra.Abs(none).IsBounded.Should().BeFalse();
        Algebra.Power(none, 0).IsBounded.Should().BeFalse();
        Algebra.Power(none, Rational.Create(0, 1)).IsBounded.Should().BeFalse();
    }

    [Fact]
    public void Overflow_has_no_bounds_and_underflow_ends_at_zero()
    {
        Interval huge = Interval.Point(Dyadic.PowerOfTwo(40));
        Algebra.Exp(huge).IsBounded.Should().BeFalse();
        Algebra.Sinh(Algebra.Negate(huge)).IsBounded.Should().BeFalse();
        Algebra.Cosh(Interval.Hull(huge, default)).IsBounded.Should().BeFalse();
        Algebra.Exp(Interval.Point(4000000)).IsBounded.Should().BeFalse();
        Interval tiny = Algebra.Exp(Algebra.Negate(huge));
        tiny.Lower.Should().Be(Dyadic.Zero);
        tiny.Upper.Order.Should().BeLessThan(-1000000);
        Algebra.Multiply(tiny, tiny).Should().Be(tiny);
        Algebra.Exp(Interval.Point(-4000000)).Lower.Should().Be(Dyadic.Zero);
        Algebra.Multiply(Interval.Point(Dyadic.PowerOfTwo(3000000)), Interval.Point(Dyadic.PowerOfTwo(3000000))).IsBounded.Should().BeFalse();
    }

    [Fact]
    public void Bounded_functions_stay_within_their_range()
    {
        Interval huge = Interval.Point(Dyadic.PowerOfTwo(40));
        Interval nearOne = Algebra.Tanh(huge);
        nearOne.Upper.Should().Be(Dyadic.One);
        nearOne.Lower.Should().Be(Dyadic.One - Dyadic.PowerOfTwo(-53));
        Algebra.Tanh(Interval.Create(-huge.Upper, huge.Upper)).Should().Be(Interval.Create(-1, 1));
        (Algebra.Atan(huge).Upper <= Algebra.Pi.Upper.Scale(-1)).Should().BeTrue();
        (Algebra.Cosh(Interval.Create(Dyadic.PowerOfTwo(-70), 1)).Lower >= 1).Should().BeTrue();
        Algebra.Cosh(Interval.Create(-1, 2)).Lower.Should().Be(Dyadic.One);
        (Algebra.Sin(Interval.Point(Dyadic.FromDouble(Math.PI / 2))).Upper <= 1).Should().BeTrue();
    }
}
