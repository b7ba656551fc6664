using FluentAssertions;
using QuantRelu.Constructions.Hinges;
using Xunit;

namespace QuantRelu.Tests.Constructions.Hinges;

public class RidgeFitTests
{
    private const int Steps = 16;

    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(2, 3)]
    [InlineData(1, 2)]
    public void A_sum_of_functions_that_are_linear_between_nodes_is_found(params int[] directions)
    {
        double[,] grid = Values((x, y) => directions.Sum(d => Math.Abs(Direction.OfPlane[d].At(x, y) - 0.5) * (d + 1)));
        RidgeFit fit = RidgeFit.Of(directions, grid, 1e-3, default);
        double worst = 0;
        for (int i = 0; i <= Steps; i++)
        {
            for (int j = 0; j <= Steps; j++)
            {
                double[] u = [(double)i / Steps, (double)j / Steps];
                worst = Math.Max(worst, Math.Abs(grid[i, j] - directions.Sum(d => fit.At(d, Direction.OfPlane[d].At(u)))));
            }
        }

        fit.Difference.Should().BeLessThan(1e-3).And.BeApproximately(worst, 1e-12);
    }

    // x² + y² + xy over x and y alone leaves xy, off by at least a quarter of the mixed difference of the corners: (f00 - f01 - f10 + f11)/4 = 1/4.
    [Fact]
    public void What_is_no_such_sum_is_off_by_a_quarter_of_the_mixed_difference()
    {
        RidgeFit fit = RidgeFit.Of([0, 1], Values((x, y) => (x * x) + (y * y) + (x * y)), 1e-3, default);
        fit.Difference.Should().BeInRange(0.25, 0.3);
    }

    private static double[,] Values(Func<double, double, double> f)
    {
        var grid = new double[Steps + 1, Steps + 1];
        for (int i = 0; i <= Steps; i++)
        {
            for (int j = 0; j <= Steps; j++)
            {
                grid[i, j] = f((double)i / Steps, (double)j / Steps);
            }
        }

        return grid;
    }
}
