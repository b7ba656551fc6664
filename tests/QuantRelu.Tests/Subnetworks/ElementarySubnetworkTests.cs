using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Subnetworks;

public class ElementarySubnetworkTests
{
    private static readonly Gen<Dyadic> Points = Gen.Int[-(1 << 12), 1 << 12].Select(k => Dyadic.Create(k, -12));

    [Fact]
    public void The_absolute_value_is_exact() =>
        Gen.Select(Points, Codebooks.Any).Sample((x, book) =>
            SubnetworkCase.At(SubnetworkCase.Signed(1, (c, v) => c.AbsoluteValue(v[0]), book), x) == Dyadic.Abs(x), iter: 40);

    [Fact]
    public void Scaling_is_exact_for_factors_of_any_sign_and_size() =>
        Gen.Select(Points, Gen.Int[-9, 9], Gen.Int[-6, 12], Codebooks.Any).Sample((x, m, e, book) =>
        {
            Dyadic factor = Dyadic.Create((2 * m) + 1, e);
            return SubnetworkCase.At(SubnetworkCase.Signed(1, (c, v) => c.ScaleSigned(v[0], factor), book), x) == factor * x;
        }, iter: 60);

    [Fact]
    public void The_hat_equals_its_definition_on_every_grid() =>
        Gen.Select(Points, Gen.Int[0, 6], Gen.Int[0, 64], Codebooks.Any).Sample((x, p, m, book) =>
        {
            Dyadic line = Dyadic.Create(m % ((1 << p) + 1), -p);
            Network hat = SubnetworkCase.Signed(1, (c, v) => c.GridHat(c.AbsoluteValue(v[0] - line), 1 << p), book);
            return SubnetworkCase.At(hat, x) == PartitionOfUnity.Hat(3 * Dyadic.Create(1 << p, 0) * (x - line));
        }, iter: 60);

    [Fact]
    public void The_hats_of_a_grid_add_up_to_one_and_at_most_two_of_them_are_positive() =>
        Gen.Select(Gen.Int[0, 1 << 12], Gen.Int[0, 6]).Sample((k, p) =>
        {
            Dyadic x = Dyadic.Create(k, -12);
            Dyadic[] hats = Enumerable.Range(0, (1 << p) + 1)
                .Select(m => PartitionOfUnity.Hat((3 * Dyadic.Create(1 << p, 0)) * (x - Dyadic.Create(m, -p)))).ToArray();
            return hats.Aggregate((a, b) => a + b) == Dyadic.One && hats.Count(h => !h.IsZero) <= 2;
        });

    [Fact]
    public void Table_1_the_absolute_value_has_width_4_and_scaling_by_3N_width_4_per_part()
    {
        var circuit = new Circuit(2);
        LinearForm z = circuit.Scale(circuit.AbsoluteValue(circuit.Input(0) - circuit.Input(1)), 3 * Dyadic.PowerOfTwo(5));
        RealizedCircuit realized = Realization.Realize(circuit, [new CircuitOutput(circuit.Hat(z))], Codebook.Halves);
        realized.Block.Layers.Select(l => l.Units).Should().Equal(4, 4, 4, 4, 4, 4, 12, 6, 1);
    }
}
