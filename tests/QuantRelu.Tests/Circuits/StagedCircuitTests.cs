using CsCheck;
using FluentAssertions;
using QuantRelu.Circuits;
using Xunit;

namespace QuantRelu.Tests.Circuits;

/// <summary>Stages of repeated circuits compute what their circuits say, or are refused.</summary>
public class StagedCircuitTests
{
    [Fact]
    public void Arrays_of_one_circuit_have_their_own_outputs()
    {
        var circuit = new Circuit(1);
        LinearForm u = 2 * circuit.Input(0), late = 2 * circuit.Relu(u - Dyadic.Half);
        var both = new CircuitStage([new CircuitArray(circuit, [u]), new CircuitArray(circuit, [late])]);
        Network network = new StagedCircuit(1, [CircuitStage.Entry(1), both]).Realize(Codebook.Halves);
        ExactEvaluator.Evaluate(network, Dyadic.Create(3, -2)).Should().Equal(Rational.Parse("3/4"), Rational.Parse("1/2"));
    }

    [Fact]
    public void Arrays_that_share_a_circuit_compute_what_their_outputs_say() =>
        Gen.Select(RealizationTests.RandomCircuits, Gen.Int[1, 4], Codebooks.Any, Gen.Int[0, 64].Array[3], Gen.Int).Sample((c, arrays, book, at, seed) =>
        {
            var random = new Random(seed);
            LinearForm[] forms = [c.Output, .. c.Circuit.Units.Select(u => u.Form), .. Enumerable.Range(0, c.Circuit.Inputs).Select(c.Circuit.Input)];
            LinearForm[][] outputs = [.. Enumerable.Range(0, arrays).Select(_ => random.GetItems(forms, random.Next(1, 4)))];
            var halves = new CircuitStage([new CircuitArray(Doubled(c.Circuit.Inputs, out LinearForm[] inputs), [.. inputs])]);
            var shared = new CircuitStage([.. outputs.Select(o => new CircuitArray(c.Circuit, [.. o]))]);
            Network network = new StagedCircuit(c.Circuit.Inputs, [CircuitStage.Entry(c.Circuit.Inputs), halves, shared]).Realize(book);
            Dyadic[] point = [.. at.Take(c.Circuit.Inputs).Select(k => Dyadic.Create(k, -6))];
            return ExactEvaluator.Evaluate(network, point).SequenceEqual(outputs.SelectMany(o => c.Circuit.Evaluate([.. point.Select(v => (Rational)v)], o)));
        }, iter: 200);

    [Fact]
    public void A_form_of_another_circuit_is_refused_wherever_it_is_given()
    {
        Circuit circuit = new(2), other = new(2);
        LinearForm mine = circuit.Input(1), foreign = other.Relu(other.Input(0) - other.Input(1));
        Action[] uses =
        [
            () => circuit.Relu(foreign),
            () => circuit.Switch(foreign),
            () => _ = mine + foreign,
            () => _ = mine - foreign,
            () => circuit.Evaluate([1, 1], [mine, foreign]),
            () => circuit.Embed(other, [mine, foreign], [foreign]),
            () => circuit.Embed(other, [mine, mine], [mine]),
            () => Realization.Depth(circuit, [foreign], Codebook.Halves),
            () => Realization.Realize(circuit, [new CircuitOutput(foreign)], Codebook.Halves),
            () => Realization.ToNetwork(circuit, [foreign], Codebook.Halves),
            () => _ = new StagedCircuit(2, [new CircuitStage([new CircuitArray(circuit, [foreign])])]),
        ];
        foreach (Action use in uses)
        {
            use.Should().Throw<ArgumentException>().WithMessage("*circuit*");
        }
    }

    [Fact]
    public void A_constant_belongs_to_every_circuit()
    {
        Circuit circuit = new(1), other = new(1);
        LinearForm one = circuit.Input(0) - circuit.Input(0) + 1, nothing = 0 * circuit.Input(0);
        other.Evaluate([Dyadic.Half], [other.Relu(one) + nothing]).Should().Equal(Dyadic.One);
    }

    public static TheoryData<string, Wiring> WrongWirings => new()
    {
        { "array 2*0 to 1", new([], [new Source(2, 0)]) },
        { "outputs 2 to 2*there are 2", new([], [new Source(0, 2)]) },
        { "outputs -1", new([], [new Source(0, -1)]) },
        { "copies 3 to 3*there are 3", new([], [new Source(0, 0, Copy: 3)]) },
        { "copies 1 to 3*there are 3", new([3], [new Source(0, 0, Copy: 1, CopyStrides: [1])]) },
        { "outputs 1 to 2*there are 2", new([2], [new Source(0, 1, OutputStrides: [1])]) },
        { "1 strides*2 axes", new([2, 2], [new Source(0, 0, CopyStrides: [1])]) },
        { "2 sources for 1", new([], [new Source(0, 0), new Source(0, 1)]) },
        { "at least one place", new([0], [new Source(0, 0)]) },
    };

    [Theory]
    [MemberData(nameof(WrongWirings))]
    public void A_source_that_the_stage_before_does_not_have_is_refused(string message, Wiring wiring)
    {
        var before = new Circuit(1);
        var repeated = new CircuitArray(before, [before.Input(0), 2 * before.Input(0)], [new Wiring([3], [new Source(0, 0)])]);
        var single = new CircuitArray(before, [before.Input(0)]);
        var reader = new Circuit(1);
        var after = new CircuitStage([new CircuitArray(reader, [reader.Input(0)], [wiring])]);
        FluentActions.Invoking(() => new StagedCircuit(1, [new CircuitStage([repeated, single]), after]))
            .Should().Throw<ArgumentException>().WithMessage($"*{message}*");
    }

    [Fact]
    public void Sums_of_different_outputs_and_empty_stages_are_refused()
    {
        var circuit = new Circuit(1);
        var one = new CircuitArray(circuit, [circuit.Input(0)]);
        var two = new CircuitArray(circuit, [circuit.Input(0), circuit.Input(0)]);
        FluentActions.Invoking(() => new StagedCircuit(1, [new CircuitStage([one, two], Sums: true)]))
            .Should().Throw<ArgumentException>().WithMessage("*different numbers of outputs*");
        FluentActions.Invoking(() => new StagedCircuit(1, [new CircuitStage([])])).Should().Throw<ArgumentException>().WithMessage("*no array*");
        FluentActions.Invoking(() => new StagedCircuit(1, [])).Should().Throw<ArgumentException>().WithMessage("*at least one stage*");
        FluentActions.Invoking(() => Realization.Realize(circuit, [new CircuitOutput(circuit.Input(0), 0)], Codebook.Halves))
            .Should().Throw<ArgumentOutOfRangeException>();
    }

    private static Circuit Doubled(int inputs, out LinearForm[] values)
    {
        var circuit = new Circuit(inputs);
        values = [.. Enumerable.Range(0, inputs).Select(i => 2 * circuit.Input(i))];
        return circuit;
    }
}
