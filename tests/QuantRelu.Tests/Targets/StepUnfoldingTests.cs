using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

/// <summary>Steps written as choices, against the definitions in rational numbers.</summary>
public class StepUnfoldingTests
{
    private static readonly Rational Half = Rational.Create(1, 2);

    /// <summary>Formulas and what they are by the definition of floor.</summary>
    public static TheoryData<string, Func<Rational, Rational>> Functions => new()
    {
        { "mod(x, 1)", x => x - Floor(x) },
        { "abs(mod(3*x, 1)-1/2)", x => Rational.Abs((3 * x) - Floor(3 * x) - Half) },
        { "mod(x, 1/3)*(1/3-mod(x, 1/3))", x => (x - (Floor(3 * x) / 3)) * (Rational.Create(1, 3) - x + (Floor(3 * x) / 3)) },
        { "floor(2*x)", x => Floor(2 * x) },
        { "floor(1-2*x)", x => Floor(1 - (2 * x)) },
        { "ceil(2*x)", x => -Floor(-2 * x) },
        { "ceil(3-2*x)", x => -Floor((2 * x) - 3) },
        { "round(3*x)", x => Floor((3 * x) + Half) },
        { "frac(5*x-1/2)", x => (5 * x) - Half - Floor((5 * x) - Half) },
        { "mod(-x, 3/4)", x => -x - (Rational.Create(3, 4) * Floor(-x * Rational.Create(4, 3))) },
        { "mod(x, -1/2)", x => x + (Half * Floor(-2 * x)) },
        { "(x-1/2)*sign(x-1/2)", x => Rational.Abs(x - Half) },
        { "step(x-1/2)*(x-1/2)", x => x < Half ? 0 : x - Half },
        { "floor(x)+floor(x+1/1000)", x => Floor(x) + Floor(x + Rational.Create(1, 1000)) },
        { "floor(2*x)-ceil(2*x)+1+0*x", x => Floor(2 * x) + Floor(-2 * x) + 1 },
        { "ceil(x)+x", x => -Floor(-x) + x },
        { "floor(5/2)*x", x => 2 * x },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_unfolded_function_is_the_function(string text, Func<Rational, Rational> function)
    {
        Expression unfolded = StepUnfolding.Of(ExpressionParser.Parse(text));
        var intervals = new IntervalAlgebra(64);
        for (int k = 0; k <= 120; k++)
        {
            var x = Rational.Create(k, 120);
            Rational value = function(x);
            unfolded.Evaluate<Rational?>(ExactAlgebra.Instance, [x]).Should().Be(value, $"that is its value at {x}");
            Interval box = Interval.Hull(intervals.Constant(x), intervals.Constant(Rational.Create(Math.Min(k + 1, 120), 120)));
            unfolded.Evaluate(intervals, [box]).Contains(value).Should().BeTrue();
        }
    }

    /// <summary>A wave of triangles has jumps in a part, and none in the whole: boxes of width w about its places have values within a few w.</summary>
    [Theory]
    [InlineData("abs(mod(x, 1)-1/2)", 1)]
    [InlineData("abs(mod(3*x, 1)-1/2)", 3)]
    [InlineData("mod(x, 1/3)*(1/3-mod(x, 1/3))", 1.0 / 3)]
    [InlineData("(x-1/3)*sign(3*x-1)", 1)]
    [InlineData("max(frac(2*x), 1-frac(2*x))", 2)]
    [InlineData("if(mod(4*x, 1) < 1/2, mod(4*x, 1), 1-mod(4*x, 1))", 4)]
    public void What_jumps_in_a_part_only_has_narrow_values_and_bounded_slopes(string text, double slope)
    {
        Target target = Target.Parse(text);
        var intervals = new IntervalAlgebra(64);
        for (int k = 1; k < 12; k++)
        {
            Rational x = Rational.Create(k, 12), width = Dyadic.PowerOfTwo(-30);
            Interval box = Interval.Hull(intervals.Constant(x - width), intervals.Constant(x + width));
            ((double)(Rational)target.Range([box], intervals).Width).Should().BeLessThan(8 * slope * (double)width);
        }

        SobolevNorm.TryFind(target, 1, out SobolevEstimate? estimate, out NormFailure? failure).Should().BeTrue(failure?.Message);
        estimate!.Norm(1).Should().BeInRange(slope * (1 - 1e-8), slope * 1.001);
    }

    [Theory]
    [InlineData("floor(100*x)")]
    [InlineData("mod(x, y)")]
    [InlineData("floor(x^2)")]
    [InlineData("sin(x)")]
    [InlineData("1/floor(2*x)")]
    public void What_has_no_steps_of_straight_lines_or_too_many_stays(string text)
    {
        Expression expression = ExpressionParser.Parse(text);
        StepUnfolding.Of(expression).Should().BeSameAs(expression);
    }

    private static Rational Floor(Rational x) => Rational.Create(x.Floor(), 1);
}
