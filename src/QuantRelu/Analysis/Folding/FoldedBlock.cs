using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Analysis.Folding;

/// <summary>
/// A collapsed block reduced to its kinks: units that are rectified and whose sign is not known beforehand. What holds,
/// halves and adds values ≥ 0 is not changed by rectification and is folded into the rows that read it, however many layers
/// further on they stand; a weight block becomes one coefficient. It computes exactly the block's function of inputs ≥ 0.
/// </summary>
internal sealed class FoldedBlock
{
    private FoldedBlock(int inputs, IReadOnlyList<FoldedRow> kinks, IReadOnlyList<FoldedRow> outputs)
    {
        Inputs = inputs;
        Kinks = kinks;
        Outputs = outputs;
    }

    /// <summary>Number of inputs: the values 0, ..., Inputs - 1.</summary>
    public int Inputs { get; }

    /// <summary>The forms that are rectified; kink k makes value Inputs + k and reads values before it.</summary>
    public IReadOnlyList<FoldedRow> Kinks { get; }

    /// <summary>The outputs, not rectified any more.</summary>
    public IReadOnlyList<FoldedRow> Outputs { get; }

    /// <summary>Folds a block.</summary>
    /// <param name="block">The block; its inputs are at least 0.</param>
    /// <param name="rectifiesOutputs">True when the units of its last layer are rectified too.</param>
    public static FoldedBlock Of(CollapsedBlock block, bool rectifiesOutputs)
    {
        var kinks = new KinkList(block.Inputs);
        FoldedRow[] before = Enumerable.Range(0, block.Inputs).Select(FoldedRow.Of).ToArray();
        for (int l = 0; l < block.Layers.Count; l++)
        {
            bool rectifies = l < block.Layers.Count - 1 || rectifiesOutputs;
            before = block.Layers[l].Select(u => Unit(u, before, rectifies, kinks)).ToArray();
        }

        return new FoldedBlock(block.Inputs, kinks.Rows, before);
    }

    private static FoldedRow Unit(CollapsedUnit unit, FoldedRow[] before, bool rectifies, KinkList kinks)
    {
        var row = FoldedRow.Of(unit, before);
        if (!rectifies || row.IsNonnegative)
        {
            return row;
        }

        return row.IsNonpositive ? FoldedRow.Zero : FoldedRow.Of(kinks.ValueOf(row));
    }

    /// <summary>The kinks found so far; rows of equal form are one kink.</summary>
    private sealed class KinkList(int inputs)
    {
        private readonly Dictionary<string, int> _known = [];

        public List<FoldedRow> Rows { get; } = [];

        public int ValueOf(FoldedRow row)
        {
            string key = row.Key;
            if (!_known.TryGetValue(key, out int value))
            {
                _known[key] = value = inputs + Rows.Count;
                Rows.Add(row);
            }

            return value;
        }
    }
}
