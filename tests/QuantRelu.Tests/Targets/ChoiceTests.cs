using FluentAssertions;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class ChoiceTests
{
    [Theory]
    [InlineData("if(x < 1/2, x, 1-x)", true)]
    [InlineData("if(2*x-1/3 >= x, x^2, x/3)", true)]
    [InlineData("if(x < 0, exp(x)-1, x)", true)]
    [InlineData("if(x < 0.5, 0, log(2*x))", true)]
    [InlineData("if(x < y, x, y)", true)]
    [InlineData("if(x < 1/2, y, 2*x*y)", true)]
    [InlineData("if(x < 1/2, y*x, x*y)", true)]
    [InlineData("if(x < 1/2, x*y, y/2)", true)]
    [InlineData("if(x < y, exp(x)*y, x*exp(y))", true)]
    [InlineData("if(x+y < 1, x*y, x-x^2)", true)]
    [InlineData("if(y >= x^2, 3*y*sin(z)+pi, pi+3*sin(z)*x*x)", true)]
    [InlineData("if(x*y < 1/2, x*y, 1/2)", false)]
    [InlineData("if(x < y, x, 2*y)", false)]
    [InlineData("if(x < y, x, y+1/1000000000)", false)]
    [InlineData("if(x+y < 1, x*y, x+x^2)", false)]
    [InlineData("if(y < y, x, 1)", false)]
    [InlineData("if(x <= 0.0031308, 12.92*x, 1.055*x^(1/2.4)-0.055)", false)]
    [InlineData("if(x < 1/2, x, x+1/1000000000)", false)]
    public void A_choice_is_continuous_where_its_branches_are_proved_to_meet(string text, bool isContinuous) =>
        ((Choice)ExpressionParser.Parse(text)).IsContinuous.Should().Be(isContinuous);

    [Theory]
    [InlineData("if(x < 1/2, 1, 2)", 0.5, 2)]
    [InlineData("if(x <= 1/2, 1, 2)", 0.5, 1)]
    [InlineData("if(x > 1/2, 1, 2)", 0.5, 2)]
    [InlineData("if(x >= 1/2, 1, 2)", 0.5, 1)]
    [InlineData("if(x < 1/2, 1, 2)", 0.25, 1)]
    [InlineData("if(x > 1/2, 1, 2)", 0.25, 2)]
    [InlineData("if(1/2 < x, 1, 2)", 0.75, 1)]
    [InlineData("if(x < 1/2, if(x < 1/4, 1, 2), 3)", 0.3, 2)]
    [InlineData("sign(x-1/2)", 0.5, 0)]
    [InlineData("sign(x-1/2)", 0.25, -1)]
    [InlineData("step(x-1/2)", 0.5, 1)]
    [InlineData("mod(-x, 3/4)", 0.25, 0.5)]
    [InlineData("round(x)", 0.5, 1)]
    [InlineData("ceil(x)", 0.25, 1)]
    [InlineData("frac(3*x)", 0.5, 0.5)]
    [InlineData("clamp(x, 1/4, 1/3)", 0.125, 0.25)]
    [InlineData("cbrt(x-1)", 0, -1)]
    [InlineData("relu(x-1)", 0.5, 0)]
    [InlineData("ln(x)", 1, 0)]
    [InlineData("sinc(x)", 0, 1)]
    [InlineData("sin(x)/x", 0, 1)]
    [InlineData("x/sin(x)", 0, 1)]
    [InlineData("3*sin(2*x)/(4*x)", 0, 1.5)]
    [InlineData("sin(pi*x)/(pi*x)", 0, 1)]
    [InlineData("erf(x)", 1, 0.84270079294971487)]
    [InlineData("sigmoid(x)", 1, 0.73105857863000488)]
    [InlineData("softplus(x)", 0, 0.69314718055994531)]
    [InlineData("gelu(x)", 1, 0.84134474606854295)]
    [InlineData("atan2(x, -1)", 1, 2.3561944901923449)]
    [InlineData("hypot(3*x, 4)", 1, 5)]
    public void Values_are_as_the_definitions_say(string text, double x, double value)
    {
        Expression f = ExpressionParser.Parse(text);
        f.ValueAt(x).Should().BeApproximately(value, 1e-14);
        ExpressionParser.Parse(f.ToString()).Should().Be(f);
    }

    [Theory]
    [InlineData("if(x, 1, 2)", "needs a comparison first, as in if(x < 1/2, x, 1-x)")]
    [InlineData("if(x < 1, 2)", "takes 3 arguments, but 2 are given")]
    [InlineData("if(0 < x < 1, 2, 3)", "is a second one")]
    [InlineData("x < 1", "is for the first argument of if")]
    [InlineData("if(x < 1, 2 < 3, 3)", "is for the first argument of if")]
    [InlineData("if(x = 1, 2, 3)", "if compares by <, <=, > or >=")]
    [InlineData("if(x ≤ 1, 2, 3)", "it is written <=")]
    [InlineData("x < 1 ? 2 : 3", "a choice is written if(x < 1/2, x, 1-x)")]
    [InlineData("sin^2(x)", "needs its argument before the power, as in sin(x)^2")]
    [InlineData("mod(x)", "takes 2 arguments")]
    [InlineData("clamp x", "as in clamp(x, 0, 1)")]
    [InlineData("x²", "a power is written with '^', as in x^2")]
    [InlineData("2*π*x", "it is written pi")]
    [InlineData("|x|", "an absolute value is written abs(x)")]
    [InlineData("x % 2", "a remainder is written mod(x, 2)")]
    [InlineData("elu(x)", "it is written if(x < 0, exp(x)-1, x)")]
    public void What_is_spelled_otherwise_is_told_how(string text, string hint)
    {
        ExpressionParser.TryParse(text, out _, out ParseError? error).Should().BeFalse();
        error!.Message.Should().Contain(hint);
    }
}
