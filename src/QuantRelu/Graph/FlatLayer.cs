using QuantRelu.Numerics;

namespace QuantRelu.Graph;

/// <summary>A connection of a flat row: source unit in the layer before, and code.</summary>
public readonly record struct FlatConnection(long Column, int Code);

/// <summary>A unit of a flat layer: its connections by ascending column, and its bias code or <see cref="SparseLayer.NoBias"/>.</summary>
public sealed record FlatRow(ImmutableArray<FlatConnection> Connections, int Bias)
{
    private readonly Sequence<FlatConnection> _connections = Connections;

    /// <summary>The connections, columns ascending.</summary>
    public ImmutableArray<FlatConnection> Connections
    {
        get => _connections.Items;
        init => _connections = value;
    }
}

/// <summary>One layer of a network as plain sparse rows: a view that is computed row by row, never stored.</summary>
/// <param name="stage">The stage that holds the layer.</param>
/// <param name="layer">Which of the stage's layers, 0-based.</param>
public sealed class FlatLayer(Stage stage, int layer)
{
    /// <summary>Number of units.</summary>
    public long Units => (long)stage.Units(layer);

    /// <summary>The rows, unit by unit.</summary>
    public IEnumerable<FlatRow> Rows() => stage.Sums && layer == stage.Depth - 1 ? SummedRows() : SideBySide();

    private IEnumerable<FlatRow> SideBySide()
    {
        long offset = 0;
        foreach (BlockArray array in stage.Arrays)
        {
            for (long copy = 0; copy < array.Copies; copy++)
            {
                foreach (FlatRow row in CopyRows(array, copy, offset))
                {
                    yield return row;
                }

                offset += Before(array);
            }
        }
    }

    private IEnumerable<FlatRow> SummedRows()
    {
        var rows = Enumerable.Range(0, (int)Units).Select(_ => new List<FlatConnection>()).ToArray();
        ImmutableArray<int> biases = stage.Arrays[0].Block.Layers[layer].Biases;
        long offset = 0;
        foreach (BlockArray array in stage.Arrays)
        {
            for (long copy = 0; copy < array.Copies; copy++)
            {
                int i = 0;
                foreach (FlatRow row in CopyRows(array, copy, offset))
                {
                    rows[i++].AddRange(row.Connections);
                }

                offset += Before(array);
            }
        }

        return rows.Select((r, i) => new FlatRow([.. r], biases[i]));
    }

    private long Before(BlockArray array) => layer == 0 ? 0 : array.Block.Layers[layer - 1].Units;

    private IEnumerable<FlatRow> CopyRows(BlockArray array, long copy, long offset)
    {
        SparseLayer rows = array.Block.Layers[layer];
        long[]? sources = null;
        if (layer == 0)
        {
            sources = new long[array.Block.Inputs];
            array.Sources(copy, sources);
        }

        for (int i = 0; i < rows.Units; i++)
        {
            var connections = new List<FlatConnection>();
            for (int k = rows.RowStarts[i]; k < rows.RowStarts[i + 1]; k++)
            {
                long column = sources is null ? offset + rows.Columns[k] : sources[rows.Columns[k]];
                connections.Add(new FlatConnection(column, array.Resolve(rows.Codes[k], copy)));
            }

            if (sources is not null)
            {
                connections.Sort((a, b) => a.Column.CompareTo(b.Column));
            }

            yield return new FlatRow([.. connections], rows.Biases[i]);
        }
    }
}
