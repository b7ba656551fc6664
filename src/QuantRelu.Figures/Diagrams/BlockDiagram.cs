using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Figures.Diagrams;

/// <summary>A part of a network as a box: what it computes, how often it is there, and what one copy measures.</summary>
/// <param name="Text">What it computes.</param>
/// <param name="Copies">How many copies stand side by side.</param>
/// <param name="Depth">Layers of weights.</param>
/// <param name="Width">The most units of one copy in one of its layers.</param>
public sealed record DiagramBox(string Text, BigInteger Copies, int Depth, int Width);

/// <summary>Boxes one below the other, each reading the one above; the first reads columns of the row above.</summary>
/// <param name="Boxes">The boxes, from above.</param>
/// <param name="Reads">The numbers of the columns that the first box reads.</param>
public sealed record DiagramColumn(ImmutableArray<DiagramBox> Boxes, ImmutableArray<int> Reads)
{
    private readonly Sequence<DiagramBox> _boxes = Boxes;
    private readonly Sequence<int> _reads = Reads;

    /// <summary>The boxes, from above.</summary>
    public ImmutableArray<DiagramBox> Boxes
    {
        get => _boxes.Items;
        init => _boxes = value;
    }

    /// <summary>The numbers of the columns that the first box reads.</summary>
    public ImmutableArray<int> Reads
    {
        get => _reads.Items;
        init => _reads = value;
    }
}

/// <summary>Columns of the same layers, side by side.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="First">The first of their layers, 1-based.</param>
/// <param name="Last">The last of their layers.</param>
/// <param name="Width">The most units of the network in one of them.</param>
public sealed record DiagramRow(ImmutableArray<DiagramColumn> Columns, int First, int Last, BigInteger Width)
{
    private readonly Sequence<DiagramColumn> _columns = Columns;

    /// <summary>The columns.</summary>
    public ImmutableArray<DiagramColumn> Columns
    {
        get => _columns.Items;
        init => _columns = value;
    }
}

/// <summary>A network as a diagram of blocks, from its input down to its output.</summary>
/// <param name="Title">The title.</param>
/// <param name="Caption">The lines below it.</param>
/// <param name="Input">What the first row reads.</param>
/// <param name="Rows">The rows; together their layers are those of the network.</param>
/// <param name="Output">What the last row gives.</param>
public sealed record BlockDiagram(string Title, ImmutableArray<string> Caption, string Input, ImmutableArray<DiagramRow> Rows, string Output)
{
    private readonly Sequence<string> _caption = Caption;
    private readonly Sequence<DiagramRow> _rows = Rows;

    /// <summary>The lines below it.</summary>
    public ImmutableArray<string> Caption
    {
        get => _caption.Items;
        init => _caption = value;
    }

    /// <summary>The rows; together their layers are those of the network.</summary>
    public ImmutableArray<DiagramRow> Rows
    {
        get => _rows.Items;
        init => _rows = value;
    }
}
