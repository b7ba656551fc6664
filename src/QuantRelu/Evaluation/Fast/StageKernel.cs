using QuantRelu.Analysis.Collapsed;
using QuantRelu.Graph;

namespace QuantRelu.Evaluation.Fast;

/// <summary>An array as it is evaluated.</summary>
/// <param name="Array">The array, which says what its copies read; for several stages in a row that of the first.</param>
/// <param name="Kernel">Its block.</param>
/// <param name="Gates">Inputs each of which being 0 makes all outputs 0.</param>
/// <param name="FirstUnit">The unit that is the first output of copy 0.</param>
internal sealed record ArrayKernel(CollapsedArray Array, BlockKernel Kernel, int[] Gates, int FirstUnit)
{
    /// <summary>Number of copies.</summary>
    public long Copies { get; } = (long)Array.Array.Copies;

    /// <summary>How copies are evaluated from the few of their common inputs that are not 0; or null.</summary>
    public SharedLayer? Shared { get; init; }

    /// <summary>Where its copies have to be evaluated; null for everywhere.</summary>
    public CopySupports? Supports { get; init; }

    /// <summary>The values of codes.</summary>
    public required double[] Codes { get; init; }

    /// <summary>Sets the coefficients of open terms among those of all terms to what they are in a copy.</summary>
    public void SetCoefficients(int copy, double[] coefficients)
    {
        ReadOnlySpan<ushort> codes = Array.Array.CopyCodes(copy);
        foreach (OpenTerm open in Kernel.Open)
        {
            coefficients[open.Term] = Coefficient(open, codes);
        }
    }

    /// <summary>The coefficient of an open term in the copy that has these codes.</summary>
    public double Coefficient(OpenTerm term, ReadOnlySpan<ushort> copy) => TransposedCodes.Coefficient(term, copy, Codes);
}

/// <summary>A stage, or several stages of single copies in a row, as they are evaluated.</summary>
/// <param name="Inputs">Units of the layer before.</param>
/// <param name="Arrays">The arrays.</param>
/// <param name="Sums">True when more than one copy adds to the outputs.</param>
/// <param name="Rectifies">True when the outputs are rectified.</param>
/// <param name="Units">Number of outputs.</param>
internal sealed record StageKernel(int Inputs, IReadOnlyList<ArrayKernel> Arrays, bool Sums, bool Rectifies, int Units)
{
    /// <summary>Inputs and units of the largest kernel.</summary>
    public int MostSlots => Arrays.Max(a => a.Kernel.Slots);

    /// <summary>True when every output is written at every chunk.</summary>
    public bool WritesAll => Sums || Arrays.All(a => a is { Gates.Length: 0, Supports: null });

    /// <summary>True when neighbouring points are evaluated faster together, as fewer copies or terms are not 0 at them.</summary>
    public bool GainsFromOrder => Arrays.Any(a =>
        a.Shared is not null || a.Supports is not null || a.Kernel.HasLongRows || (a.Gates.Length > 0 && a.Copies > 1));

    /// <summary>Prepares the stages of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="gates">The gates of an array, by stage and array, as inputs of its collapsed block.</param>
    /// <param name="fuses">True to leave out units that only multiply by powers of two, which needs <see cref="UsualPoints"/>.</param>
    public static StageKernel[] Of(CollapsedNetwork network, Func<int, int, int[]> gates, bool fuses)
    {
        double[] values = [.. network.Network.Codebook.Values.Select(v => (double)v)];
        var stages = new List<StageKernel>();
        int inputs = network.Network.Inputs, count = network.Stages.Count;
        for (int s = 0; s < count;)
        {
            int end = s + 1;
            while (IsSingle(network.Stages[s]) && end < count && IsSingle(network.Stages[end]))
            {
                end++;
            }

            StageKernel stage = IsSingle(network.Stages[s])
                ? Singles(network, s, end, values, fuses)
                : Stage(network, s, values, a => gates(s, a), fuses);
            stages.Add(stage with { Inputs = inputs });
            inputs = stage.Units;
            s = end;
        }

        return [.. stages];
    }

    private static bool IsSingle(CollapsedStage stage) => stage.Arrays.Count == 1 && stage.Arrays[0].Array.Copies.IsOne;

    private static StageKernel Singles(CollapsedNetwork network, int first, int end, double[] values, bool fuses)
    {
        CollapsedArray begin = network.Stages[first].Arrays[0];
        var builder = new KernelBuilder(begin.Block.Inputs, values, first == 0, fuses);
        for (int s = first; s < end; s++)
        {
            CollapsedArray array = network.Stages[s].Arrays[0];
            ushort[] codes = array.Array.Block.Slots > 0 ? array.Array.CopyCodes(0).ToArray() : [];
            builder.Add(array.Block, s == first ? null : array.Sources(0), codes, rectifies: s < network.Stages.Count - 1, last: s == end - 1);
        }

        // What one copy reads does not depend on where its selection puts it: its sources are resolved.
        var single = new ArrayKernel(begin, builder.Build(), [], 0) { Codes = values };
        return new StageKernel(0, [single], false, end < network.Stages.Count, (int)network.Stages[end - 1].Units);
    }

    private static StageKernel Stage(CollapsedNetwork network, int number, double[] values, Func<int, int[]> gates, bool fuses)
    {
        CollapsedStage stage = network.Stages[number];
        bool last = number == network.Stages.Count - 1;
        var kernels = new Dictionary<CollapsedBlock, BlockKernel>();
        var arrays = new List<ArrayKernel>();
        long unit = 0;
        for (int a = 0; a < stage.Arrays.Count; a++)
        {
            CollapsedArray array = stage.Arrays[a];
            if (!kernels.TryGetValue(array.Block, out BlockKernel? kernel))
            {
                var builder = new KernelBuilder(array.Block.Inputs, values, number == 0, fuses);
                builder.Add(array.Block, null, null, rectifies: !last && !stage.Sums, last: true, stage.Sums);
                kernels[array.Block] = kernel = builder.Build();
            }

            int[] own = gates(a);
            bool isShared = own.Length == 0 && !stage.Sums;
            arrays.Add(new ArrayKernel(array, kernel, own, checked((int)unit))
            {
                Codes = values,
                Shared = isShared ? SharedLayer.Of(array, kernel, values) : null,
            });
            unit += stage.Sums ? 0 : (long)array.Array.Copies * array.Block.Outputs;
        }

        return new StageKernel(0, arrays, stage.Sums, !last, checked((int)stage.Units));
    }
}
