using System.Numerics;
using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Analysis.Ranges;

/// <summary>
/// Bounds every unit of a network for inputs in [0, 1], layer by layer. Arrays of one block with equal inputs are bounded once, however many copies
/// there are; only a sum over copies asks how many of them can be other than 0 at once.
/// </summary>
internal sealed class NetworkRanges
{
    private readonly CollapsedNetwork _network;
    private readonly Activation _activation;
    private readonly BlockGates? _gates;
    private readonly AxisFunctions _functions = new();
    private readonly ActiveCopies _activeCopies;
    private readonly List<LayerTally> _layers = [];

    private NetworkRanges(CollapsedNetwork network, Activation activation, BlockGates? gates)
    {
        _network = network;
        _activation = activation;
        _gates = gates;
        _activeCopies = new ActiveCopies(_functions);
    }

    /// <summary>What is found about each layer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="activation">What its hidden units apply.</param>
    /// <param name="gates">The gates of its blocks, when they are known.</param>
    public static IReadOnlyList<LayerTally> Of(CollapsedNetwork network, Activation activation, BlockGates? gates)
    {
        var ranges = new NetworkRanges(network, activation, gates);
        int inputs = network.Network.Inputs;
        IReadOnlyList<KnownRun> before = [new KnownRun(0, inputs, [new RangedValue(ValueRange.Unit, FractionBits.OfInput)], IsInputs: true)];
        for (int s = 0; s < network.Stages.Count; s++)
        {
            ranges._functions.Add(before);
            before = ranges.Stage(s, before);
        }

        return ranges._layers;
    }

    private IReadOnlyList<KnownRun> Stage(int number, IReadOnlyList<KnownRun> before)
    {
        CollapsedStage stage = _network.Stages[number];
        bool last = number == _network.Stages.Count - 1;
        LayerTally[] tallies = [.. stage.Arrays[0].Block.Layers.Select(_ => new LayerTally())];
        _layers.AddRange(tallies);
        var sources = new StageSources(before);
        KnownRun[] runs = new KnownRun[stage.Arrays.Count];
        foreach (IGrouping<(CollapsedBlock, string), int> same in Enumerable.Range(0, runs.Length)
            .GroupBy(a => (stage.Arrays[a].Block, sources.Key(stage.Arrays[a], Gates(number, a)))))
        {
            CollapsedArray[] arrays = [.. same.Select(a => stage.Arrays[a])];
            (RangedValue[] values, RootTable roots) = Outputs(arrays, sources, Gates(number, same.First()), tallies, stage.Sums, last);
            foreach (int a in same)
            {
                runs[a] = new KnownRun(0, (long)BigInteger.Min(long.MaxValue, stage.Arrays[a].Array.Copies), values, roots, stage.Arrays[a]);
            }
        }

        return stage.Sums ? [Sum(number, runs, tallies[^1], last)] : SideBySide(runs);
    }

    // Of arrays of one block that read the same. The terms of a sum count only where none of their gates is 0; units inside of a block always do.
    private (RangedValue[] Values, RootTable Roots) Outputs(
        CollapsedArray[] arrays, StageSources sources, IReadOnlyList<int> gates, LayerTally[] tallies, bool sums, bool last)
    {
        var open = new OpenSums([.. arrays.Select(a => a.Array)], _network.Network.Codebook);
        BlockRanges Block() => new(arrays[0].Block, open, _activation, lastActivates: !sums && !last);
        BlockRanges block = Block();
        RangedValue[] values = block.Run(sources.Inputs(arrays[0]), tallies, sums);
        if (sums && sources.InputsWhileActive(arrays[0], gates) is { } inputs)
        {
            block = Block();
            values = block.Run(inputs, null, sums);
        }

        return (values, block.Roots);
    }

    private IReadOnlyList<int> Gates(int stage, int array) => _gates is null ? []
        : [.. _gates.Of(stage, array).Select(input => Array.IndexOf(_network.Stages[stage].Arrays[array].Representative, input))];

    private static KnownRun[] SideBySide(KnownRun[] runs)
    {
        long first = 0;
        for (int a = 0; a < runs.Length; a++)
        {
            runs[a] = runs[a] with { First = first };
            first += runs[a].Copies * runs[a].Outputs;
        }

        return runs;
    }

    private KnownRun Sum(int stage, KnownRun[] runs, LayerTally tally, bool last)
    {
        Rational[] most = [.. runs.Select((r, a) => _activeCopies.Count(stage + 1, r.Array!, Gates(stage, a)))];
        var outputs = new RangedValue[runs[0].Outputs];
        for (int o = 0; o < outputs.Length; o++)
        {
            FractionBits bits = runs.Select(r => r.Values[o].Bits).Aggregate((a, b) => a.With(b));
            ValueRange sum = new(-Total(stage, runs, most, o, -1), Total(stage, runs, most, o, 1));
            ValueRange partial = sum + Always(runs, o).WithZero();
            sum += Always(runs, o);
            ValueRange value = last ? sum : sum.Apply(_activation);
            bits = !last && sum.Low.Sign < 0 && !_activation.NegativeSlope.IsZero ? bits.With(bits.Times(FractionBits.Coarseness(_activation.NegativeSlope)))
                : bits;
            outputs[o] = new RangedValue(value.Rounded(), bits);
            tally.Add(value, partial, bits);
        }

        return new KnownRun(0, 1, outputs);
    }

    // What single copies add.
    private static ValueRange Always(KnownRun[] runs, int output) =>
        runs.Where(r => r.Copies == 1).Aggregate(default(ValueRange), (sum, r) => sum + r.Values[output].Range);

    // The most that the positive terms (or, for sign -1, the negative ones) of many copies come to.
    private Rational Total(int stage, KnownRun[] runs, Rational[] most, int output, int sign)
    {
        Rational total = 0;
        var intervals = new Dictionary<int, List<(ValueRange Support, Rational Weight)>>();
        for (int a = 0; a < runs.Length; a++)
        {
            RangedValue value = runs[a].Values[output];
            Rational each = ValueRange.Larger(0, sign > 0 ? value.Range.High : -value.Range.Low);
            if (each.IsZero || runs[a].Copies == 1)
            {
                continue;
            }

            if (most[a] <= 1 || _activeCopies.Intervals(stage + 1, runs[a], value) is not { } supports)
            {
                total += most[a] * each;
                continue;
            }

            foreach ((int axis, ValueRange interval) in supports)
            {
                intervals.TryAdd(axis, []);
                intervals[axis].Add((interval, each));
            }
        }

        return total + intervals.Values.Aggregate((Rational)0, (sum, list) => sum + ActiveCopies.Largest(list));
    }
}
