using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Circuits;

public class PlacementTests
{
    // Random circuits whose units ask for places, some of them together.
    private static readonly Gen<(Circuit Circuit, LinearForm Output)> PlacedCircuits = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 6], Gen.Int)
        .Select((inputs, steps, seed) =>
    {
        var random = new Random(seed);
        var circuit = new Circuit(inputs);
        var values = Enumerable.Range(0, inputs).Select(circuit.Input).ToList();
        Dyadic Coefficient() => Dyadic.Create(random.Next(-5, 6), random.Next(-3, 2));
        LinearForm Form() =>
            LinearForm.Sum(values.Where(_ => random.Next(3) > 0).Select(v => Coefficient() * v)) + (random.Next(2) == 0 ? Coefficient() : default);
        for (int i = 0; i < steps; i++)
        {
            UnitPlacement placement = random.Next(2) == 0 ? UnitPlacement.Early : UnitPlacement.Late;
            values.AddRange(circuit.Layer([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Form())], "together", placement));
            values.Add(circuit.Relu(Form(), "alone", placement));
        }

        return (circuit, Form());
    });

    [Fact]
    public void Wherever_units_stand_the_network_computes_the_circuit() =>
        Gen.Select(PlacedCircuits, Codebooks.Any, Gen.Int[0, 256].Array[3]).Sample((c, book, at) =>
        {
            Dyadic[] point = at.Take(c.Circuit.Inputs).Select(k => Dyadic.Create(k, -8)).ToArray();
            Network network = Realization.ToNetwork(c.Circuit, [c.Output], book);
            return ExactEvaluator.Evaluate(network, point)[0] == c.Circuit.Evaluate([.. point.Select(v => (Rational)v)], [c.Output])[0]
                && network.Validate().Length == 0;
        }, iter: 200);

    // x is held for k layers until the deep value is there; early, σ(x - 1/2) is held instead, which takes as many weights; the sum of many takes more.
    [Fact]
    public void A_late_unit_is_not_held_and_what_it_reads_is()
    {
        Network early = Tent(UnitPlacement.Early), late = Tent(UnitPlacement.Late);
        ExactEvaluator.Evaluate(late, Dyadic.Create(3, -2)).Should().Equal(ExactEvaluator.Evaluate(early, Dyadic.Create(3, -2)));
        late.Count().Depth.Should().Be(early.Count().Depth);
        late.Count().Weights.Should().BeLessThan(early.Count().Weights);
    }

    [Fact]
    public void Units_of_one_layer_stand_in_one_layer()
    {
        var circuit = new Circuit(1);
        LinearForm deep = circuit.Relu(circuit.Relu(circuit.Input(0) - Dyadic.Half) - Dyadic.Create(1, -2));
        LinearForm[] together = circuit.Layer([circuit.Input(0) - Dyadic.Half, deep - Dyadic.Create(1, -3)]);
        Schedule.Layers(circuit, [together[0] + together[1]], depth: 4)[^2..].Should().Equal(3, 3);
        LinearForm alone = circuit.Relu(circuit.Input(0) - Dyadic.Half);
        Schedule.Layers(circuit, [alone + together[1]], depth: 4)[^1].Should().Be(1);
    }

    [Fact]
    public void A_unit_that_is_never_held_is_refused_where_it_would_have_to_be()
    {
        var circuit = new Circuit(1);
        LinearForm once = circuit.Relu(circuit.Input(0) - Dyadic.Half, "cell", UnitPlacement.NeverHeld);
        LinearForm later = circuit.Relu(once - Dyadic.Half);
        Realization.ToNetwork(circuit, [later], Codebook.Halves).Validate().Should().BeEmpty();
        Action twice = () => Realization.ToNetwork(circuit, [later + once], Codebook.Halves);
        twice.Should().Throw<RealizationException>().WithMessage("*'cell'*held*").Which.Unit.Should().Be("cell");
    }

    // Eight values of one input, all wanted beside a deep one.
    private static Network Tent(UnitPlacement placement)
    {
        var circuit = new Circuit(1);
        LinearForm[] knots = [.. Enumerable.Range(1, 8).Select(k => circuit.Relu(circuit.Input(0) - Dyadic.Create(k, -4), "knot", placement))];
        LinearForm deep = Enumerable.Range(0, 5).Aggregate(circuit.Input(0), (v, _) => circuit.Relu(v - Dyadic.Half + circuit.Input(0), "deep"));
        return Realization.ToNetwork(circuit, [LinearForm.Sum(knots) + deep], Codebook.Halves);
    }
}
