using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class DoubleIntervalTests
{
    private static readonly Gen<double> Doubles = Gen.Frequency(
        (6, Gen.Select(Gen.Double[-1, 1], Gen.Int[-60, 60], (m, e) => Math.ScaleB(m, e))),
        (2, Gen.Select(Gen.Double[-1, 1], Gen.Int[-1070, 1020], (m, e) => Math.ScaleB(m, e))),
        (2, Gen.Int[-20, 20].Select(i => i / 8.0)));

    private static readonly IntervalAlgebra Exact = new(2200);

    public static TheoryData<string> Functions =>
        ["x^2", "x^3", "x^7", "x^(-2)", "x^(-3)", "x^(1/2)", "x^(3/2)", "x^(-1/2)", "x^(1/3)", "x^(-5/3)", "exp(x)", "log(x)", "sin(x)", "cos(x)", "tan(x)",
        "asin(x)", "acos(x)", "atan(x)", "sinh(x)", "cosh(x)", "tanh(x)", "abs(x)", "1/x", "pi*x", "x/3", "x-1/10"];

    /// <summary>down ≤ a∘b ≤ up, equal where the result is a double, otherwise neighbours.</summary>
    [Theory]
    [InlineData('+')]
    [InlineData('-')]
    [InlineData('*')]
    [InlineData('/')]
    public void The_operations_of_arithmetic_have_the_best_ends(char operation) => Gen.Select(Doubles, Doubles).Sample((a, b) =>
    {
        Interval exact = Apply(Exact, operation, Interval.Point(Dyadic.FromDouble(a)), Interval.Point(Dyadic.FromDouble(b)));
        DoubleInterval actual = Apply(new DoubleIntervalAlgebra(), operation, DoubleInterval.Create(a, a), DoubleInterval.Create(b, b));
        DoubleInterval best = DoubleInterval.Around(exact);
        bool hasTiny = exact.IsBounded && exact.Magnitude < Dyadic.PowerOfTwo(-959) || Math.Abs(a) < Math.ScaleB(1, -959);
        return Encloses(actual, exact, best.IsBounded) && (hasTiny || !best.IsBounded || actual == best);
    }, iter: 3000);

    /// <summary>x^2, sin x, ... over [a, b] contain their values at every point of it.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Functions_of_intervals_contain_the_functions_of_their_points(string text)
    {
        Expression f = ExpressionParser.Parse(text);
        var precise = new IntervalAlgebra(120);
        Gen.Select(Doubles, Gen.Double[0, 3], Gen.Double[0, 1]).Sample((a, width, part) =>
        {
            DoubleInterval x = DoubleInterval.Create(a, a + width);
            double inside = Math.Clamp(a + (part * width), x.Lower, x.Upper);
            DoubleInterval values = f.Evaluate(new DoubleIntervalAlgebra(), [x]);
            Interval range = f.Evaluate(precise, [Interval.Create(Dyadic.FromDouble(x.Lower), Dyadic.FromDouble(x.Upper))]);

            // Farther out, a power on the way may overflow, and the multiple of a period is not known.
            bool isBounded = Math.Max(-x.Lower, x.Upper) <= Math.ScaleB(1, 40) && DoubleInterval.Around(range).IsBounded;
            return new[] { x.Lower, x.Upper, inside }
                .All(point => Encloses(values, f.Evaluate(precise, [Interval.Point(Dyadic.FromDouble(point))]), isBounded));
        }, iter: 60);
    }

    public static TheoryData<string> SharpFunctions => [.. Functions.Select(f => f.Data).Where(f => f != "x-1/10")];

    /// <summary>At a point the width is at most a few units in the last place, but for differences that cancel.</summary>
    [Theory]
    [MemberData(nameof(SharpFunctions))]
    public void Functions_at_points_are_sharp(string text)
    {
        Expression f = ExpressionParser.Parse(text);
        Gen.Double[0.01, 0.99].Sample(x =>
        {
            DoubleInterval value = f.Evaluate(new DoubleIntervalAlgebra(), [DoubleInterval.Create(x, x)]);
            return value.IsBounded && value.Upper - value.Lower <= 16 * Math.BitIncrement(value.Magnitude) - 16 * value.Magnitude;
        }, iter: 50);
    }

    [Fact]
    public void The_extrema_of_waves_inside_are_exact()
    {
        var algebra = new DoubleIntervalAlgebra();
        algebra.Sin(DoubleInterval.Create(1, 2)).Upper.Should().Be(1);
        algebra.Sin(DoubleInterval.Create(-2, -1)).Lower.Should().Be(-1);
        algebra.Cos(DoubleInterval.Create(-0.5, 0.5)).Upper.Should().Be(1);
        algebra.Cos(DoubleInterval.Create(0, 7)).Should().Be(DoubleInterval.Create(-1, 1));
        algebra.Sin(DoubleInterval.Create(1e300, 1e300)).Should().Be(DoubleInterval.Create(-1, 1));
        algebra.Tan(DoubleInterval.Create(1, 2)).IsBounded.Should().BeFalse("there is a pole");
    }

    [Fact]
    public void What_is_not_known_stays_unknown()
    {
        var algebra = new DoubleIntervalAlgebra();
        DoubleInterval unknown = algebra.Divide(algebra.Constant(1), DoubleInterval.Create(-1, 1));
        DoubleInterval zero = default;
        unknown.Should().Be(DoubleInterval.Entire);
        DoubleInterval[] results =
        [
            algebra.Add(unknown, zero), algebra.Subtract(zero, unknown), algebra.Multiply(zero, unknown), algebra.Divide(zero, unknown),
            algebra.Negate(unknown),
            algebra.Power(unknown, 0), algebra.Power(unknown, 2), algebra.Abs(unknown), algebra.Min(unknown, zero), algebra.Max(zero, unknown),
            algebra.Cos(unknown),
            algebra.Tanh(unknown), algebra.Exp(DoubleInterval.Create(800, 801)), algebra.Log(DoubleInterval.Create(0, 1)),
            algebra.Power(DoubleInterval.Create(-1, 1), Rational.Create(1, 2)),
            algebra.Asin(DoubleInterval.Create(0, 1.5)), algebra.Select(unknown, zero, zero, zero), algebra.Power(DoubleInterval.Create(1e300, 1e300), 2),
        ];
        results.Should().OnlyContain(r => !r.IsBounded);
        ((Action)(() => DoubleInterval.Create(1, 0))).Should().Throw<ArgumentException>().WithMessage("[1, 0] is no interval*");
        ((Action)(() => DoubleInterval.Create(0, double.NaN))).Should().Throw<ArgumentException>();
    }

    /// <summary>The first derivative of |x| around 0 is in the hull of both branches; the second need not exist.</summary>
    [Fact]
    public void Derivatives_of_a_kink_are_those_of_both_branches()
    {
        var jets = new JetAlgebra<DoubleInterval>(new DoubleIntervalAlgebra(), JetSpace.Create(1, 2), KinkRule.AlmostEverywhereOnBox);
        Jet<DoubleInterval> across = jets.Abs(jets.Variable(0, DoubleInterval.Create(-1, 2)));
        (across[0], across[1], across[2]).Should().Be((DoubleInterval.Create(0, 2), DoubleInterval.Create(-1, 1), DoubleInterval.Entire));
        Jet<DoubleInterval> beside = jets.Abs(jets.Variable(0, DoubleInterval.Create(-2, 0)));
        (beside[0], beside[1], beside[2]).Should().Be((DoubleInterval.Create(0, 2), DoubleInterval.Create(-1, -1), default(DoubleInterval)));
    }

    private static T Apply<T>(IAlgebra<T> algebra, char operation, T a, T b) => operation switch
    {
        '+' => algebra.Add(a, b),
        '-' => algebra.Subtract(a, b),
        '*' => algebra.Multiply(a, b),
        _ => algebra.Divide(a, b),
    };

    // An exact value that is not known is no test; no bounds are right only where the values have none among the doubles.
    private static bool Encloses(DoubleInterval outer, Interval exact, bool isBounded) => !exact.IsBounded || (outer.IsBounded
        ? Dyadic.FromDouble(outer.Lower) <= exact.Upper && exact.Lower <= Dyadic.FromDouble(outer.Upper)
        : !isBounded);
}
