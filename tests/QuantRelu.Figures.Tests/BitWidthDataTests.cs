using FluentAssertions;
using QuantRelu.Bounds;
using QuantRelu.Figures.Paper;
using QuantRelu.Figures.Plots;
using Xunit;

namespace QuantRelu.Figures.Tests;

public class BitWidthDataTests
{
    public static TheoryData<int> Classes => [.. Enumerable.Range(0, DerivativeFigure.Classes.Length)];

    [Theory]
    [MemberData(nameof(Classes))]
    public void Each_derivative_is_the_slope_of_M_and_changes_its_sign_at_the_optimum(int number)
    {
        FunctionClass of = DerivativeFigure.Classes[number];
        var optimum = new OptimalBitWidth(of.Dimension, of.Smoothness, of.Error);
        Curve curve = DerivativeFigure.Curve(of);
        for (int i = 10; i < curve.X.Length; i += 60)
        {
            const double h = 1e-5;
            double slope = (optimum.M(curve.X[i] + h) - optimum.M(curve.X[i] - h)) / (2 * h) / optimum.M(optimum.Lambda);
            curve.Y[i].Should().BeApproximately(slope, 1e-6 + (1e-6 * Math.Abs(slope)));
        }

        curve.X.Zip(curve.Y).Should().OnlyContain(p => p.First < optimum.Lambda ? p.Second < 0 : p.Second >= 0);
        (curve.X[0], curve.X[^1]).Should().Be((2, 16));
        curve.Name.Should().StartWith($"d = {of.Dimension:N0}, n = {of.Smoothness}, ε = 10⁻");
    }

    [Theory]
    [InlineData(1, 2.7559)]
    [InlineData(784, 6.1408)]
    [InlineData(3072, 7.1917)]
    [InlineData(150_528, 10.2402)]
    public void The_optimum_at_a_size_of_input_is_the_known_one(int dimension, double lambda)
    {
        Curve lambdas = BitWidthFigure.Lambda(), bits = BitWidthFigure.Bits();
        double x = Math.Log10(dimension);
        int i = lambdas.X.Select((at, k) => (Distance: Math.Abs(at - x), k)).Min().k;
        lambdas.Y[i].Should().BeApproximately(lambda, 0.05);
        for (int k = 0; k < bits.X.Length; k++)
        {
            bits.Y[k].Should().Be(Math.Log2(lambdas.Y[k]));
            lambdas.Y[k].Should().Be(new OptimalBitWidth(BitWidthFigure.Dimensions[k], 1, 0.01).Lambda);
        }
    }

    [Fact]
    public void The_sets_of_images_have_the_sizes_of_the_paper_and_stay_between_one_and_four_bits()
    {
        BitWidthFigure.ImageSets.Select(s => (s.Name, s.Dimension)).Should()
            .Equal(("MNIST", 784), ("CIFAR-10", 3072), ("ImageNet", 150_528), ("Caltech-101", 180_000));
        BitWidthFigure.Dimensions.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems().And.StartWith([1]).And.EndWith([1_000_000]);
        BitWidthFigure.Bits().Y.Should().OnlyContain(bits => bits > 1 && bits < 4).And.BeInAscendingOrder();
    }
}
