using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Analysis.Ranges;

/// <summary>What is known of the units of one array, for all copies at once; or of the inputs of the network; or of a sum.</summary>
/// <param name="First">The first of its collapsed units in the stage.</param>
/// <param name="Copies">The number of copies.</param>
/// <param name="Values">The outputs of any copy.</param>
/// <param name="Roots">The roots of the values' shapes.</param>
/// <param name="Array">The array; null for inputs and sums.</param>
/// <param name="IsInputs">True for the inputs of the network.</param>
internal sealed record KnownRun(long First, long Copies, RangedValue[] Values, RootTable? Roots = null, CollapsedArray? Array = null, bool IsInputs = false)
{
    /// <summary>Outputs of a copy.</summary>
    public int Outputs => Values.Length;

    /// <summary>The units that an affine rule reaches here: numbers of outputs; none when it does not come here.</summary>
    public IReadOnlyCollection<int> Reached(long first, IReadOnlyList<long> steps, IReadOnlyList<long> radices)
    {
        long lowest = first, highest = first;
        var outputs = new HashSet<long> { Remainder(first - First) };
        for (int c = 0; c < steps.Count; c++)
        {
            long reach = steps[c] * (radices[c] - 1);
            lowest += Math.Min(0, reach);
            highest += Math.Max(0, reach);
            long axis = steps[c];
            int different = steps[c] % Outputs == 0 ? 1 : (int)Math.Min(radices[c], Outputs);
            outputs = [.. outputs.SelectMany(o => Enumerable.Range(0, different).Select(k => Remainder(o + (k * axis))))];
        }

        return lowest >= First + (Copies * Outputs) || highest < First ? [] : [.. outputs.Select(o => (int)o)];
    }

    /// <summary>The output and the copy, for grid point 0, of a rule that stays on one output; null for other rules.</summary>
    public (int Output, long Copy)? Steady(long first, IReadOnlyList<long> steps) => steps.Any(s => s % Outputs != 0)
        ? null
        : ((int)Remainder(first - First), (first - First - Remainder(first - First)) / Outputs);

    /// <summary>The unit that an input of one copy reads.</summary>
    public long Source(int input, long copy)
    {
        Span<long> unit = stackalloc long[1];
        Array!.Array.Follow(copy, [Array.Bases[input]], [Array.Strides[input]], unit);
        return unit[0];
    }

    private long Remainder(long unit) => ((unit % Outputs) + Outputs) % Outputs;
}
