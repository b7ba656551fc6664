using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Circuits;

public class RealizationTests
{
    /// <summary>Random circuits: forms with small dyadic coefficients and constants over earlier values.</summary>
    internal static readonly Gen<(Circuit Circuit, LinearForm Output)> RandomCircuits = Gen.Select(Gen.Int[1, 3], Gen.Int[0, 8], Gen.Int)
        .Select((inputs, units, seed) =>
    {
        var random = new Random(seed);
        var circuit = new Circuit(inputs);
        var values = Enumerable.Range(0, inputs).Select(circuit.Input).ToList();
        Dyadic Coefficient() => Dyadic.Create(random.Next(-9, 10), random.Next(-4, 2));
        LinearForm Form() =>
            LinearForm.Sum(values.Where(_ => random.Next(3) > 0).Select(v => Coefficient() * v)) + (random.Next(2) == 0 ? Coefficient() : default);
        for (int i = 0; i < units; i++)
        {
            values.Add(circuit.Relu(Form()));
        }

        return (circuit, Form());
    });

    [Fact]
    public void A_realized_network_computes_its_circuit_over_every_codebook() =>
        Gen.Select(RandomCircuits, Codebooks.Any, Gen.Int[0, 256].Array[3]).Sample((c, book, at) =>
        {
            Dyadic[] point = at.Take(c.Circuit.Inputs).Select(k => Dyadic.Create(k, -8)).ToArray();
            Network network = Realization.ToNetwork(c.Circuit, [c.Output], book);
            return ExactEvaluator.Evaluate(network, point)[0] == c.Circuit.Evaluate([.. point.Select(v => (Rational)v)], [c.Output])[0]
                && network.Validate().Length == 0;
        }, iter: 300);

    [Fact]
    public void A_deeper_realization_computes_the_same() =>
        Gen.Select(RandomCircuits, Codebooks.Any, Gen.Int[0, 256].Array[3], Gen.Int[0, 9]).Sample((c, book, at, more) =>
        {
            int depth = more + Realization.Depth(c.Circuit, [c.Output], book);
            RealizedCircuit realized = Realization.Realize(c.Circuit, [new CircuitOutput(c.Output)], book, depth);
            Dyadic[] point = at.Take(c.Circuit.Inputs).Select(k => Dyadic.Create(k, -8)).ToArray();
            Dyadic[] copied = point.Zip(realized.InputCopies).SelectMany(p => Enumerable.Repeat(p.First, p.Second)).ToArray();
            var network = new Network(copied.Length, book, [new Stage([BlockArray.Single(realized.Block)])]);
            return realized.Block.Depth == depth
                && ExactEvaluator.Evaluate(network, copied)[0] == c.Circuit.Evaluate([.. point.Select(v => (Rational)v)], [c.Output])[0];
        }, iter: 200);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 4)]
    [InlineData(2, 8)]
    public void Over_halves_a_coefficient_c_takes_2c_copies(int power, int copies)
    {
        var circuit = new Circuit(1);
        RealizedCircuit realized = Realization.Realize(circuit, [new CircuitOutput(Dyadic.PowerOfTwo(power) * circuit.Input(0))], Codebook.Halves);
        realized.InputCopies.Should().Equal(copies);
    }

    [Fact]
    public void A_coefficient_that_the_codebook_cannot_make_names_unit_and_coefficient()
    {
        var circuit = new Circuit(1);
        LinearForm unit = circuit.Relu(1 - (Dyadic.PowerOfTwo(-3) * circuit.Input(0)), "falling eighth");
        Action realize = () => Realization.Realize(circuit, [new CircuitOutput(unit)], new Codebook([Dyadic.Half, Dyadic.One]));
        realize.Should().Throw<RealizationException>().WithMessage("*coefficient -1/8*falling eighth*").Which.Unit.Should().Be("falling eighth");
        LinearForm huge = circuit.Relu(Dyadic.PowerOfTwo(40) * circuit.Input(0), "huge");
        ((Action)(() => Realization.Realize(circuit, [new CircuitOutput(huge)], Codebook.Halves))).Should().Throw<RealizationException>()
            .WithMessage("*1099511627776*huge*");
    }

    [Fact]
    public void A_switch_cannot_be_scaled_or_read_beside_itself()
    {
        var circuit = new Circuit(1);
        LinearForm open = circuit.Switch(circuit.Input(0));
        ((Action)(() => _ = 2 * open)).Should().Throw<ArgumentException>();
        ((Action)(() => _ = open + circuit.Input(0))).Should().Throw<ArgumentException>();
        ((Action)(() => circuit.Switch(2 * circuit.Input(0)))).Should().Throw<ArgumentException>();
    }
}
