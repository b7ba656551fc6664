using System.Globalization;
using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Bounds;
using QuantRelu.Constructions.Paper;
using QuantRelu.Studies.BitWidths;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Studies.BitWidths;

public class CountedBitWidthTests
{
    [Fact]
    public void No_other_whole_number_of_values_has_fewer_bits() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[2, 100_000]).Sample((d, n, inverse) =>
        {
            var error = Rational.Create(1, inverse);
            var counted = CountedBitWidth.Of(d, n, error);
            (int Lambda, BigInteger Bits, double LogarithmicBits)[] all = [.. Enumerable.Range(2, 15).Select(lambda =>
            {
                Network network = FunctionIndependent.Topology(d, n, error, CodebookFamily.Nonlinear(lambda));
                NetworkCounts counts = network.Count();
                return (lambda, counts.Bits, (double)counts.Weights * Math.Log2(network.Codebook.Count));
            })];
            double least = all.Min(a => a.LogarithmicBits);
            return counted.FewestBits.Lambda == all.MinBy(a => a.Bits).Lambda && counted.FewestBits.Bits == all.Min(a => a.Bits)
                && counted.FewestLogarithmicBits.Lambda == all.First(a => a.LogarithmicBits <= least * (1 + 1e-12)).Lambda
                && counted.Tried.All(v => v.Bits == all[v.Lambda - 2].Bits);
        }, iter: 15);

    // The bound says 3 or 4 all along; counted, one bit is best to 2^-52 and beyond, and log λ for each weight makes 3 better only at the end.
    [Theory]
    [InlineData("0.01", 3, 2, 2)]
    [InlineData("1/1048576", 3, 2, 2)]
    [InlineData("1/4503599627370496", 4, 2, 3)]
    public void Two_values_win_where_the_bound_says_more(string error, int bound, int counted, int logarithmic)
    {
        var optimum = new OptimalBitWidth(1, 1, (double)Rational.Parse(error));
        var counts = CountedBitWidth.Of(1, 1, Rational.Parse(error), TestContext.Current.CancellationToken);
        (optimum.WholeLambda, counts.FewestBits.Lambda, counts.FewestLogarithmicBits.Lambda).Should().Be((bound, counted, logarithmic));
        counts.Tried.Select(v => v.Theta).Take(3).Should().BeInAscendingOrder("θ₁ is no constant");
    }

    [Fact]
    public void Four_values_win_where_weight_blocks_prevail() =>
        CountedBitWidth.Of(1, 1, Rational.Create(1, BigInteger.One << 200), TestContext.Current.CancellationToken).FewestBits.Lambda.Should().Be(4);

    [Theory]
    [InlineData(784, 1, "0.01")]
    [InlineData(1, 9, "0.01")]
    [InlineData(16, 8, "0.01")]
    [InlineData(1, 1, "1")]
    public void Networks_that_are_too_many_blocks_are_not_counted(int d, int n, string error)
    {
        CountedBitWidth.IsPossible(d, n, Rational.Parse(error)).Should().BeFalse();
        Action count = () => CountedBitWidth.Of(d, n, Rational.Parse(error));
        count.Should().Throw<ArgumentOutOfRangeException>();
    }

    /// <summary>The rows of the page on compact networks.</summary>
    [Theory]
    [InlineData("crossbar", 1, "2.987")]
    [InlineData("slopes", 2, "3.045")]
    public void The_bits_of_compact_constructions_over_more_values_are_those_of_the_page(string name, int smoothness, string optimum)
    {
        Construction construction = ConstructionRegistry.Standard.All.First(c => c.Name == name);
        CompactBitWidth counted = CompactBitWidth.Of([construction], 1, smoothness, Rational.Parse("1e-3")).Single();
        counted.FewestBits.Family.Limit.Should().Be(2);
        new OptimalBitWidth(1, smoothness, 1e-3).Lambda.ToString("F3", CultureInfo.InvariantCulture).Should().Be(optimum);
        string row = string.Create(
            CultureInfo.InvariantCulture, $"| {name} | 1 | 1e-3 | {string.Join(" | ", counted.Tried.Select(t => $"{t.Bits:N0}"))} | {optimum} |");
        File.ReadAllLines(Path.Combine(Repository.Folder, "samples", "COMPACT.md")).Should().Contain(row);
    }
}
