using FluentAssertions;
using QuantRelu.Figures.Paper;
using QuantRelu.Figures.Plots;
using Xunit;

namespace QuantRelu.Figures.Tests;

public class RoundedFunctionDataTests
{
    private const double Step = 1.0 / 2 / RoundedFunctionFigure.Cells;

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", 1)]
    [InlineData("abs(abs(x-1/3)-1/3)", 1)]
    [InlineData("3*x*(1-x)", 4)]
    public void The_drawn_curves_are_those_of_Proposition_4(string text, int scale)
    {
        Target target = Target.Parse(text);
        IReadOnlyList<Curve> curves = RoundedFunctionFigure.Curves(target);
        (Curve f, Curve shifted, Curve rounded) = (curves[0], curves[1], curves[2]);
        for (int i = 0; i < f.X.Length; i += 4)
        {
            f.Y[i].Should().BeApproximately(target.Value([f.X[i]]) / scale, 1e-11);
            (rounded.Y[i] - f.Y[i]).Should().BeInRange(-Step, Step, "it is Proposition 4 (iii)");
            if (f.X[i] * RoundedFunctionFigure.Cells % 1 == 0)
            {
                rounded.Y[i].Should().Be(Math.Ceiling(f.Y[i] / Step) * Step, "it is Proposition 4 (ii)");
            }

            if (i > 0)
            {
                Math.Abs(rounded.Y[i] - rounded.Y[i - 4]).Should().BeLessThanOrEqualTo(f.X[i] - f.X[i - 4] + 1e-11, "it is Proposition 4 (i)");
            }
        }

        shifted.Y.Count(double.IsNaN).Should().Be(RoundedFunctionFigure.Cells);
        int perCell = shifted.X.Length / RoundedFunctionFigure.Cells;
        for (int cell = 0; cell < RoundedFunctionFigure.Cells; cell++)
        {
            double end = shifted.Y[((cell + 1) * perCell) - 2];
            end.Should().Be(Math.Ceiling(end / Step) * Step, "f⁺ is a multiple of 2^-t/T at the end of a cell");
        }
    }

    [Fact]
    public void Functions_of_several_variables_and_without_a_bound_are_refused()
    {
        FluentActions.Invoking(() => RoundedFunctionFigure.Draw(Target.Parse("x*y"))).Should().Throw<TargetException>().WithMessage("*one variable*has 2*");
        FluentActions.Invoking(() => RoundedFunctionFigure.Draw(Target.Parse("sqrt(x)"))).Should().Throw<TargetException>();
    }
}
