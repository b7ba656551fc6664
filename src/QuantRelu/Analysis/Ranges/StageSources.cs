using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Analysis.Ranges;

/// <summary>The ranges of the inputs of arrays, from what is known of the stage that they read.</summary>
/// <param name="runs">The units of the stage before.</param>
internal sealed class StageSources(IReadOnlyList<KnownRun> runs)
{
    /// <summary>Every input of an array, in all copies.</summary>
    public RangedValue[] Inputs(CollapsedArray array) => [.. Enumerable.Range(0, array.Block.Inputs).Select(i => Input(array, i))];

    /// <summary>Every input of an array, in those copies and at those points at which none of its gates is 0; null when no more is known.</summary>
    public RangedValue[]? InputsWhileActive(CollapsedArray array, IReadOnlyList<int> gates)
    {
        RangedValue[] inputs = Inputs(array);
        RangedValue[] active = [.. inputs.Select((value, i) => gates.Where(gate => gate != i)
            .Aggregate(value, (known, gate) => known with { Range = known.Range.Meet(WhileActive(array, i, gate)) }))];
        return active.SequenceEqual(inputs) ? null : active;
    }

    /// <summary>The same text for arrays that read the same.</summary>
    public string Key(CollapsedArray array, IReadOnlyList<int> gates)
    {
        RangedValue[] inputs = Inputs(array);
        IEnumerable<RangedValue> all = inputs.Concat(InputsWhileActive(array, gates) ?? inputs);
        return string.Join(';', all.Select(v => $"{v.Range.Low}:{v.Range.High}:{v.Bits}"));
    }

    private RangedValue Input(CollapsedArray array, int input)
    {
        RangedValue? hull = null;
        foreach ((KnownRun run, int output) in Reached(array, input))
        {
            RangedValue value = run.Values[output];
            hull = hull is null ? new(value.Range, value.Bits) : new(hull.Range.Hull(value.Range), hull.Bits.With(value.Bits));
        }

        return hull!;
    }

    private IEnumerable<(KnownRun Run, int Output)> Reached(CollapsedArray array, int input) => runs
        .SelectMany(run => run.Reached(array.Bases[input], array.Strides[input], array.Array.Radices).Select(output => (run, output)));

    // An input and a gate that are functions of one number in one copy of the stage before.
    private ValueRange WhileActive(CollapsedArray array, int input, int gate)
    {
        ValueRange? hull = null;
        foreach ((KnownRun run, int output) in Reached(array, input))
        {
            if (WhileActive(run, run.Values[output], array, input, gate) is { } range)
            {
                hull = hull?.Hull(range) ?? range;
            }
        }

        return hull ?? Input(array, input).Range;
    }

    // Null when the gate is 0 in all of these copies.
    private static ValueRange? WhileActive(KnownRun run, RangedValue value, CollapsedArray array, int input, int gate)
    {
        if (run.Steady(array.Bases[input], array.Strides[input]) is not { } own || run.Steady(array.Bases[gate], array.Strides[gate]) is not { } other
            || own.Copy != other.Copy || !array.Strides[input].SequenceEqual(array.Strides[gate]))
        {
            return value.Range;
        }

        RangedValue by = run.Values[other.Output];
        if (by.Shape is null || value.Shape is null || by.Root != value.Root || !by.IsExact)
        {
            return value.Range;
        }

        return by.Shape.Support() is { } support ? (value.Shape.RangeOn(support) + value.Band).Meet(value.Range) : null;
    }
}
