using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Subnetworks;

public class MultiplicationTests
{
    private static readonly Gen<Dyadic> Factor = Gen.Int[-(1 << 14), 1 << 14].Select(k => Dyadic.Create(k, -14));

    private static Network Net(int r, Codebook codebook) => SubnetworkCase.Signed(2, (c, x) => c.Multiply(x[0], x[1], r), codebook);

    [Fact]
    public void Statement_i_it_is_exactly_zero_when_a_factor_is_zero() =>
        Gen.Select(Gen.Int[1, 8], Factor, Codebooks.Any).Sample((r, x, book) =>
            SubnetworkCase.At(Net(r, book), x, 0).IsZero && SubnetworkCase.At(Net(r, book), 0, x).IsZero, iter: 30);

    [Fact]
    public void Statement_ii_its_error_is_within_both_proved_bounds_over_every_codebook() =>
        Gen.Select(Gen.Int[1, 10], Factor, Factor, Codebooks.Any).Sample((r, x, y, book) =>
        {
            Rational error = Rational.Abs(SubnetworkCase.At(Net(r, book), x, y) - (x * y));
            return error <= Multiplication.Bound(r) && Multiplication.Bound(r) <= Multiplication.PaperBound(r);
        }, iter: 60);

    [Fact]
    public void A_product_is_no_larger_than_either_factor_and_has_the_sign_of_the_product() =>
        Gen.Select(Gen.Int[1, 10], Factor, Factor).Sample((r, x, y) =>
        {
            var circuit = new Circuit(4);
            LinearForm form = circuit.Multiply(circuit.Input(0) - circuit.Input(1), circuit.Input(2) - circuit.Input(3), r);
            Dyadic Part(Dyadic v) => Dyadic.Max(default, v);
            Rational product = circuit.Evaluate([Part(x), Part(-x), Part(y), Part(-y)], [form])[0];
            return Rational.Abs(product) <= Dyadic.Min(Dyadic.Abs(x), Dyadic.Abs(y)) && (product * x * y).Sign >= 0;
        }, iter: 2000);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void Given_copies_of_the_parts_it_has_the_width_and_depth_of_table_1(int r)
    {
        var circuit = new Circuit(4);
        LinearForm form = circuit.Multiply(circuit.Input(0) - circuit.Input(1), circuit.Input(2) - circuit.Input(3), r);
        RealizedCircuit realized = Realization.Realize(circuit, [new CircuitOutput(form)], Codebook.Halves);
        realized.Block.Depth.Should().Be((3 * r) + 1);
        realized.Block.Layers.Max(l => l.Units).Should().Be(60);
    }
}
