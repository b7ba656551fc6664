using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Subnetworks;

public class CompactSubnetworkTests
{
    private static Network Square(int r)
    {
        var circuit = new Circuit(1);
        return Realization.ToNetwork(circuit, [circuit.CompactSquare(circuit.Input(0), r)], Codebook.Halves);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(40)]
    public void Given_two_copies_of_x_squaring_has_28r_minus_11_weights_in_2r_layers_of_6_units(int r)
    {
        var circuit = new Circuit(1);
        RealizedCircuit realized = Realization.Realize(circuit, [new CircuitOutput(circuit.CompactSquare(circuit.Input(0), r))], Codebook.Halves);
        NetworkCounts counts = new Network(2, Codebook.Halves, [new Stage([BlockArray.Single(realized.Block)])]).Count();
        realized.InputCopies.Should().Equal(2);
        (counts.Depth, (int)counts.Width, (int)counts.Weights).Should().Be((2 * r, 6, (28 * r) - 11));
    }

    [Fact]
    public void Squaring_is_the_papers_function_bit_for_bit() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 1 << 21]).Sample((r, k) =>
        {
            var circuit = new Circuit(1);
            LinearForm[] both = [circuit.Square(circuit.Input(0), r), circuit.CompactSquare(circuit.Input(0), r)];
            Rational[] values = circuit.Evaluate([Dyadic.Create(k, -21)], both);
            return values[0] == values[1] && ExactEvaluator.Evaluate(Square(r), Dyadic.Create(k, -21))[0] == values[0];
        }, iter: 60);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Its_error_is_the_bound_in_the_middle_of_every_piece_and_none_at_the_ends(int r)
    {
        Network network = Square(r);
        for (int k = 0; k <= 2 << r; k++)
        {
            Dyadic x = Dyadic.Create(k, -r - 1);
            ExactEvaluator.Evaluate(network, x)[0].Should().Be((Rational)((x * x) + (k % 2 == 0 ? Dyadic.Zero : Dyadic.PowerOfTwo(-2 * (r + 1)))));
        }
    }

    [Fact]
    public void Products_are_within_the_bound_and_zero_on_the_axes() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[-1024, 1024], Gen.Int[-1024, 1024]).Sample((r, a, b) =>
        {
            Network network = SubnetworkCase.Signed(2, (c, v) => c.CompactMultiply(v[0], v[1], r), Codebook.Halves);
            Dyadic x = Dyadic.Create(a, -10), y = Dyadic.Create(b, -10);
            return Rational.Abs(SubnetworkCase.At(network, x, y) - (x * y)) <= (Rational)CompactMultiplication.Bound(r)
                && SubnetworkCase.At(network, x, 0).IsZero && SubnetworkCase.At(network, 0, y).IsZero;
        }, iter: 60);

    [Fact]
    public void The_bound_of_products_is_attained()
    {
        // (x + y)/2 = 1/4, in the middle of a piece for r = 1; (x - y)/2 = 0.
        Network network = SubnetworkCase.Signed(2, (c, v) => c.CompactMultiply(v[0], v[1], 1), Codebook.Halves);
        Dyadic quarter = Dyadic.PowerOfTwo(-2);
        SubnetworkCase.At(network, quarter, quarter).Should().Be((Rational)((quarter * quarter) + CompactMultiplication.Bound(1)));
    }
}
