using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using QuantRelu.Tests.Numerics;
using Xunit;
using static QuantRelu.Targets.ExpressionBuilder;

namespace QuantRelu.Tests.Targets;

public class ExpressionParserTests
{
    private static readonly Expression X = Variable(0);
    private static readonly Expression Y = Variable(1);
    private static readonly Expression Z = Variable(2);

    /// <summary>Values that are rational, computed exactly at x = 3, y = 5, z = 7.</summary>
    [Theory]
    [InlineData("1/3", "1/3")]
    [InlineData("1e-3", "1/1000")]
    [InlineData("2.5E+2", "250")]
    [InlineData(".5+5.", "11/2")]
    [InlineData("1+2*3", "7")]
    [InlineData("(1+2)*3", "9")]
    [InlineData("x-y-z", "-9")]
    [InlineData("x-(y-z)", "5")]
    [InlineData("x/y/z", "3/35")]
    [InlineData("x/y*z", "21/5")]
    [InlineData("x/(y*z)", "3/35")]
    [InlineData("1/3*x", "1")]
    [InlineData("-x^2", "-9")]
    [InlineData("(-x)^2", "9")]
    [InlineData("-2^2", "-4")]
    [InlineData("2^3^2", "512")]
    [InlineData("(2^3)^2", "64")]
    [InlineData("x^-1", "1/3")]
    [InlineData("2^-3^2", "1/512")]
    [InlineData("2*-x", "-6")]
    [InlineData("x--y", "8")]
    [InlineData("--x", "3")]
    [InlineData("-x*-y", "15")]
    [InlineData("x*y^2", "75")]
    [InlineData("2/x^2", "2/9")]
    [InlineData("abs(x-y)", "2")]
    [InlineData("min(z, x, y)", "3")]
    [InlineData("max(x, z, y)-min(x,y)", "4")]
    [InlineData("pow(x, 2)", "9")]
    [InlineData("pow(2, pow(3, 2))/512", "1")]
    [InlineData("x1+10*x2+100*x3", "753")]
    [InlineData(" x\t+\n y ", "8")]
    public void Arithmetic_follows_the_usual_precedence(string text, string value)
    {
        Expression expression = ExpressionParser.Parse(text);
        expression.Evaluate(RationalAlgebra.Instance, [3, 5, 7]).Should().Be(Rational.Parse(value));
    }

    [Fact]
    public void Every_function_and_constant_has_its_value()
    {
        (string Text, double Value)[] cases =
        [
            ("sin(x)", Math.Sin(0.3)), ("cos(x)", Math.Cos(0.3)), ("tan(x)", Math.Tan(0.3)), ("asin(x)", Math.Asin(0.3)), ("acos(x)", Math.Acos(0.3)),
            ("atan(x)", Math.Atan(0.3)), ("sinh(x)", Math.Sinh(0.3)), ("cosh(x)", Math.Cosh(0.3)), ("tanh(x)", Math.Tanh(0.3)), ("exp(x)", Math.Exp(0.3)),
            ("log(x)", Math.Log(0.3)), ("sqrt(x)", Math.Sqrt(0.3)), ("abs(-x)", 0.3), ("min(x, y)", 0.3), ("max(x, y)", 0.7), ("pow(x, y)", Math.Pow(0.3, 0.7)),
            ("pi", Math.PI), ("e", Math.E), ("e^x", Math.Exp(0.3)), ("x^(1/2)", Math.Sqrt(0.3)), ("x^pi", Math.Pow(0.3, Math.PI)),
            ("2*pi*x", 2 * Math.PI * 0.3),
        ];
        foreach ((string text, double value) in cases)
        {
            ExpressionParser.Parse(text).Evaluate(DoubleAlgebra.Instance, [0.3, 0.7]).Should().BeApproximately(value, 1e-15, text);
        }
    }

    [Fact]
    public void The_form_is_the_one_that_the_precedence_says()
    {
        ExpressionParser.Parse("x-y*z").Should().Be(Subtract(X, Multiply(Y, Z)));
        ExpressionParser.Parse("-x^y^z").Should().Be(Negate(Power(X, Power(Y, Z))));
        ExpressionParser.Parse("-x*y").Should().Be(Multiply(Negate(X), Y));
        ExpressionParser.Parse("x^-y").Should().Be(Power(X, Negate(Y)));
        ExpressionParser.Parse("pow(x, y)").Should().Be(Power(X, Y)).And.NotBe(Power(Y, X));
        ExpressionParser.Parse("min(x, y)").Should().Be(Call(ElementaryFunction.Min, X, Y)).And.NotBe(Call(ElementaryFunction.Min, Y, X));
        ExpressionParser.Parse("1/3").Should().Be(Constant(Rational.Create(1, 3)));
    }

