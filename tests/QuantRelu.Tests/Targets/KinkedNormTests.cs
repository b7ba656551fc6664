using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;
using static QuantRelu.Targets.ExpressionBuilder;

namespace QuantRelu.Tests.Targets;

/// <summary>Norms of functions with kinks, above all where two branches of abs, min or max are equal at the middle of a box.</summary>
public class KinkedNormTests
{
    private static readonly Expression X = Variable(0);

    // Kinks and crossings at few-bit fractions, where halved boxes have their middles.
    private static readonly Gen<Rational> Dyadics = Gen.Select(Gen.Int[-8, 8], Gen.Int[0, 3], (p, q) => Rational.Create(p, 1 << q));

    private static readonly Gen<Expression> Lines = Gen.OneOf(
        Dyadics.Select(Constant),
        Gen.Select(Dyadics, Dyadics, (a, b) => Add(Multiply(Constant(a), X), Constant(b))));

    private static readonly Gen<Expression> PiecewiseLinear = Nest(Lines, inner => Gen.Select(Dyadics, inner, (c, u) => Multiply(Constant(c), u)));

    private static readonly Gen<Expression> PiecewiseSmooth = Nest(
        Lines,
        inner => Gen.OneOf(Gen.Select(inner, inner, Multiply), inner.Select(u => Power(u, Constant(2)))));

    [Theory]
    [InlineData("max(-abs(x-1/2), 3*(x-1/2)^2) + 2*x", 5)]
    [InlineData("abs(max(-abs(x-1/2),3*(x-1/2)^2)+x/8)", 3.125)]
    [InlineData("max(-abs(x-1/2)*20,0)+x", 1)]
    [InlineData("min(abs(x-1/2), -3*(x-1/2)^2) + 2*x", 5)]
    [InlineData("max(-3*abs(x-y),(x-y)^2)", 2)]
    [InlineData("max(-1098.01*abs(x-1/2),(x-1/2)^2*exp(90*(x-1/2))/35108942412772515840)", 23.38308457711443)]
    [InlineData("abs(-x)-x", 0)]
    public void A_branch_that_only_touches_is_not_taken_for_the_function(string text, double norm)
    {
        DerivativeEnclosure first = RigorousNorm.Enclose(Target.Parse(text), 1).Orders[1];
        first.Lower.Should().BeLessThanOrEqualTo(norm * (1 + 1e-6));
        first.Upper.Should().BeInRange(norm * (1 - 1e-6), norm * 1.01);
    }

    /// <summary>At 1/2 the one maximum takes one branch and the other the other, though all of it is 0: a lower bound above 0 would be false.</summary>
    [Theory]
    [InlineData("max(x-1/2, 1/4-x/2)-max(1/4-x/2, x-1/2)")]
    [InlineData("max(x^2, x)-max(x, x^2)")]
    [InlineData("abs(x-1/2)-abs(1/2-x)")]
    public void A_lower_bound_does_not_come_from_two_branches_at_once(string text) =>
        RigorousNorm.Enclose(Target.Parse(text), 1).Orders[1].Lower.Should().Be(0);

    [Fact]
    public void Norms_of_piecewise_linear_functions_enclose_the_exact_ones() => PiecewiseLinear.Sample(
        f =>
        {
            var exact = LinearPieces.Of(f);
            NormEnclosure proved = RigorousNorm.Enclose(Target.FromExpression(f, 1), 1, 200_000);
            proved.Orders.Length.Should().Be(2);
            return Encloses(proved.Orders[0], exact.Greatest) && Encloses(proved.Orders[1], exact.Steepest);
        },
        iter: 150);

    [Fact]
    public void No_exact_slope_of_a_function_with_kinks_exceeds_its_norm() => PiecewiseSmooth.Sample(
        f =>
        {
            NormEnclosure proved = RigorousNorm.Enclose(Target.FromExpression(f, 1), 1, 200_000);
            Rational upper = Dyadic.FromDouble(proved.Orders[1].Upper);
            return proved.Orders[1].Lower <= proved.Orders[1].Upper
                && Dense(257).All(x => ExactSlope.Of(f, 0, x).Slope is not { } slope || Rational.Abs(slope) <= upper);
        },
        iter: 100);

