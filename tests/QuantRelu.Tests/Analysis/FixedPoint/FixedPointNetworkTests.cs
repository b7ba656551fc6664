using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Activations;
using QuantRelu.Analysis.FixedPoint;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Analysis.FixedPoint;

public class FixedPointNetworkTests
{
    private const int MostWeights = 20_000;
    private static readonly Gen<Network> Networks = SampleNetworks.Any.Where(n => n.Count().Weights < MostWeights);

    private static readonly Gen<Activation> Activations =
        Gen.Int[0, 2].Select(i => i == 0 ? Activation.Relu : i == 1 ? Activation.Relu6 : Activation.LeakyRelu(Rational.Create(1, 3)));

    [Fact]
    public void The_rows_are_the_network_times_a_number_and_every_sum_is_in_its_range() =>
        Gen.Select(Networks, Activations, Gen.Int[1, 9], Gen.Int).Sample((network, activation, bits, seed) =>
        {
            Network other = activation == Activation.Relu ? network : ActivationChange.To(SampleNetworks.WithProvenance(network), activation).Network;
            ShouldEqual(other, bits, new Random(seed), 4);
        }, iter: 12);

    [Fact]
    public void Of_a_square_they_are_few_and_no_wider_than_their_values()
    {
        Network square = Standalone.Square(3, CodebookFamily.Halves).Network;
        square.Count().Weights.Should().Be(742);
        FixedPointNetwork lowered = FixedPointLowering.Of(square, 8);
        lowered.Rows.Count(r => r.IsRectified).Should().Be(3, "there are 7 kinks in the square of 3 teeth, 1, 2 and 4 of them in a layer");
        var lowest = lowered.Rows.Select(_ => BigInteger.Pow(2, 100)).ToArray();
        BigInteger[] highest = [.. lowest.Select(v => -v)];
        for (int u = 0; u < 256; u++)
        {
            BigInteger[] sums = Sums(lowered, [u]);
            lowest = [.. lowest.Zip(sums, BigInteger.Min)];
            highest = [.. highest.Zip(sums, BigInteger.Max)];
        }

        lowered.Rows.Select(r => r.Sum.Bits).Should().Equal(lowest.Zip(highest, (low, high) => new IntegerRange(low, high).Bits));
    }

    [Fact]
    public void Weights_that_are_not_dyadic_multiply_the_output_by_an_odd_number()
    {
        FixedPointLowering.Of(Standalone.Square(3, CodebookFamily.Halves).Network, 4).Multiple.IsOne.Should().BeTrue();
        FixedPointNetwork weight = FixedPointLowering.Of(Standalone.Weight(Rational.Create(1, 3), 4, CodebookFamily.Linear(6)).Network, 4);
        (weight.Multiple > 1, weight.Multiple.IsEven).Should().Be((true, false));
    }

    [Theory]
    [InlineData(0, 0, 1, true)]
    [InlineData(0, 1, 1, true)]
    [InlineData(0, 255, 8, true)]
    [InlineData(3, 256, 9, true)]
    [InlineData(-1, 0, 1, false)]
    [InlineData(-1, 1, 2, false)]
    [InlineData(-128, 127, 8, false)]
    [InlineData(-129, 0, 9, false)]
    [InlineData(-1, 128, 9, false)]
    public void A_word_has_the_fewest_bits_that_hold_a_range(int low, int high, int bits, bool isUnsigned)
    {
        var range = new IntegerRange(low, high);
        (range.Bits, range.IsUnsigned).Should().Be((bits, isUnsigned));
    }

    private static void ShouldEqual(Network network, int bits, Random random, int points)
    {
        FixedPointNetwork lowered = FixedPointLowering.Of(network, bits);
        Rational one = Dyadic.PowerOfTwo(bits), scale = Rational.Create(lowered.Multiple, 1) * Dyadic.PowerOfTwo(lowered.FractionBits);
        for (int k = 0; k < points; k++)
        {
            int last = (1 << bits) - 1;
            BigInteger[] u = [.. Enumerable.Range(0, network.Inputs).Select(_ => (BigInteger)(k == 0 ? 0 : k == 1 ? last : random.Next(last + 1)))];
            BigInteger[] sums = Sums(lowered, u);
            Rational value = ExactEvaluator.Evaluate(network, [.. u.Select(v => Rational.Create(v, 1) / one)])[0];
            Rational.Create(sums[^1], 1).Should().Be(scale * value);
            for (int r = 0; r < sums.Length; r++)
            {
                (lowered.Rows[r].Sum.Low <= sums[r] && sums[r] <= lowered.Rows[r].Sum.High).Should().BeTrue();
                (lowered.Rows[r].IsRectified || r == sums.Length - 1 || sums[r].Sign >= 0).Should().BeTrue("a row that may be below 0 is rectified");
            }
        }
    }

    private static BigInteger[] Sums(FixedPointNetwork network, IReadOnlyList<BigInteger> inputs)
    {
        List<BigInteger> values = [.. inputs], sums = [];
        foreach (FixedPointRow row in network.Rows)
        {
            sums.Add(row.Terms.Aggregate(row.Constant, (sum, t) => sum + (t.Coefficient * values[t.Value])));
            values.Add(row.IsRectified ? BigInteger.Max(sums[^1], 0) : sums[^1]);
        }

        return [.. sums];
    }
}
