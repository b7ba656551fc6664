using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class IntervalFunctionTests
{
    private static readonly IntervalAlgebra Fine = new(300);

    [Fact]
    public void Coarse_results_enclose_fine_ones_and_both_are_tight() =>
        Gen.Select(IntervalSamples.AnyFunction, IntervalSamples.Numbers, IntervalSamples.Precisions).Where((f, x, _) => f.IsDefinedAt(x)).Sample((f, x, bits) =>
        {
            Interval coarse = f.Of(new IntervalAlgebra(bits), Interval.Point(x));
            Interval fine = f.Of(Fine, Interval.Point(x));
            return coarse.Encloses(fine) && IntervalSamples.IsTight(coarse, bits) && IntervalSamples.IsTight(fine, Fine.Precision);
        }, iter: 4000);

    [Fact]
    public void Results_are_the_same_as_those_of_doubles_to_four_units_in_the_last_place()
    {
        var algebra = new IntervalAlgebra(64);
        Gen.Select(IntervalSamples.AnyFunction, Gen.Double[-20, 20], Gen.Double[-1, 1]).Where((_, wide, _) => wide != 0).Sample((f, wide, narrow) =>
        {
            double x = f.To == 1 ? narrow : f.From >= 0 ? Math.Abs(wide) : wide;
            double expected = f.Double(x);
            double actual = (double)f.Of(algebra, Interval.Point(Dyadic.FromDouble(x))).Midpoint;
            return Math.Abs(expected - actual) <= 4 * Math.BitIncrement(Math.Abs(actual)) - (4 * Math.Abs(actual));
        }, iter: 6000);
    }

    [Fact]
    public void Intervals_contain_the_values_at_points_inside() =>
        Gen.Select(IntervalSamples.AnyFunction, IntervalSamples.Numbers, IntervalSamples.Numbers, Gen.Int[0, 16], Gen.Bool).Sample((f, x, y, part, isCoarse) =>
        {
            Dyadic near = x + y.Scale(-part);
            Interval argument = Interval.Create(Dyadic.Min(x, near), Dyadic.Max(x, near));
            Dyadic inside = argument.Lower + (argument.Width * part).Scale(-4);
            Interval result = f.Of(new IntervalAlgebra(isCoarse ? 8 : 53), argument);
            bool isDefined = f.IsDefinedAt(argument.Lower) && f.IsDefinedAt(argument.Upper);
            return isDefined ? result.Encloses(f.Of(Fine, Interval.Point(inside))) : !result.IsBounded;
        }, iter: 4000);

    // Enclosures at points do not ascend as the values do: e^0 is [1, 1], and e^x for a small x > 0 has a lower end below 1.
    [Fact]
    public void Intervals_are_no_wider_than_the_hull_of_their_ends_where_a_function_is_monotone() =>
        Gen.Select(IntervalSamples.AnyFunction.Where(f => f.Name is "exp" or "atan" or "sinh" or "tanh" or "cube"), IntervalSamples.Numbers,
            IntervalSamples.Numbers).Sample((f, x, y) =>
        {
            var algebra = new IntervalAlgebra(53);
            Interval argument = Interval.Hull(Interval.Point(x), Interval.Point(y));
            Interval low = f.Of(algebra, Interval.Point(argument.Lower)), high = f.Of(algebra, Interval.Point(argument.Upper));
            return f.Of(algebra, argument) == Interval.Create(low.Lower, high.Upper) && Interval.Hull(low, high).Encloses(f.Of(algebra, argument));
        });

    [Fact]
    public void The_exponential_right_of_0_is_bounded_by_that_of_0()
    {
        var algebra = new IntervalAlgebra(53);
        Dyadic small = Dyadic.PowerOfTwo(-74);
        Interval result = algebra.Exp(Interval.Create(Dyadic.Zero, small));
        result.Lower.Should().Be(Dyadic.One);
        result.Upper.Should().Be(algebra.Exp(Interval.Point(small)).Upper);
    }

    [Fact]
    public void Known_values_are_points()
    {
        var algebra = new IntervalAlgebra(64);
        Interval one = Interval.Point(1);
        algebra.Exp(default).Should().Be(one);
        algebra.Log(one).Should().Be(default(Interval));
        algebra.Sin(default).Should().Be(default(Interval));
        algebra.Cos(default).Should().Be(one);
        algebra.Tan(default).Should().Be(default(Interval));
        algebra.Asin(default).Should().Be(default(Interval));
        algebra.Acos(one).Should().Be(default(Interval));
        algebra.Atan(default).Should().Be(default(Interval));
        algebra.Sinh(default).Should().Be(default(Interval));
        algebra.Cosh(default).Should().Be(one);
        algebra.Tanh(default).Should().Be(default(Interval));
        algebra.Erf(default).Should().Be(default(Interval));
        algebra.Sinc(default, 0).Should().Be(one);
        algebra.Sinc(default, 3).Should().Be(default(Interval));
    }

    [Fact]
    public void The_ends_of_the_domain_give_multiples_of_pi()
    {
        var algebra = new IntervalAlgebra(64);
        algebra.Acos(Interval.Point(-1)).Should().Be(algebra.Pi);
        algebra.Asin(Interval.Point(-1)).Should().Be(algebra.Divide(algebra.Pi, Interval.Point(-2)));
        algebra.Asin(Interval.Create(-1, 1)).Should().Be(Interval.Hull(algebra.Asin(Interval.Point(-1)), algebra.Asin(Interval.Point(1))));
        algebra.Acos(Interval.Create(-1, 1)).Should().Be(Interval.Create(0, algebra.Pi.Upper));
    }

    [Theory]
    [InlineData("sin")]
    [InlineData("tan")]
    [InlineData("asin")]
    [InlineData("atan")]
    [InlineData("sinh")]
    [InlineData("tanh")]
    [InlineData("erf")]
    public void Tiny_arguments_keep_their_relative_accuracy(string name)
    {
        IntervalSamples.Function f = IntervalSamples.Functions.Single(f => f.Name == name);
        for (int e = -400; e < -2; e++)
        {
            Interval value = f.Of(new IntervalAlgebra(64), Interval.Point(Dyadic.Create(-3, e)));
            Interval fine = f.Of(Fine, Interval.Point(Dyadic.Create(-3, e)));
            (value.Encloses(fine) && IntervalSamples.IsTight(value, 64)).Should().BeTrue("it is so at -3·2^{0}", e);
        }
    }

    [Fact]
    public void Several_threads_may_ask_for_more_and_more_digits()
    {
        Interval fine = new IntervalAlgebra(5000).Log(Interval.Point(10));
        Parallel.For(0, 64, i => new IntervalAlgebra(10 + (60 * i)).Log(Interval.Point(10)).Encloses(fine).Should().BeTrue());
    }
}
