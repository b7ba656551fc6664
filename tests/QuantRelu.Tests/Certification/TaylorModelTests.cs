using CsCheck;
using FluentAssertions;
using QuantRelu.Certification.OneDimension;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Certification;

public class TaylorModelTests
{
    private static readonly TargetEnclosure[] Functions =
        [.. new[] { "sin(9*x)", "exp(-8*(x-1/2)^2)", "1/(1+25*x^2)", "x^5-3*x^4", "sqrt(x+1/10)", "max(x^2,x/9+2)" }.Select(f =>
            new TargetEnclosure(ExpressionParser.Parse(f), 200))];

    private static readonly Gen<(TargetEnclosure F, UnitCell Cell, double T)> Cases = Gen.Select(Gen.Int[0, 5], Gen.Int[4, 12], Gen.Int, Gen.Double[-1, 1])
        .Select((f, level, index, t) => (Functions[f], new UnitCell((uint)index % (1 << level), level), Math.ScaleB(t, -level - 1)));

    [Fact]
    public void The_model_is_within_its_noise_of_the_function() => Cases.Sample((f, cell, t) =>
    {
        TaylorModel model = TaylorModel.Of(f, cell)!;
        Dyadic u = Dyadic.FromDouble(model.Center) + Dyadic.FromDouble(t);
        Interval difference = f.Intervals.Subtract(f.Value(Interval.Point(u)), Interval.Point(Dyadic.FromDouble(model.Value(t))));
        return difference.Magnitude <= Dyadic.FromDouble(model.Noise);
    }, iter: 300);

    [Fact]
    public void Its_second_derivative_is_within_its_noise_and_the_third_is_bounded() => Cases.Sample((f, cell, t) =>
    {
        TaylorModel model = TaylorModel.Of(f, cell)!;
        Dyadic u = Dyadic.FromDouble(model.Center) + Dyadic.FromDouble(t);
        var algebra = new JetAlgebra<Interval>(f.Intervals, JetSpace.Create(1, 3), KinkRule.AtPointOfBox);
        Jet<Interval> jet = f.Formula.Evaluate(algebra, [algebra.Variable(0, Interval.Point(u))]);
        Interval difference = f.Intervals.Subtract(f.Intervals.Multiply(f.Intervals.Constant(2), jet[2]),
            Interval.Point(Dyadic.FromDouble(model.Curvature(t))));
        return difference.Magnitude <= Dyadic.FromDouble(model.CurvatureNoise) && 6 * jet[3].Magnitude <= Dyadic.FromDouble(model.ThirdDerivative);
    }, iter: 200);

    [Theory]
    [InlineData("abs(x-1/3)", 0, 0, false)]
    [InlineData("abs(x-1/2)", 0, 1, true)]
    [InlineData("abs(x-1/2)", 0, 0, false)]
    [InlineData("sqrt(x)", 0, 3, false)]
    [InlineData("1/(x-1/3)", 1, 2, false)]
    public void There_is_no_model_across_a_kink_or_a_pole(string function, int index, int level, bool exists) =>
        (TaylorModel.Of(new TargetEnclosure(ExpressionParser.Parse(function), 80), new UnitCell(index, level)) is not null).Should().Be(exists);

    [Fact]
    public void A_branch_that_only_touches_at_the_middle_is_not_taken_for_the_function()
    {
        // max(-(x - 1/2)², 0) is 0, though at 1/2 both branches are equal: the model must allow for either.
        TaylorModel model = TaylorModel.Of(new TargetEnclosure(ExpressionParser.Parse("max(-(x-1/2)^2,0)"), 80), new UnitCell(0, 0))!;
        Math.Abs(model.Value(0.5)).Should().BeLessThanOrEqualTo(model.Noise);
    }

    [Fact]
    public void The_greatest_value_of_a_parabola_over_its_chord_is_that_of_a_fine_grid() =>
        Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3], Gen.Double[-9, 9]).Sample((a, b, g) =>
        {
            double At(double s) => a + ((b - a) * s) + (g * s * (1 - s));
            double grid = Enumerable.Range(0, 1001).Max(i => At(i / 1000.0)), most = Chord.Maximum(a, b, g);
            Dyadic bound = Chord.Maximum(Dyadic.FromDouble(a), Dyadic.FromDouble(b), Dyadic.FromDouble(g), new IntervalAlgebra(80));
            return grid <= most + 1e-13 && most <= grid + 1e-4 && Math.Abs((double)bound - most) < 1e-13 && Math.Abs(At(Chord.Place(a, b, g)) - most) < 1e-12;
        }, iter: 300);
}