    [Fact]
    public void No_exact_slope_in_two_variables_exceeds_its_norm() => Gen.Select(PiecewiseSmooth, PiecewiseSmooth, Gen.Int[0, 3]).Sample(
        (f, g, kind) =>
        {
            Expression y = Variable(1), h = g.Substitute(kind % 2 == 0 ? y : Subtract(X, y));
            Expression mixed = kind < 2 ? Call(ElementaryFunction.Max, f, h) : Multiply(f, h);
            NormEnclosure proved = RigorousNorm.Enclose(Target.FromExpression(mixed, 2), 1, 200_000);
            Rational upper = Dyadic.FromDouble(proved.Orders[1].Upper);
            return proved.Orders[1].Lower <= proved.Orders[1].Upper && Dense(17).SelectMany(u => Dense(13).Select(v => (u, v)))
                .All(p => Enumerable.Range(0, 2).All(axis => ExactSlope.Of(mixed, axis, p.u, p.v).Slope is not { } slope || Rational.Abs(slope) <= upper));
        },
        iter: 40);

    [Theory]
    [InlineData("abs(-x)-x", 0)]
    [InlineData("min(5/8-5*x/8, 0)", 0)]
    [InlineData("max(-abs(x-1/2)*20,0)+x", 1)]
    public void A_sample_at_a_kink_is_not_that_of_a_branch_that_only_touches(string text, double norm)
    {
        SobolevNorm.TryEstimate(Target.Parse(text), 1, out SobolevEstimate? sampled, out _).Should().BeTrue();
        sampled!.Peaks[1].Value.Should().Be(norm);
    }

    /// <summary>What is said to be at most the norm is, also where samples fall on the places of kinks.</summary>
    [Fact]
    public void The_sampled_norm_of_a_piecewise_linear_function_is_at_most_the_exact_one() => PiecewiseLinear.Sample(
        f =>
        {
            SobolevNorm.TryEstimate(Target.FromExpression(f, 1), 1, out SobolevEstimate? sampled, out _).Should().BeTrue();
            return Dyadic.FromDouble(sampled!.Peaks[1].Value) <= LinearPieces.Of(f).Steepest;
        },
        iter: 20);

    [Fact]
    public void An_enclosure_whose_ends_are_the_wrong_way_round_cannot_be_made()
    {
        foreach ((double lower, double upper) in new[] { (2.0, 1.0), (double.NaN, 1), (0, double.NaN), (0, double.PositiveInfinity) })
        {
            ((Action)(() => _ = new DerivativeEnclosure(lower, upper, new MultiIndex(0), [0.5], true)))
                .Should().Throw<ArgumentException>().WithMessage("*encloses no norm*");
        }

        DoubleInterval.Intersect(DoubleInterval.Create(0, 1), DoubleInterval.Create(2, 3)).Should().BeNull();
        DoubleInterval.Intersect(DoubleInterval.Create(0, 2), DoubleInterval.Create(1, 3)).Should().Be(DoubleInterval.Create(1, 2));
    }

    private static Gen<Expression> Nest(Gen<Expression> leaves, Func<Gen<Expression>, Gen<Expression>> more) =>
        Enumerable.Range(0, 3).Aggregate(leaves, (inner, _) => Gen.OneOf(
        leaves,
        inner.Select(u => Call(ElementaryFunction.Abs, u)),
        Gen.Select(inner, inner, (u, v) => Call(ElementaryFunction.Min, u, v)),
        Gen.Select(inner, inner, (u, v) => Call(ElementaryFunction.Max, u, v)),
        Gen.Select(inner, inner, Subtract),
        more(inner)));

    // A grid that is not of few bits, and both sides of every eighth, where branches meet.
    private static IEnumerable<Rational> Dense(int count)
    {
        var near = Rational.Create(1, 1 << 20);
        IEnumerable<Rational> grid = Enumerable.Range(0, count).Select(i => Rational.Create((2 * i) + 1, 2 * count));
        return grid.Concat(Enumerable.Range(0, 9).SelectMany(i => new[] { Rational.Create(i, 8) - near, Rational.Create(i, 8) + near }))
            .Where(x => x.Sign > 0 && x < 1);
    }

    private static bool Encloses(DerivativeEnclosure enclosure, Rational exact) =>
        Dyadic.FromDouble(enclosure.Lower) <= exact && exact <= Dyadic.FromDouble(enclosure.Upper);
}
