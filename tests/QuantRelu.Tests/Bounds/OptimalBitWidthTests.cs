using CsCheck;
using FluentAssertions;
using QuantRelu.Bounds;
using Xunit;

namespace QuantRelu.Tests.Bounds;

public class OptimalBitWidthTests
{
    // Section 8, checked there on its own: n = 1, ε = 0.01.
    [Theory]
    [InlineData(1, 2.7559, 3)]
    [InlineData(784, 6.1408, 6)]
    [InlineData(3072, 7.1917, 7)]
    [InlineData(150528, 10.2402, 10)]
    public void It_has_the_papers_values(int dimension, double lambda, int whole)
    {
        var optimum = new OptimalBitWidth(dimension, 1, 0.01);
        optimum.Lambda.Should().BeApproximately(lambda, 5e-5);
        optimum.WholeLambda.Should().Be(whole);
    }

    [Fact]
    public void Between_one_and_four_bits_are_best_for_every_image_size() =>
        new[] { 1, 784, 3072, 150528, 180000 }.Select(d => new OptimalBitWidth(d, 1, 0.01).Bits).Should().OnlyContain(b => b > 1 && b < 4);

    [Fact]
    public void The_derivative_vanishes_there_to_1e_10_is_negative_before_and_positive_after() =>
        Gen.Select(Gen.Int[1, 200_000], Gen.Int[1, 8], Gen.Double[1e-12, 0.56]).Sample((d, n, error) =>
        {
            var optimum = new OptimalBitWidth(d, n, error);
            double lambda = optimum.Lambda;
            double residual = ((lambda - 1) * (lambda - 1) * (1 + (1 / Math.Log(lambda))) / lambda) - optimum.K;
            bool before = Enumerable.Range(1, 20).Select(i => 2 + ((lambda - 2) * i / 21.0)).All(l => optimum.Derivative(l) < 0);
            bool after = Enumerable.Range(1, 20).Select(i => lambda * (1 + (i * i / 10.0))).All(l => optimum.Derivative(l) > 0);
            return Math.Abs(residual) < 1e-10 && before && after;
        });

    [Fact]
    public void The_derivative_is_that_of_M() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Double[2.1, 20]).Sample((d, lambda) =>
        {
            var optimum = new OptimalBitWidth(d, 1, 0.01);
            const double h = 1e-5;
            double quotient = (optimum.M(lambda + h) - optimum.M(lambda - h)) / (2 * h);
            return Math.Abs(quotient - optimum.Derivative(lambda)) <= 1e-6 * optimum.M(lambda);
        });

    [Fact]
    public void The_whole_optimum_is_no_worse_than_any_other_whole_number() =>
        Gen.Select(Gen.Int[1, 100_000], Gen.Double[1e-9, 0.49]).Sample((d, error) =>
        {
            var optimum = new OptimalBitWidth(d, 2, error);
            return Enumerable.Range(2, 60).All(l => optimum.M(optimum.WholeLambda) <= optimum.M(l));
        });

    // Where d ln M/dλ at 2 changes its sign, and the whole range of ε but for d = n = 1.
    [Fact]
    public void There_is_a_minimum_above_two_up_to_the_largest_error_and_no_further()
    {
        double most = OptimalBitWidth.ErrorsBelow(1, 1);
        most.Should().BeApproximately(0.5717, 5e-5);
        static double M(double lambda, double error) => lambda * Math.Log2(lambda) * Math.Pow(Math.Log2(6 / error), (1 / (lambda - 1)) + 1);
        M(2.0001, most * 0.999).Should().BeLessThan(M(2, most * 0.999));
        M(2.0001, most * 1.001).Should().BeGreaterThan(M(2, most * 1.001));
        new OptimalBitWidth(1, 1, most * 0.9999).Lambda.Should().BeInRange(2, 2.001);
        new OptimalBitWidth(1, 1, most * 0.9999).WholeLambda.Should().Be(2);
        (OptimalBitWidth.ErrorsBelow(1, 2), OptimalBitWidth.ErrorsBelow(2, 1)).Should().Be((1, 1));
        new OptimalBitWidth(1, 1, Math.BitDecrement(most)).Lambda.Should().BeApproximately(2, 1e-6);
    }

    [Theory]
    [InlineData(0, 1, 0.01)]
    [InlineData(1, 0, 0.01)]
    [InlineData(1, 1, 0.572)]
    [InlineData(1, 2, 1)]
    [InlineData(784, 1, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, double.NaN)]
    public void Arguments_outside_their_ranges_are_refused(int dimension, int smoothness, double error)
    {
        Action create = () => _ = new OptimalBitWidth(dimension, smoothness, error);
        create.Should().Throw<ArgumentOutOfRangeException>();
    }
}
