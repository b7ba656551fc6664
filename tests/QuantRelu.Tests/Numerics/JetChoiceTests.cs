using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Numerics;

/// <summary>What jets over intervals claim of functions that jump or bend, against values and difference quotients in doubles.</summary>
public class JetChoiceTests
{
    [Theory]
    [InlineData("floor(3*x)")]
    [InlineData("frac(4*x)")]
    [InlineData("mod(x, 1/3)")]
    [InlineData("round(5*x)")]
    [InlineData("ceil(2*x)")]
    [InlineData("sign(x-1/2)")]
    [InlineData("step(x-1/3)")]
    [InlineData("if(x < 0.3, x, x+1/4)")]
    [InlineData("if(x*x < 1/3, 0, 1)")]
    [InlineData("atan2(x-1/2, -1)")]
    [InlineData("atan2(0*x, x-1/2)")]
    [InlineData("x*floor(2*x)")]
    public void No_slope_is_claimed_on_a_box_where_a_function_jumps(string text)
    {
        Expression f = ExpressionParser.Parse(text);
        Gen.Select(Gen.Int[0, 64], Gen.Int[0, 64]).Where((a, b) => a != b).Sample((a, b) =>
        {
            JetAlgebra<DoubleInterval> jets = Jets(1, KinkRule.AlmostEverywhereOnBox);
            (double low, double high) = (Math.Min(a, b) / 64.0, Math.Max(a, b) / 64.0);
            Jet<DoubleInterval> jet = f.Evaluate<Jet<DoubleInterval>>(jets, [jets.Variable(0, DoubleInterval.Create(low, high))]);
            double[] values = [.. Enumerable.Range(0, 3001).Select(i => f.ValueAt(low + ((high - low) * i / 3000)))];
            values.Should().OnlyContain(v => jet.Value.Lower - 1e-12 <= v && v <= jet.Value.Upper + 1e-12,
                "{0} has such values on [{1}, {2}]", text, low, high);
            if (jet[1].IsBounded)
            {
                double step = (high - low) / 3000;
                values.Zip(values.Skip(1), (v, w) => (w - v) / step)
                    .Should().OnlyContain(s => jet[1].Lower - 1e-6 <= s && s <= jet[1].Upper + 1e-6, "{0} has such slopes on [{1}, {2}]", text, low, high);
            }
        }, iter: 60);
    }

    [Theory]
    [InlineData("if(x < 1/3, x, 1/3)")]
    [InlineData("if(x >= 1/3, sqrt(x-1/3), 0)")]
    [InlineData("if(x <= 1/2, exp(x)-exp(x), 2*x-1)")]
    [InlineData("if(1/2 > x, 0, log(x+1/2))")]
    [InlineData("clamp(3*x, 1/4, 1)")]
    [InlineData("relu(x-1/3)")]
    [InlineData("cbrt(x-1/2)")]
    [InlineData("hypot(x-1/2, 1/8)")]
    [InlineData("softplus(8*x-4)")]
    [InlineData("sigmoid(9*x-4)")]
    [InlineData("gelu(8*x-4)")]
    [InlineData("sinc(40*x-20)")]
    [InlineData("atan2(x-1/2, x+1/5)")]
    [InlineData("sin(9*x)/(3*x)")]
    public void Values_and_slopes_of_continuous_functions_are_enclosed(string text)
    {
        Expression f = ExpressionParser.Parse(text);
        foreach (KinkRule rule in new[] { KinkRule.Unknown, KinkRule.OnBox, KinkRule.AlmostEverywhereOnBox })
        {
            Gen.Select(Gen.Int[0, 63], Gen.Int[1, 64]).Sample((a, length) =>
            {
                JetAlgebra<DoubleInterval> jets = Jets(2, rule);
                (double low, double high) = (a / 64.0, Math.Min(1, (a + length) / 64.0));
                Jet<DoubleInterval> jet = f.Evaluate<Jet<DoubleInterval>>(jets, [jets.Variable(0, DoubleInterval.Create(low, high))]);
                const int steps = 400;
                double step = (high - low) / steps;
                double[] values = [.. Enumerable.Range(0, steps + 1).Select(i => f.ValueAt(low + (step * i)))];
                values.Where(double.IsFinite).Should().OnlyContain(v => jet.Value.Lower - 1e-12 <= v && v <= jet.Value.Upper + 1e-12);
                values.Zip(values.Skip(1), (v, w) => (w - v) / step).Where(double.IsFinite)
                    .Should().OnlyContain(s => jet[1].Lower - 1e-6 <= s && s <= jet[1].Upper + 1e-6, "{0} has such slopes on [{1}, {2}]", text, low, high);
                values.Zip(values.Skip(1), values.Skip(2)).Select(v => (v.First - (2 * v.Second) + v.Third) / (2 * step * step)).Where(double.IsFinite)
                    .Should().OnlyContain(s => jet[2].Lower - 1e-3 <= s && s <= jet[2].Upper + 1e-3, "{0} bends so on [{1}, {2}]", text, low, high);
            }, iter: 25);
        }
    }

    [Fact]
    public void Values_of_functions_of_two_variables_are_enclosed() =>
        Gen.Select(Gen.Double[-2, 2], Gen.Double[-2, 2], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((x, y, width, height) =>
        {
            DoubleInterval a = DoubleInterval.Create(x, x + width), b = DoubleInterval.Create(y, y + height);
            IAlgebra<DoubleInterval> algebra = new DoubleIntervalAlgebra();
            DoubleInterval angle = algebra.Atan2(b, a), length = algebra.Hypot(a, b);
            return Enumerable.Range(0, 5).All(i => Enumerable.Range(0, 5).All(j =>
            {
                (double u, double v) = (x + (width * i / 4), y + (height * j / 4));
                (double expected, double far) = (Math.Atan2(v, u), Math.Sqrt((u * u) + (v * v)));
                return angle.Lower - 1e-12 <= expected && expected <= angle.Upper + 1e-12 && length.Lower - 1e-12 <= far && far <= length.Upper + 1e-12;
            }));
        }, iter: 2000);

    // Each has a memory of its own, which is for one thread.
    private static JetAlgebra<DoubleInterval> Jets(int order, KinkRule rule) => new(new DoubleIntervalAlgebra(), JetSpace.Create(1, order), rule);
}
