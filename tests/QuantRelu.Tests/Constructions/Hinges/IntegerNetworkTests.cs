using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Constructions.Hinges;

public class IntegerNetworkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_realized_network_has_the_weights_of_the_formula_and_the_values_of_the_rows(int inputs) =>
        Gen.Select(IntegerNetworks.Any(inputs), Gen.Int[0, 64].Array[inputs]).Sample((network, point) =>
        {
            Network realized = network.Realize(CodebookFamily.Halves);
            Rational value = ExactEvaluator.Evaluate(realized, [.. point.Select(k => Dyadic.Create(k, -6))])[0];
            return realized.Validate().IsEmpty
                && realized.Count().Weights == network.Weights
                && realized.Count().Depth == network.Depth
                && value == Dyadic.FromDouble(network.At([.. point.Select(k => k / 64.0)]));
        }, iter: 300, threads: 1);

    [Fact]
    public void Units_that_nothing_reads_are_left_out()
    {
        IntegerRow[] first = [new([1], 0), new([1], 1), new([-1], 1)];
        IntegerRow[] second = [new([2, 0, 0], 0), new([0, 3, 1], 0)];
        var network = new IntegerNetwork(1, [first, second, [new([1, 0], 0)]]);
        network.Layers.Select(rows => rows.Length).Should().Equal(1, 1, 1);
        network.Weights.Should().Be(2 + 2 + 1);
    }

    [Fact]
    public void Signed_digits_add_up_and_no_two_neighbours_are_set() => Gen.Long[-1_000_000, 1_000_000].Sample(n =>
    {
        (int Exponent, int Sign)[] digits = [.. SignedDigits.Of(n)];
        return digits.Sum(d => (long)d.Sign << d.Exponent) == n
            && digits.Length == SignedDigits.Count(n)
            && digits.Zip(digits.Skip(1)).All(p => p.Second.Exponent > p.First.Exponent + 1);
    });
}
