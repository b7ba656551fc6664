using System.Runtime.InteropServices;

namespace QuantRelu.Graph.Rewriting;

/// <summary>
/// A block whose units are parted: rows and columns are repeated part by part, and weights are rational numbers until the codebook is
/// known. A weight in a slot becomes several slots, each the slot's weight times a number.
/// </summary>
internal sealed class PartedBlock
{
    private readonly List<PartedLayer> _layers = [];
    private readonly List<(int Slot, Rational Factor)> _slots = [];
    private readonly Codebook _before;
    private readonly int _inputs;
    private Block? _block;

    /// <summary>Parts a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="parts">The parts of its inputs, and then of the units of each layer.</param>
    /// <param name="codebook">The codebook of its codes.</param>
    public PartedBlock(Block block, Part[][] parts, Codebook codebook)
    {
        _before = codebook;
        _inputs = block.Inputs * parts[0].Length;
        for (int l = 0; l < block.Depth; l++)
        {
            _layers.Add(Layer(block.Layers[l], parts[l], parts[l + 1]));
        }
    }

    /// <summary>The values that the codebook must hold for the copies of an array.</summary>
    public IEnumerable<Rational> Values(BlockArray array)
    {
        IEnumerable<Rational> fixedValues = _layers.SelectMany(l => l.Weights.Concat(l.Biases).OfType<Rational>());
        ushort[] used = array.Block.Slots == 0 ? [] : CodesOf(array).Distinct().ToArray();
        Rational[] factors = _slots.Select(s => s.Factor).Distinct().ToArray();
        return fixedValues.Concat(used.SelectMany(code => factors.Select(f => f * _before[code]))).Distinct();
    }

    /// <summary>The block over a codebook that holds its values.</summary>
    public Block Over(Codebook codebook) => _block ??= new Block(_inputs, _layers.Select(l => l.Over(codebook)).ToArray(), _slots.Count);

    /// <summary>The codes of the slots of all copies.</summary>
    public ImmutableArray<ushort>? Codes(BlockArray array, Codebook codebook)
    {
        if (_slots.Count == 0)
        {
            return null;
        }

        Dictionary<Rational, int[]> tables = _slots.Select(s => s.Factor).Distinct()
            .ToDictionary(f => f, f => _before.Values.Select(v => codebook.CodeOf(f * v)).ToArray());
        (int Slot, int[] Table)[] slots = _slots.Select(s => (s.Slot, tables[s.Factor])).ToArray();
        ImmutableArray<ushort> codes = CodesOf(array);
        int copies = codes.Length / array.Block.Slots;
        var result = new ushort[checked(copies * slots.Length)];
        for (int copy = 0; copy < copies; copy++)
        {
            for (int s = 0; s < slots.Length; s++)
            {
                result[(copy * slots.Length) + s] = (ushort)slots[s].Table[codes[(copy * array.Block.Slots) + slots[s].Slot]];
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(result);
    }

    private static ImmutableArray<ushort> CodesOf(BlockArray array) =>
        array.Codes ?? throw new InvalidOperationException("The network has no codes yet: it is a topology without a target.");

    private PartedLayer Layer(SparseLayer layer, Part[] from, Part[] to)
    {
        var result = new PartedLayer();
        for (int i = 0; i < layer.Units; i++)
        {
            Rational bias = layer.Biases[i] == SparseLayer.NoBias ? default : _before[layer.Biases[i]];
            foreach (Part unit in to)
            {
                for (int k = layer.RowStarts[i]; k < layer.RowStarts[i + 1]; k++)
                {
                    for (int j = 0; j < from.Length; j++)
                    {
                        result.Connect((layer.Columns[k] * from.Length) + j, Weight(layer.Codes[k], unit.Inner * from[j].Outer), _slots.Count - 1);
                    }
                }

                result.EndRow((unit.Inner * bias) + unit.Offset);
            }
        }

        return result;
    }

    // Null for a weight in a slot, which takes the next new one.
    private Rational? Weight(int code, Rational factor)
    {
        if (code >= 0)
        {
            return factor * _before[code];
        }

        _slots.Add((SparseLayer.SlotNumber(code), factor));
        return null;
    }

    /// <summary>Rows with rational weights.</summary>
    private sealed class PartedLayer
    {
        private readonly List<int> _starts = [0];
        private readonly List<int> _columns = [];
        private readonly List<int> _newSlots = [];

        public List<Rational?> Weights { get; } = [];

        public List<Rational?> Biases { get; } = [];

        public void Connect(int column, Rational? weight, int slot)
        {
            _columns.Add(column);
            Weights.Add(weight);
            _newSlots.Add(slot);
        }

        public void EndRow(Rational bias)
        {
            _starts.Add(_columns.Count);
            Biases.Add(bias.IsZero ? null : bias);
        }

        public SparseLayer Over(Codebook codebook) => new(
            [.. _starts],
            [.. _columns],
            [.. Weights.Select((w, k) => w is { } value ? codebook.CodeOf(value) : SparseLayer.Slot(_newSlots[k]))],
            [.. Biases.Select(b => b is { } value ? codebook.CodeOf(value) : SparseLayer.NoBias)]);
    }
}
