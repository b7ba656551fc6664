using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Plots;

/// <summary>A curve and its look.</summary>
internal sealed record Stroke(Curve Curve, Pen Pen);

/// <summary>A named area between two curves over the same x.</summary>
internal sealed record Band(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Low, IReadOnlyList<double> High, Colour Colour)
{
    /// <summary>A line along both curves, so that an area without height is seen; null for none.</summary>
    public Pen? Edge { get; init; }
}

/// <summary>A line across the chart at one x, with a text left or right of its lower end.</summary>
internal sealed record Mark(double X, string Text, bool IsRight = false);

/// <summary>A dot at a place, in the colour of its curve.</summary>
internal sealed record Dot(double X, double Y, Colour Colour);

/// <summary>A ring around a place.</summary>
internal sealed record Ring(double X, double Y);

/// <summary>Where the legend stands: a corner of the chart, or beside it.</summary>
internal enum Corner
{
    /// <summary>Below, right.</summary>
    LowerRight,

    /// <summary>Above, left.</summary>
    UpperLeft,

    /// <summary>Above, right.</summary>
    UpperRight,

    /// <summary>Below, left.</summary>
    LowerLeft,

    /// <summary>Right of the chart, which is wider by it: for more curves than a corner has room for.</summary>
    Beside,
}

/// <summary>A diagram with two axes, in the one style of all plots.</summary>
internal sealed record Chart(string Title, Axis X, Axis Y, IReadOnlyList<Stroke> Strokes)
{
    /// <summary>The width in points.</summary>
    public const int Width = 900;

    /// <summary>The width in points where there is room for a telephone's screen only.</summary>
    public const int NarrowWidth = 400;

    /// <summary>The height in points.</summary>
    public const int Height = 600;

    /// <summary>Fills the frame in place of the grid; null for the grid.</summary>
    public Raster? Ground { get; init; }

    /// <summary>Areas behind the curves, the first one hindmost.</summary>
    public IReadOnlyList<Band> Bands { get; init; } = [];

    /// <summary>Lines across, with texts.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>Dots upon the curves.</summary>
    public IReadOnlyList<Dot> Dots { get; init; } = [];

    /// <summary>Rings around places, to be seen on any ground.</summary>
    public IReadOnlyList<Ring> Rings { get; init; } = [];

    /// <summary>Whether y = 0 is drawn.</summary>
    public bool HasZeroLine { get; init; }

    /// <summary>The place of the legend, one without curves.</summary>
    public Corner LegendAt { get; init; } = Corner.LowerRight;

    /// <summary>The picture.</summary>
    /// <param name="width">The width in points of all but a legend beside.</param>
    public Picture ToPicture(int width = Width) => new(width + (LegendAt == Corner.Beside ? (int)Math.Ceiling(ChartLegend.SizeOf(this).Width) : 0), Height,
        canvas => PaintInto(canvas, new(0, 0, width, Height)));

    /// <summary>Draws the chart as a part of a picture.</summary>
    public void PaintInto(ICanvas canvas, Area place) => new ChartPainter(this, canvas, place).Paint();
}