    [Fact]
    public void A_plus_before_an_operand_changes_nothing()
    {
        ExpressionParser.Parse("+x").Should().Be(X);
        ExpressionParser.Parse("-+x").Should().Be(Negate(X));
        ExpressionParser.Parse("x++y").Should().Be(Add(X, Y));
        ExpressionParser.Parse("x*+y^+-z").Should().Be(Multiply(X, Power(Y, Negate(Z))));
        ExpressionParser.Parse(new string('+', 5000) + "x").Should().Be(X);
    }

    [Fact]
    public void Logarithms_to_other_bases_are_quotients_of_natural_ones_and_enclosed_as_tightly()
    {
        Expression two = Call(ElementaryFunction.Log, Constant(2)), ten = Call(ElementaryFunction.Log, Constant(10));
        ExpressionParser.Parse("log2(x)").Should().Be(Divide(Call(ElementaryFunction.Log, X), two));
        ExpressionParser.Parse("1+log10(x+y)").Should().Be(Add(Constant(1), Divide(Call(ElementaryFunction.Log, Add(X, Y)), ten)));
        ExpressionParser.Parse(ExpressionParser.Parse("log10(x)^2").ToString()).Should().Be(ExpressionParser.Parse("log10(x)^2"));
        foreach ((string text, double x, double value) in new[] { ("log2(x)", 8.0, 3.0), ("log10(x)", 0.001, -3.0), ("log2(x)", 10.0, Math.Log2(10)) })
        {
            var algebra = new IntervalAlgebra(80);
            Interval enclosure = ExpressionParser.Parse(text).Evaluate(algebra, [algebra.Constant(Dyadic.FromDouble(x))]);
            ((double)enclosure.Lower).Should().BeApproximately(value, 1e-15);
            ((double)(enclosure.Upper - enclosure.Lower)).Should().BeLessThan(1e-21);
        }
    }

    [Fact]
    public void Variables_set_the_dimension_and_kinks_the_smoothness()
    {
        for (int i = 1; i <= 16; i++)
        {
            Expression variable = ExpressionParser.Parse($"x{i}");
            variable.Should().Be(Variable(i - 1));
            variable.Dimension.Should().Be(i);
        }

        (ExpressionParser.Parse("pi").Dimension, ExpressionParser.Parse("y").Dimension, ExpressionParser.Parse("z+x").Dimension).Should().Be((0, 2, 3));
        (ExpressionParser.Parse("sin(abs(x))").Smoothness, ExpressionParser.Parse("x*abs(-pi)").Smoothness).Should().Be((1, int.MaxValue));
        (ExpressionParser.Parse("min(x,1)").Smoothness, ExpressionParser.Parse("max(1,x)").Smoothness, ExpressionParser.Parse("sqrt(x)").Smoothness).Should()
            .Be((1, 1, int.MaxValue));
    }

    [Fact]
    public void Positions_point_into_the_text_and_do_not_matter_for_equality()
    {
        var sum = (Binary)ExpressionParser.Parse(" x + sin( y )");
        (sum.Position, sum.Left.Position, sum.Right.Position, ((Call)sum.Right).Arguments[0].Position).Should().Be((1, 1, 5, 10));
        sum.Should().Be(ExpressionParser.Parse("x+sin(y)"));
        sum.GetHashCode().Should().Be(ExpressionParser.Parse("x+sin(y)").GetHashCode());
    }

    [Fact]
    public void Limits_are_wide_enough_for_long_sums_and_deep_nesting()
    {
        ExpressionParser.Parse(string.Join('+', Enumerable.Repeat("x", 1000))).Depth.Should().Be(1000);
        ExpressionParser.Parse(new string('(', 100) + "x" + new string(')', 100)).Should().Be(X);
        ExpressionParser.Parse(new string(' ', 9999) + "x").Should().Be(X);
        ExpressionParser.Parse("1e600").Evaluate(DoubleAlgebra.Instance, []).Should().Be(double.PositiveInfinity);
    }
}
