using System.Globalization;
using FluentAssertions;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

/// <summary>Kinks, jumps and poles that no sample of a derivative shows.</summary>
public class SingularPlaceTests
{
    [Theory]
    [InlineData("sqrt((x-1/3)^2)", 2, 2, "The derivative of order 2 of sqrt((x-1/3)^2) is not bounded near x = 0.333333.")]
    [InlineData("sqrt((x-1/3)^2)", 8, 2, "The derivative of order 2 of sqrt((x-1/3)^2) is not bounded near x = 0.333333.")]
    [InlineData("atan(1/(x-1/3))/2", 1, 1, "The derivative of order 1 of atan(1/(x-1/3))/2 is not bounded near x = 0.333333.")]
    [InlineData("atan(1/(x-1/3))/2", 4, 1, "The derivative of order 1 of atan(1/(x-1/3))/2 is not bounded near x = 0.333333.")]
    [InlineData("(x-1/3)^2/(x-1/3)+sqrt((x-2/3)^2)", 2, 2, "The derivative of order 2 of (x-1/3)^2/(x-1/3)+sqrt((x-2/3)^2) is not bounded near x = 0.666667.")]
    [InlineData("sqrt(((x-1/3)^2)^3)", 4, 4, "The derivative of order 4 of sqrt(((x-1/3)^2)^3) is not bounded near x = 0.333333.")]
    [InlineData("(x-1/3)*log((x-1/3)^2)", 1, 1, "The derivative of order 1 of (x-1/3)*log((x-1/3)^2) is not bounded near x = 0.333333.")]
    [InlineData("tan(pi*x)", 2, 0, "tan(pi*x) is not bounded near x = 0.5.")]
    [InlineData("sqrt((x-y/2-1/5)^2)+x", 2, 2, "The derivative of order 2 of sqrt((x-y/2-1/5)^2)+x is not bounded near (x, y) = ")]
    public void A_kink_or_a_jump_between_the_samples_is_refused(string text, int n, int order, string message)
    {
        SobolevNorm.TryFind(Target.Parse(text), n, out _, out NormFailure? failure).Should().BeFalse();
        failure!.Order.Should().Be(order);
        failure.Message.Should().StartWith(message);
    }

    /// <summary>Interval arithmetic finds no bound at 1/3, but there is one.</summary>
    [Theory]
    [InlineData("sqrt((x-1/3)^2)", 1, 1)]
    [InlineData("sqrt(((x-1/3)^2)^3)", 2, 4)]
    [InlineData("(pi*x-pi/3)/sinh(pi*x-pi/3)", 1, 1)]
    [InlineData("(pi*x-pi/3)^3/(pi*x-pi/3)", 2, 2 * Math.PI * Math.PI)]
    [InlineData("x/2+0*sinh(pi*x-pi/3)/(pi*x-pi/3)", 3, 0.5)]
    public void A_place_without_a_proof_is_not_taken_for_a_singularity(string text, int n, double norm)
    {
        SobolevNorm.TryFind(Target.Parse(text), n, out SobolevEstimate? estimate, out NormFailure? failure).Should().BeTrue(failure?.Message);
        estimate!.Source.Should().Be(NormSource.Sampled);
        estimate.Norm(n).Should().BeApproximately(norm, 1e-6 * norm);
    }

    [Theory]
    [InlineData("1/(x-1/3)", 0, "0.3333")]
    [InlineData("x/(x-1/3)+1/(x-2/3)", 0, "0.3333 0.6667")]
    [InlineData("x^(5/2)", 2, "")]
    [InlineData("x^(5/2)", 3, "0.0000")]
    [InlineData("exp(sin(5*x))", 4, "")]
    public void Singular_places_are_where_no_bound_is_found(string text, int order, string places)
    {
        IEnumerable<double> found = SingularPlaces.Of(ExpressionParser.Parse(text), 1, order).Select(place => place[0]);
        string.Join(' ', found.Order().Select(x => x.ToString("F4", CultureInfo.InvariantCulture))).Should().Be(places);
    }

    /// <summary>No quotient is above the derivative that it bounds from below: 2 for x², and 8 for |sin 8x| however near the kink.</summary>
    [Fact]
    public void Quotients_are_lower_bounds_of_derivatives()
    {
        JumpSearch.Find(ExpressionParser.Parse("x^2"), 3, [[0.25], [0.0]]).Should().BeNull();
        JumpSearch.Find(ExpressionParser.Parse("abs(sin(8*x))"), 1, [[0.0], [Math.PI / 8]]).Should().BeNull();
        JumpSearch.Find(ExpressionParser.Parse("sinh(x-1/3)/(x-1/3)"), 8, [[1.0 / 3]]).Should().BeNull();
        JumpSearch.Find(ExpressionParser.Parse("abs(x-1/4)"), 2, [[0.5], [0.25]])!.Value.At.Should().Equal(0.25);
    }
}
