using FluentAssertions;
using QuantRelu.Figures.Plots;
using Xunit;

namespace QuantRelu.Figures.Tests;

public class AxisTests
{
    [Theory]
    [InlineData(2, 16, "2 4 6 8 10 12 14 16")]
    [InlineData(-1, 0.4, "−1.0 −0.8 −0.6 −0.4 −0.2 0.0 0.2 0.4")]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-0.0013, 0.0031, "−0.0010 −0.0005 0.0000 0.0005 0.0010 0.0015 0.0020 0.0025 0.0030")]
    [InlineData(0, 250_000, "0 50000 100000 150000 200000 250000")]
    public void Ticks_are_round_and_few(double first, double last, string texts)
    {
        var axis = new Axis("x", first, last);
        axis.Ticks.Select(t => t.Text).Should().Equal(texts.Split(' '));
        axis.Ticks.Should().OnlyContain(t => axis.Along(t.At) >= -1e-9 && axis.Along(t.At) <= 1 + 1e-9);
    }

    [Theory]
    [InlineData(0, 0.00014, "y, in 10⁻⁴", "0.0 0.2 0.4 0.6 0.8 1.0 1.2 1.4")]
    [InlineData(-2e6, 1e6, "y, in 10⁶", "−2.0 −1.5 −1.0 −0.5 0.0 0.5 1.0")]
    [InlineData(0, 0.5, "y", "0.0 0.1 0.2 0.3 0.4 0.5")]
    public void Very_small_and_very_large_values_are_told_in_powers_of_ten(double first, double last, string label, string texts)
    {
        var axis = Axis.InPowersOfTen("y", first, last);
        axis.Label.Should().Be(label);
        axis.Ticks.Select(t => t.Text).Should().Equal(texts.Split(' '));
        axis.Ticks.Should().OnlyContain(t => axis.Along(t.At) >= -1e-9 && axis.Along(t.At) <= 1 + 1e-9);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    public void Headroom_is_left_above_the_values(double least, double most)
    {
        Axis axis = Axis.WithHeadroom("y", [least, most]);
        axis.Along(least).Should().BeGreaterThan(0);
        axis.Along(most).Should().BeLessThan(0.8);
    }

    [Theory]
    [InlineData(1e-5, 3e-1, "10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹")]
    [InlineData(2e-3, 4e-2, "2·10⁻³ 5·10⁻³ 10⁻² 2·10⁻² 5·10⁻²")]
    [InlineData(7, 7, "2·10⁰ 5·10⁰ 10¹ 2·10¹")]
    [InlineData(1e-9, 1e12, "10⁻⁹ 10⁻⁶ 10⁻³ 10⁰ 10³ 10⁶ 10⁹ 10¹²")]
    public void Logarithmic_axes_have_ticks_at_powers_of_ten_and_between_where_these_are_few(double least, double most, string texts)
    {
        Axis axis = Axis.Logarithmic("x", [most, least]);
        axis.Ticks.Select(t => t.Text).Should().Equal(texts.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        axis.Ticks.Should().OnlyContain(t => axis.Along(t.At) >= -1e-9 && axis.Along(t.At) <= 1 + 1e-9);
        axis.Along(axis.First).Should().Be(0);
        axis.Along(axis.Last).Should().BeApproximately(1, 1e-12);
        axis.Along(Math.Sqrt(axis.First * axis.Last)).Should().BeApproximately(0.5, 1e-12, "equal factors are equally far apart");
    }
}
