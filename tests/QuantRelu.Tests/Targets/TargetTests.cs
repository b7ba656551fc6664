using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class TargetTests
{
    private static readonly Domain Box = Domain.Parse("-1/3:2,1/2:3", 2);

    /// <summary>On a domain the target is g(u) = f(a + (b - a) u): value and D^k g / k! by the chain rule are those of the formula in u.</summary>
    [Theory]
    [InlineData("sin(x*y)+x^3/(1+y)")]
    [InlineData("exp(-x^2-y^2)")]
    [InlineData("x*y-y^4")]
    [InlineData("abs(x-1/5)*y")]
    [InlineData("sqrt(x+1)*log(y)")]
    public void On_a_domain_it_is_the_composition_with_the_map_from_the_unit_box(string text)
    {
        Target target = Target.Parse(text).On(Box);
        Target substituted = Target.FromExpression(target.Expression!);
        JetSpace space = JetSpace.Create(2, 4);
        Gen.Double[0, 1].Array[2].Where(u => Math.Abs(u[0] - (8.0 / 35)) > 1e-9).Sample(u =>
        {
            double[] actual = new double[space.Count], expected = new double[space.Count];
            target.TaylorCoefficients(u, space, actual);
            substituted.TaylorCoefficients(u, space, expected);
            double scale = expected.Max(Math.Abs);
            return Math.Abs(target.Value(u) - substituted.Value(u)) <= 1e-12 * (1 + Math.Abs(actual[0])) && actual[0] == target.Value(u)
                && actual.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-11 * (1 + scale));
        }, iter: 100);
    }

    [Fact]
    public void The_formula_on_a_domain_is_exact()
    {
        Target target = Target.Parse("x^2-y").On(Box);
        Rational u = Rational.Create(2, 7);
        Rational x = Box.FromUnit(0, u), y = Box.FromUnit(1, u);
        target.Expression!.Evaluate(Numerics.RationalAlgebra.Instance, [u, u]).Should().Be((x * x) - y);
        (target.Name, target.ToString()).Should().Be(("x^2-y", "x^2-y on -1/3:2,1/2:3"));
        target.On(Domain.Unit(2)).Expression.Should().Be(Target.Parse("x^2-y").Expression, "a box it was on before does not matter");
    }

    [Fact]
    public void Code_with_derivatives_is_seen_from_the_unit_box_too()
    {
        Target code = Target.FromDelegate("exp(x+2y)", 2, (x, k) => Math.Pow(2, k[1]) * Math.Exp(x[0] + (2 * x[1])), smoothness: 3).On(Box);
        Target formula = Target.Parse("exp(x+2*y)").On(Box);
        JetSpace space = JetSpace.Create(2, 3);
        double[] actual = new double[space.Count], expected = new double[space.Count];
        code.TaylorCoefficients([0.3, 0.8], space, actual);
        formula.TaylorCoefficients([0.3, 0.8], space, expected);
        actual.Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) <= 1e-13 * Math.Abs(pair.Second));
        (code.Smoothness, code.DerivativesUpTo, code.Expression, code.LipschitzConstant).Should().Be((3, 3, null, null));
        code.Value([0.3, 0.8]).Should().BeApproximately(formula.Value([0.3, 0.8]), 1e-12);
        ((Action)(() => code.TaylorCoefficients([0, 0], JetSpace.Create(2, 4), new double[15]))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Code_without_derivatives_brings_its_Lipschitz_constant()
    {
        Target target = Target.FromDelegate("mean", 2, x => (x[0] + x[1]) / 2, lipschitzConstant: 0.5);
        (target.Smoothness, target.DerivativesUpTo, target.LipschitzConstant, target.Expression).Should().Be((1, 0, 0.5, null));
        Target wide = target.On(Box);
        wide.LipschitzConstant.Should().Be(0.5 * 2.5, "the widest side has length 5/2");
        wide.Value([1, 0]).Should().Be(1.25);
        double[] value = new double[1];
        wide.TaylorCoefficients([1, 0], JetSpace.Create(2, 0), value);
        value[0].Should().Be(1.25);
        ((Action)(() => target.TaylorCoefficients([0, 0], JetSpace.Create(2, 1), new double[3]))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData("x", null, 1)]
    [InlineData("y", null, 2)]
    [InlineData("5", null, 1)]
    [InlineData("x16", null, 16)]
    [InlineData("x", 3, 3)]
    [InlineData("hat", 2, 2)]
    public void The_variables_set_the_dimension_or_more_is_asked_for(string text, int? dimension, int expected) =>
        Target.Parse(text, dimension).Dimension.Should().Be(expected);

    [Theory]
    [InlineData("x*y", 1, 0, "The target uses the variable y, so its dimension is at least 2, not 1.")]
    [InlineData("volume", 2, 0, "The target uses the variable z, so its dimension is at least 3, not 2.")]
    [InlineData("x", 0, 0, "The dimension must be from 1 to 16, not 0.")]
    [InlineData("x", 17, 0, "The dimension must be from 1 to 16, not 17.")]
    [InlineData("wavs", null, 0, "There is no target 'wavs': did you mean 'waves'?")]
    [InlineData("  rung", null, 2, "There is no target 'rung': did you mean 'runge'?")]
    [InlineData("sin", null, 0, "The function 'sin' at character 1 needs its argument in parentheses, as in sin(x).")]
    [InlineData("xyz", null, 0, "The name 'xyz' at character 1 is not known: did you mean 'x*y*z'?")]
    [InlineData(null, null, 0, "The expression is empty.")]
    [InlineData("  x+1)", null, 5, "The parenthesis closed at character 6 was never opened.")]
    public void What_is_no_target_is_explained(string? text, int? dimension, int position, string message)
    {
        Target.TryParse(text, dimension, out Target? target, out ParseError? error).Should().BeFalse();
        target.Should().BeNull();
        error.Should().Be(new ParseError(position, message));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Func<double[], double> value = x => x[0];
        Func<double[], int[], double> derivative = (x, k) => 0;
        foreach (double constant in new[] { -1, double.NaN, double.PositiveInfinity })
        {
            ((Action)(() => Target.FromDelegate("f", 1, value, constant))).Should().Throw<ArgumentOutOfRangeException>();
        }

        foreach (int dimension in new[] { 0, 17 })
        {
            ((Action)(() => Target.FromDelegate("f", dimension, value, 1))).Should().Throw<ArgumentOutOfRangeException>();
            ((Action)(() => Target.FromDelegate("f", dimension, derivative, 1))).Should().Throw<ArgumentOutOfRangeException>();
            ((Action)(() => Target.FromExpression(ExpressionBuilder.Variable(0), dimension))).Should().Throw<ArgumentOutOfRangeException>();
        }

        Target target = Target.Parse("x*y");
        ((Action)(() => Target.FromDelegate("f", 1, derivative, 0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Target.FromDelegate("f", 1, (Func<double[], double>)null!, 1))).Should().Throw<ArgumentNullException>();
        ((Action)(() => target.On(Domain.Unit(1)))).Should().Throw<ArgumentException>().WithMessage("*dimension 2 was expected, not 1*");
        ((Action)(() => target.Value([0.5]))).Should().Throw<ArgumentException>();
        ((Action)(() => target.TaylorCoefficients([0, 0], JetSpace.Create(1, 1), new double[3]))).Should().Throw<ArgumentException>();
        ((Action)(() => target.TaylorCoefficients([0, 0], JetSpace.Create(2, 1), new double[2]))).Should().Throw<ArgumentException>();
        ((Action)(() => Target.Parse("2x"))).Should().Throw<ExpressionException>().WithMessage("An operator is missing*");
    }
}
