using System.Numerics;
using QuantRelu.Graph;

namespace QuantRelu.Figures.Diagrams;

/// <summary>
/// What a column of a stage shows: the arrays whose copies it stands for, and its parts from above with the layer of the stage that each ends at.
/// </summary>
internal sealed record ColumnPlan(IReadOnlyList<int> Arrays, IReadOnlyList<int> Reads, IReadOnlyList<(string Text, int End)> Parts);

/// <summary>The rows of a network, added stage by stage; all counts are read from the network.</summary>
internal sealed class BlockRows(Network network)
{
    private readonly List<DiagramRow> _rows = [];
    private int _stage;
    private int _done;
    private int _layers;

    /// <summary>The network.</summary>
    public Network Network => network;

    /// <summary>The rows that were added.</summary>
    public ImmutableArray<DiagramRow> Rows => [.. _rows];

    /// <summary>The stage that the next row is of.</summary>
    public Stage Stage => network.Stages[_stage];

    /// <summary>Adds the next stage, with a column of one box for each array.</summary>
    public void Add(params (string Text, int[] Reads)[] boxes) =>
        Add(Stage.Depth, [.. boxes.Select((b, i) => new ColumnPlan([i], b.Reads, [(b.Text, Stage.Depth)]))]);

    /// <summary>Adds the layers of the next stage up to <paramref name="end"/>, of those that are left.</summary>
    public void Add(int end, IReadOnlyList<ColumnPlan> columns)
    {
        Stage stage = Stage;
        BigInteger width = Enumerable.Range(_done, end - _done).Select(stage.Units).Max();
        _rows.Add(new DiagramRow([.. columns.Select(c => Column(stage, c))], _layers + _done + 1, _layers + end, width));
        Advance(end);
    }

    /// <summary>Adds the last layer of a summing stage, in which everything adds up to its outputs.</summary>
    public void AddSums(params (string Text, int Outputs, int[] Reads)[] boxes)
    {
        Stage stage = Stage;
        _rows.Add(new DiagramRow([.. boxes.Select(b => new DiagramColumn([new DiagramBox(b.Text, 1, 1, b.Outputs)], [.. b.Reads]))], _layers + stage.Depth,
            _layers + stage.Depth, stage.Units(stage.Depth - 1)));
        Advance(stage.Depth);
    }

    private DiagramColumn Column(Stage stage, ColumnPlan plan)
    {
        var boxes = new List<DiagramBox>();
        BlockArray[] arrays = [.. plan.Arrays.Select(a => stage.Arrays[a])];
        BigInteger copies = arrays.Aggregate(BigInteger.Zero, (sum, a) => sum + a.Copies);
        int from = _done;
        foreach ((string text, int end) in plan.Parts.Where(part => part.End > _done))
        {
            boxes.Add(new DiagramBox(text, copies, end - from, arrays.Max(a => a.Block.Layers.Skip(from).Take(end - from).Max(l => l.Units))));
            from = end;
        }

        return new DiagramColumn([.. boxes], [.. plan.Reads]);
    }

    private void Advance(int end)
    {
        _done = end;
        if (end == Stage.Depth)
        {
            _layers += end;
            _stage++;
            _done = 0;
        }
    }
}
