using CsCheck;
using FluentAssertions;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class ExpressionRoundTripTests
{
    [Fact]
    public void A_printed_expression_reads_back_as_the_equal_expression() => ExpressionSamples.Expressions.Sample(expression =>
    {
        Expression read = ExpressionParser.Parse(expression.ToString());
        return read.Equals(expression) && read.GetHashCode() == expression.GetHashCode() && read.ToString() == expression.ToString();
    }, iter: 1000);

    [Fact]
    public void Parentheses_that_are_left_out_say_nothing_that_precedence_does_not() =>
        ExpressionSamples.Expressions.Sample(expression => ExpressionParser.Parse(ExpressionSamples.Explicit(expression)).Equals(expression), iter: 1000);

    [Theory]
    [InlineData("1/3*x", "1/3*x")]
    [InlineData("((x)+(y*z))", "x+y*z")]
    [InlineData("x-(y-z)", "x-(y-z)")]
    [InlineData("(x-y)-z", "x-y-z")]
    [InlineData("x/(y/z)", "x/(y/z)")]
    [InlineData("-(x^2)", "-x^2")]
    [InlineData("(-x)^2", "(-x)^2")]
    [InlineData("(-2)^x", "(-2)^x")]
    [InlineData("x^(y^z)", "x^y^z")]
    [InlineData("(x^y)^z", "(x^y)^z")]
    [InlineData("x^(1/2)", "x^(1/2)")]
    [InlineData("x+(-1)", "x+(-1)")]
    [InlineData("min( x,y , 1 )", "min(x, y, 1)")]
    [InlineData("x4*pi", "x4*pi")]
    public void Few_parentheses_are_written(string text, string printed) => ExpressionParser.Parse(text).ToString().Should().Be(printed);

    [Fact]
    public void Everything_that_can_be_read_reads_back_however_deep()
    {
        string[] texts =
        [
            string.Concat(Enumerable.Repeat("-", 900)) + "x",
            string.Concat(Enumerable.Repeat("x^-", 400)) + "y",
            string.Concat(Enumerable.Repeat("x^", 900)) + "y",
            string.Concat(Enumerable.Repeat("x*-", 450)) + "y",
            string.Concat(Enumerable.Repeat("x-", 900)) + "y",
            string.Concat(Enumerable.Repeat("sin(x*(-", 50)) + "y" + string.Concat(Enumerable.Repeat("))", 50)),
            string.Concat(Enumerable.Repeat("(2*-(", 50)) + "y" + string.Concat(Enumerable.Repeat("))", 50)),
        ];
        foreach (string text in texts)
        {
            Expression expression = ExpressionParser.Parse(text);
            ExpressionParser.Parse(expression.ToString()).Should().Be(expression);
        }
    }

    [Fact]
    public void Numbers_too_long_to_be_computed_are_kept_as_written()
    {
        foreach (string text in new[] { "2^5000", "3^(-5000)*x", "(1/3)^4000", "2^2000*2^2000", "1e600/1e-600" })
        {
            Expression expression = ExpressionParser.Parse(text);
            ExpressionParser.Parse(expression.ToString()).Should().Be(expression, text);
        }
    }

    [Fact]
    public void Substitution_evaluates_as_composition() =>
        Gen.Select(Polynomials, Polynomials, Polynomials, Gen.Int[-5, 5], Gen.Int[-5, 5]).Sample((f, g, h, x, y) =>
    {
        Rational[] inner = [ValueOf(g, x, y), ValueOf(h, x, y)];
        return f.Substitute(g, h).Evaluate(Numerics.RationalAlgebra.Instance, [x, y]) == ValueOf(f, inner);
    }, iter: 300);

    [Fact]
    public void A_constant_expression_is_left_alone_by_substitution()
    {
        Expression expression = ExpressionParser.Parse("sin(pi)^2");
        expression.Substitute().Should().BeSameAs(expression);
    }

    private static readonly Gen<Expression> Polynomials = Enumerable.Range(0, 3).Aggregate(
        Gen.OneOf(Gen.Int[0, 1].Select(ExpressionBuilder.Variable), Gen.Int[-3, 3].Select(c => ExpressionBuilder.Constant(c))),
        (inner, _) => Gen.OneOf(
            inner.Select(ExpressionBuilder.Negate),
            Gen.Select(Gen.Enum<BinaryOperator>().Where(o => o != BinaryOperator.Divide), inner, inner, ExpressionBuilder.Combine),
            Gen.Select(inner, Gen.Int[0, 3], (u, k) => ExpressionBuilder.Power(u, ExpressionBuilder.Constant(k))),
            inner.Select(u => ExpressionBuilder.Call(ElementaryFunction.Abs, u))));

    private static Rational ValueOf(Expression expression, params Rational[] x) => expression.Evaluate<Rational>(Numerics.RationalAlgebra.Instance, x);
}
