using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Subnetworks;

public class WeightConstructionTests
{
    private static readonly Gen<Rational> Weights = Gen.Select(Gen.Int[-1000, 1000], Gen.Int[0, 2])
        .Select((w, k) => k == 0 ? (Rational)Math.Sign(w) : Rational.Create(w, 1000));

    private static Network Topology(int t, Codebook codebook) => SubnetworkCase.Signed(1, (c, x) => c.Weight(x[0], t), codebook);

    private static Network With(Network topology, Rational weight, int t)
    {
        BlockArray array = topology.Stages[1].Arrays[0];
        var slots = new ushort[array.Block.Slots];
        WeightConstruction.Write(WeightConstruction.Units(weight, t, topology.Codebook.Switch), slots, t, topology.Codebook.Switch);
        return new Network(1, topology.Codebook, [topology.Stages[0], new Stage([array.WithCodes([.. slots])])]);
    }

    [Fact]
    public void The_connection_multiplies_by_a_weight_within_2_to_the_minus_t_for_inputs_of_both_signs() =>
        Gen.Select(Gen.Int[1, 14], Weights, Gen.Int[-4096, 4096], Codebooks.Any).Sample((t, w, k, book) =>
        {
            Dyadic x = Dyadic.Create(k, -12);
            Rational nearest = WeightConstruction.Nearest(w, t, book.Switch);
            Rational value = SubnetworkCase.At(With(Topology(t, book), w, t), x);
            return value == nearest * x && Rational.Abs(nearest - w) <= Dyadic.PowerOfTwo(-t);
        }, iter: 60);

    [Theory]
    [InlineData(60)]
    [InlineData(64)]
    [InlineData(130)]
    public void Weights_finer_than_64_bits_are_made(int t)
    {
        foreach (Codebook book in new[] { Codebook.Halves, Codebook.Linear(2), Codebook.Nonlinear(4, t) })
        {
            int precision = WeightConstruction.PrecisionFor(t, book.Switch);
            Rational value = SubnetworkCase.At(With(Topology(precision, book), Rational.Create(-1, 3), precision), Dyadic.One);
            (Rational.Abs(value + Rational.Create(1, 3)) <= Dyadic.PowerOfTwo(-t)).Should().BeTrue();
        }
    }

    [Fact]
    public void The_topology_does_not_depend_on_the_weight() =>
        Gen.Select(Gen.Int[1, 10], Weights, Weights, Codebooks.Any).Sample((t, v, w, book) =>
        {
            Network topology = Topology(t, book);
            return TopologyHash.Of(With(topology, v, t)) == TopologyHash.Of(With(topology, w, t));
        }, iter: 20);

    [Fact]
    public void A_weight_outside_the_interval_is_refused()
    {
        Action nearest = () => WeightConstruction.Nearest(Rational.Create(9, 8), 4, Codebook.Halves.Switch);
        nearest.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*between -1 and 1*");
    }

    // Depth O(λ t^{1/(λ-1)}): at most (λ-1)(q-1) layers of chain, one that ends it and one that adds up, behind the layer of parts and the weight input.
    [Theory]
    [InlineData(2, 12)]
    [InlineData(3, 12)]
    [InlineData(4, 27)]
    [InlineData(5, 16)]
    [InlineData(3, 100)]
    public void Its_depth_is_that_of_exponents_written_in_radix_q(int lambda, int t)
    {
        Codebook book = Codebook.Nonlinear(lambda, t);
        int q = Codebook.Radix(lambda, t);
        var circuit = new Circuit(2);
        LinearForm form = circuit.Weight(circuit.Input(0) - circuit.Input(1), t);
        int chain = Realization.Depth(circuit, [form], book) - 3;
        int DigitSum(int k) => k == 0 ? 0 : (k % q) + DigitSum(k / q);
        chain.Should().Be(Enumerable.Range(0, t + 1).Max(k => lambda == 2 ? k : DigitSum(k)));
        chain.Should().BeLessThanOrEqualTo(lambda == 2 ? t : ((lambda - 1) * (q - 1)) + 1);
    }

    [Fact]
    public void An_unset_topology_cannot_be_evaluated()
    {
        Action evaluate = () => ExactEvaluator.Evaluate(Topology(3, Codebook.Halves), Dyadic.Half);
        evaluate.Should().Throw<InvalidOperationException>().WithMessage("*no codes yet*");
    }
}
