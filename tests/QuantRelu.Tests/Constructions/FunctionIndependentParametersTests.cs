using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using Xunit;

namespace QuantRelu.Tests.Constructions;

public class FunctionIndependentParametersTests
{
    // Section 5: N, r and t for d = 2, checked there independently at the level of functions.
    [Theory]
    [InlineData(1, "0.1", 256, 5, 7)]
    [InlineData(2, "0.1", 32, 7, 9)]
    [InlineData(2, "0.01", 128, 9, 13)]
    [InlineData(3, "0.01", 32, 9, 14)]
    [InlineData(4, "0.001", 32, 12, 18)]
    public void They_equal_the_papers_formulas_in_two_dimensions(int n, string error, long grid, int r, int t)
    {
        FunctionIndependentParameters parameters = FunctionIndependentParameters.Choose(2, n, Rational.Parse(error));
        (parameters.Grid, parameters.Teeth, parameters.Precision).Should().Be((grid, r, t));
    }

    [Fact]
    public void The_grid_is_the_smallest_power_of_two_that_the_proof_allows() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 8], Gen.Int[2, 5000]).Sample((d, n, inverse) =>
        {
            FunctionIndependentParameters p = FunctionIndependentParameters.Choose(d, n, Rational.Create(1, inverse));
            double needed = d * Math.Pow(3 * Math.ScaleB(inverse, d), 1.0 / n);
            return p.Grid >= needed * (1 - 1e-12) && p.Grid < 2 * needed * (1 + 1e-12);
        });

    [Fact]
    public void The_papers_budget_of_inequalities_20_and_21_is_met() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 8], Gen.Int[2, 5000]).Sample((d, n, inverse) =>
        {
            FunctionIndependentParameters p = FunctionIndependentParameters.Choose(d, n, Rational.Create(1, inverse));
            double step = Math.Pow((double)d / p.Grid, n);
            double products = Math.ScaleB(Math.Pow(d, n) * 6 * (d + n - 1), d - (2 * (p.Teeth + 1)));
            return products <= Math.ScaleB(step, d) * (1 + 1e-12)
                && 3 * Math.ScaleB(step, d) <= (1.0 / inverse) * (1 + 1e-12)
                && Math.ScaleB(1, -p.Precision) <= step / n * (1 + 1e-12);
        });

    [Theory]
    [InlineData(0, 1, "0.1")]
    [InlineData(17, 1, "0.1")]
    [InlineData(1, 0, "0.1")]
    [InlineData(1, 17, "0.1")]
    [InlineData(1, 1, "0")]
    [InlineData(1, 1, "-0.1")]
    public void Arguments_outside_their_ranges_are_refused(int d, int n, string error)
    {
        Action choose = () => FunctionIndependentParameters.Choose(d, n, Rational.Parse(error));
        choose.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_grid_that_is_too_fine_is_a_limit_and_told_with_the_error()
    {
        Action choose = () => FunctionIndependentParameters.Choose(1, 1, Rational.Parse("1e-30"));
        choose.Should().Throw<LimitException>().WithMessage("An error of 1E-30 takes a grid of 2^103 cells along each variable with n = 1; 2^56 is the most.");
    }
}
