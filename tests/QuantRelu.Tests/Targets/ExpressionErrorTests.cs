using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class ExpressionErrorTests
{
    [Theory]
    [InlineData("", 1, "The expression is empty.")]
    [InlineData("  ", 1, "The expression is empty.")]
    [InlineData(null, 1, "The expression is empty.")]
    [InlineData("x $ y", 3, "The character '$' at character 3 has no meaning in an expression.")]
    [InlineData("x + .", 5, "The character '.' at character 5 has no meaning in an expression.")]
    [InlineData("2·x", 2, "The character '·' at character 2 has no meaning in an expression: a product is written with '*', as in 2*x.")]
    [InlineData("2×x", 2, "The character '×' at character 2 has no meaning in an expression: a product is written with '*', as in 2*x.")]
    [InlineData("x÷2", 2, "The character '÷' at character 2 has no meaning in an expression: a quotient is written with '/', as in x/2.")]
    [InlineData("1−x", 2, "The character '−' at character 2 has no meaning in an expression: a minus is written with '-'.")]
    [InlineData("x²", 2, "The character '²' at character 2 has no meaning in an expression: a power is written with '^', as in x^2.")]
    [InlineData("|x|", 1, "The character '|' at character 1 has no meaning in an expression: an absolute value is written abs(x).")]
    [InlineData("2*π*x", 3, "The character 'π' at character 3 has no meaning in an expression: it is written pi.")]
    [InlineData("√x", 1, "The character '√' at character 1 has no meaning in an expression: a square root is written sqrt(x).")]
    [InlineData("[x+1]*2", 1, "The character '[' at character 1 has no meaning in an expression: parentheses are '(' and ')'.")]
    [InlineData("1,5*x", 2, "The comma at character 2 is not between the arguments of a function: a decimal is written with a point, as in 1.5.")]
    [InlineData("1, 5", 2, "The comma at character 2 is not between the arguments of a function.")]
    [InlineData("asinh(x)", 1, "The name 'asinh' at character 1 is not known: it is written log(x+sqrt(x^2+1)).")]
    [InlineData("cot(x)", 1, "The name 'cot' at character 1 is not known: it is written 1/tan(x).")]
    [InlineData("lg(x)", 1, "The name 'lg' at character 1 is not known: did you mean 'log10'?")]
    [InlineData("logg(x)", 1, "The name 'logg' at character 1 is not known: did you mean 'log'?")]
    [InlineData("log10(x, y)", 1, "The function 'log10' at character 1 takes 1 argument, but 2 are given.")]
    [InlineData("log2 x", 1, "The function 'log2' at character 1 needs its argument in parentheses, as in log2(x).")]
    [InlineData("x+\U0001D70B", 3, "The character '\U0001D70B' at character 3 has no meaning in an expression.")]
    [InlineData("x+\u0001", 3, "The character U+0001 at character 3 has no meaning in an expression.")]
    [InlineData("x+\ud835", 3, "The character '\ufffd' at character 3 has no meaning in an expression.")]
    [InlineData("sine(x)", 1, "The name 'sine' at character 1 is not known: did you mean 'sin'?")]
    [InlineData("1 + Sin(x)", 5, "The name 'Sin' at character 5 is not known: did you mean 'sin'?")]
    [InlineData("arctan(x)", 1, "The name 'arctan' at character 1 is not known: did you mean 'atan'?")]
    [InlineData("sqr(x)", 1, "The name 'sqr' at character 1 is not known: it is written x^2.")]
    [InlineData("2*Pi", 3, "The name 'Pi' at character 3 is not known: did you mean 'pi'?")]
    [InlineData("X+1", 1, "The name 'X' at character 1 is not known: did you mean 'x'?")]
    [InlineData("x*xy", 3, "The name 'xy' at character 3 is not known: did you mean 'x*y'?")]
    [InlineData("x+x0", 3, "The name 'x0' at character 3 is not known: variables are x1 to x16.")]
    [InlineData("x17", 1, "The name 'x17' at character 1 is not known: variables are x1 to x16.")]
    [InlineData("foo + 1", 1, "The name 'foo' at character 1 is not known.")]
    [InlineData("a_very_long_name_that_goes_on", 1, "The name 'a_very_long_name_tha...' at character 1 is not known.")]
    [InlineData("(x+1", 1, "The parenthesis opened at character 1 is not closed.")]
    [InlineData("((x+1)*2", 1, "The parenthesis opened at character 1 is not closed.")]
    [InlineData("2*sin(x", 6, "The parenthesis opened at character 6 is not closed.")]
    [InlineData("x+1)", 4, "The parenthesis closed at character 4 was never opened.")]
    [InlineData(")", 1, "The parenthesis closed at character 1 was never opened.")]
    [InlineData("x*(2+)", 6, "An operand is missing before ')' at character 6.")]
    [InlineData("sin()", 5, "An operand is missing before ')' at character 5.")]
    [InlineData("()", 2, "An operand is missing before ')' at character 2.")]
    [InlineData("+", 1, "The expression ends after '+' at character 1, where an operand is missing.")]
    [InlineData("*x", 1, "An operand is missing before '*' at character 1.")]
    [InlineData("x*/y", 3, "An operand is missing before '/' at character 3.")]
    [InlineData("x**2", 3, "An operand is missing before '*' at character 3: a power is written with '^'.")]
    [InlineData("x+", 2, "The expression ends after '+' at character 2, where an operand is missing.")]
    [InlineData("-", 1, "The expression ends after '-' at character 1, where an operand is missing.")]
    [InlineData("2x", 2, "An operator is missing before 'x' at character 2: a product is written with '*', as in 2*x.")]
    [InlineData("x y", 3, "An operator is missing before 'y' at character 3: a product is written with '*', as in x*y.")]
    [InlineData("(x)(y)", 4, "An operator is missing before '(' at character 4: a product is written with '*'.")]
    [InlineData("1.2.3", 4, "An operator is missing before '.3' at character 4: a product is written with '*', as in 1.2*.3.")]
    [InlineData("sin x", 1, "The function 'sin' at character 1 needs its argument in parentheses, as in sin(x).")]
    [InlineData("x+max", 3, "The function 'max' at character 3 needs its argument in parentheses, as in max(x, y).")]
    [InlineData("sin(x, y)", 1, "The function 'sin' at character 1 takes 1 argument, but 2 are given.")]
    [InlineData("1+max(x)", 3, "The function 'max' at character 3 takes 2 arguments or more, but 1 is given.")]
    [InlineData("pow(x)", 1, "The function 'pow' at character 1 takes 2 arguments, but 1 is given.")]
    [InlineData("pow(x,2,3)", 1, "The function 'pow' at character 1 takes 2 arguments, but 3 are given.")]
    [InlineData("x, y", 2, "The comma at character 2 is not between the arguments of a function.")]
    [InlineData("min((x, y))", 7, "The comma at character 7 is not between the arguments of a function.")]
    [InlineData("min(x,,y)", 7, "An operand is missing before ',' at character 7.")]
    [InlineData("1/0", 3, "The number at character 3 is zero, and the expression divides by it.")]
    [InlineData("x/(1-1)", 4, "The number at character 4 is zero, and the expression divides by it.")]
    [InlineData("0^-2", 3, "The number at character 3 is a negative power of zero.")]
    [InlineData("x^1000001", 3, "The number at character 3 is too large an exponent: at most 1000000 is possible.")]
    [InlineData("x+1e9999", 3, "The number at character 3 has too many digits or too large an exponent.")]
    [InlineData("x+1e99999999999", 3, "The number at character 3 has too many digits or too large an exponent.")]
    public void A_mistake_is_named_in_one_sentence_that_points_at_the_character(string? text, int character, string message)
    {
        ExpressionParser.TryParse(text, out Expression? expression, out ParseError? error).Should().BeFalse();
        expression.Should().BeNull();
        error.Should().Be(new ParseError(character - 1, message));
    }

    [Theory]
    [InlineData("(", ")", 101, "The parenthesis at character 101 is nested more than 100 deep.")]
    [InlineData("sin(", ")", 101, "The parenthesis at character 404 is nested more than 100 deep.")]
    [InlineData("(", "", 5000, "The parenthesis at character 101 is nested more than 100 deep.")]
    [InlineData("x+", "", 1000, "The expression at character 1 has more than 1000 levels of operations.")]
    [InlineData("-", "", 1000, "The expression at character 2 has more than 1000 levels of operations.")]
    [InlineData("x^", "", 1000, "The expression at character 1 has more than 1000 levels of operations.")]
    [InlineData("x*y*", "", 2500, "The expression has 10001 characters, more than 10000.")]
    public void What_is_too_deep_or_too_long_is_refused(string before, string after, int times, string message)
    {
        string text = string.Concat(Enumerable.Repeat(before, times)) + "x" + string.Concat(Enumerable.Repeat(after, times));
        ExpressionParser.TryParse(text, out _, out ParseError? error).Should().BeFalse();
        error!.Message.Should().Be(message);
    }

    [Fact]
    public void No_message_grows_with_the_text()
    {
        string[] texts =
            [new string('x', 9000), new string('q', 9000), "x" + new string('7', 9000), new string('9', 9000), "sin" + new string('n', 9000) + "(x)"];
        foreach (string text in texts)
        {
            ExpressionParser.TryParse(text, out _, out ParseError? error).Should().BeFalse();
            error!.Message.Length.Should().BeLessThan(150);
        }
    }

    [Fact]
    public void The_exception_carries_the_error()
    {
        ExpressionException thrown = ((Action)(() => ExpressionParser.Parse("x+y)"))).Should().Throw<ExpressionException>().Which;
        (thrown.Message, thrown.Error.Position, thrown.Error.ToString()).Should().Be((thrown.Error.Message, 3, thrown.Error.Message));
        ((Action)(() => ExpressionParser.Parse(null!))).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void A_builder_refuses_what_a_text_cannot_say()
    {
        Expression x = ExpressionBuilder.Variable(0);
        ((Action)(() => ExpressionBuilder.Variable(16))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => ExpressionBuilder.Variable(-1))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => ExpressionBuilder.Constant(Rational.Parse("1e700")))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => ExpressionBuilder.Call(ElementaryFunction.Sin, x, x))).Should().Throw<ArgumentException>();
        ((Action)(() => ExpressionBuilder.Call(ElementaryFunction.Max, x))).Should().Throw<ArgumentException>();
        ((Action)(() => ExpressionBuilder.Divide(x, ExpressionBuilder.Constant(0)))).Should().Throw<ExpressionException>();
        ((Action)(() => ExpressionBuilder.Add(x, null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => x.Evaluate(DoubleAlgebra.Instance, []))).Should().Throw<ArgumentException>();
        ((Action)(() => x.Substitute())).Should().Throw<ArgumentException>();
    }
}
