using FluentAssertions;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class PowerProductTests
{
    [Theory]
    [InlineData("x^2*sqrt(x)", "x^(5/2)")]
    [InlineData("sqrt(x)*x", "x^(3/2)")]
    [InlineData("3*x^2*y*sqrt(x)", "3*x^(5/2)*y")]
    [InlineData("sin(x*sqrt(x)+y)", "sin(x^(3/2)+y)")]
    [InlineData("-(x^(1/3)*x^(1/3)*x)", "-x^(5/3)")]
    [InlineData("(x+y)*sqrt(x+y)/2", "(x+y)^(3/2)/2")]
    public void Fractional_powers_of_one_base_are_joined(string text, string expected) =>
        PowerProducts.Combine(ExpressionParser.Parse(text)).Should().Be(ExpressionParser.Parse(expected));

    /// <summary>√x·√x is not defined where x is, x^2·x^(-1/2) not at 0; and whole powers need no help.</summary>
    [Theory]
    [InlineData("sqrt(x)*sqrt(x)")]
    [InlineData("x^2*x^(-1/2)")]
    [InlineData("x^2/sqrt(x)")]
    [InlineData("x*x^2*y")]
    [InlineData("sqrt(2)*2^(1/3)*x")]
    [InlineData("x*sqrt(y)")]
    public void Others_are_left_as_they_are(string text)
    {
        Expression expression = ExpressionParser.Parse(text);
        PowerProducts.Combine(expression).Should().BeSameAs(expression);
    }

    [Fact]
    public void A_derivative_that_exists_at_a_root_is_found()
    {
        SobolevNorm.TryEstimate(Target.Parse("x^2*sqrt(x)"), 2, out SobolevEstimate? estimate, out NormFailure? failure).Should().BeTrue(failure?.Message);
        estimate!.Peaks[2].Value.Should().BeApproximately(3.75, 1e-12);
        SobolevNorm.TryEstimate(Target.Parse("x^2*sqrt(x)"), 3, out _, out failure).Should().BeFalse();
        failure!.Message.Should().Be("The derivative of order 3 of x^2*sqrt(x) is not bounded near x = 0.");
    }
}
