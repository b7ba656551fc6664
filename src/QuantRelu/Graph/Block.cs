using System.Globalization;

namespace QuantRelu.Graph;

/// <summary>
/// A small layered piece of a network, the pattern that is repeated: <see cref="Inputs"/> source units, then one
/// <see cref="SparseLayer"/> after another; the units of the last layer are its outputs.
/// </summary>
public sealed class Block
{
    /// <summary>A block from its layers.</summary>
    /// <exception cref="ArgumentException">No layer, or a column outside the layer before, descending or twice.</exception>
    public Block(int inputs, IReadOnlyList<SparseLayer> layers, int slots = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputs);
        ArgumentOutOfRangeException.ThrowIfNegative(slots);
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0)
        {
            throw new ArgumentException("A block has at least one layer.", nameof(layers));
        }

        int before = inputs;
        for (int l = 0; l < layers.Count; l++)
        {
            CheckRows(layers[l], before, l);
            before = layers[l].Units;
        }

        Inputs = inputs;
        Layers = [.. layers];
        Slots = slots;
    }

    /// <summary>Number of source units that a copy reads.</summary>
    public int Inputs { get; }

    /// <summary>The layers, first to last.</summary>
    public ImmutableArray<SparseLayer> Layers { get; }

    /// <summary>How many codes are set per copy.</summary>
    public int Slots { get; }

    /// <summary>Layers of weights.</summary>
    public int Depth => Layers.Length;

    /// <summary>Units of the last layer.</summary>
    public int Outputs => Layers[^1].Units;

    /// <summary>"2 → 1, depth 3, 4 slots".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Inputs} → {Outputs}, depth {Depth}, {Slots} slots");

    private static void CheckRows(SparseLayer layer, int before, int l)
    {
        for (int i = 0; i < layer.Units; i++)
        {
            int previous = -1;
            for (int k = layer.RowStarts[i]; k < layer.RowStarts[i + 1]; k++)
            {
                int column = layer.Columns[k];
                if (column <= previous || column >= before)
                {
                    throw new ArgumentException(
                        $"Block layer {l + 1}, unit {i}: column {column} is outside 0..{before - 1}, not ascending, or stands twice.", nameof(layer));
                }

                previous = column;
            }
        }
    }
}
