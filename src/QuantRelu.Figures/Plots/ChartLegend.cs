using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Plots;

/// <summary>The legend of a chart: a box with a piece of each named curve and of each band, and their names.</summary>
internal static class ChartLegend
{
    private const double Largest = 14;
    private const double Smallest = 11;
    private const double Line = 23;
    private const double Sample = 38;
    private const double Padding = 10;
    private const double Margin = 14;

    private readonly record struct Entry(string Name, Pen? Pen, Colour Fill);

    /// <summary>How large it is.</summary>
    public static (double Width, double Height) SizeOf(Chart chart) => SizeOf(chart, Largest);

    private static (double Width, double Height) SizeOf(Chart chart, double textSize)
    {
        Entry[] entries = Entries(chart);
        return (entries.Max(e => EmbeddedFont.WidthOf(e.Name, textSize)) + Sample + (3 * Padding), (Line * entries.Length) + Padding);
    }

    // As large as there is room for in a narrow chart.
    private static double TextSizeOf(Area frame, Chart chart) => chart.LegendAt == Corner.Beside ? Largest
        : Enumerable.Range((int)Smallest, (int)(Largest - Smallest) + 1).Reverse().Select(size => (double)size)
            .FirstOrDefault(size => SizeOf(chart, size).Width <= frame.Width - Margin, Smallest);

    /// <summary>Draws it.</summary>
    public static void Paint(ICanvas canvas, Area frame, Chart chart)
    {
        double textSize = TextSizeOf(frame, chart);
        Area box = Place(frame, chart, textSize);
        canvas.Box(box, 3, Inks.White, new(Inks.Silver));
        foreach ((int i, Entry entry) in Entries(chart).Index())
        {
            double y = box.Top + (Padding / 2) + (Line * (i + 0.5));
            PaintSample(canvas, entry, new(box.Left + Padding, y - 5, Sample, 10));
            canvas.Text(entry.Name, new(box.Left + (2 * Padding) + Sample, y + 5), new(textSize, Inks.Black));
        }
    }

    private static Entry[] Entries(Chart chart) =>
    [
        .. chart.Strokes.Where(s => s.Curve.Name.Length > 0).Select(s => new Entry(s.Curve.Name, s.Pen, s.Pen.Colour)),
        .. chart.Bands.Select(b => new Entry(b.Name, null, b.Colour)),
    ];

    private static void PaintSample(ICanvas canvas, Entry entry, Area area)
    {
        if (entry.Pen is { } pen)
        {
            canvas.Line(new(area.Left, area.Centre.Y), new(area.Right, area.Centre.Y), pen);
        }
        else
        {
            canvas.Box(area, 0, entry.Fill, null);
        }
    }

    private static Area Place(Area frame, Chart chart, double textSize)
    {
        (double width, double height) = SizeOf(chart, textSize);
        if (chart.LegendAt == Corner.Beside)
        {
            return new Area(frame.Right + (Margin / 2), frame.Top, width, height);
        }

        bool right = chart.LegendAt is Corner.LowerRight or Corner.UpperRight, low = chart.LegendAt is Corner.LowerRight or Corner.LowerLeft;
        return new Area(right ? frame.Right - Margin - width : frame.Left + Margin, low ? frame.Bottom - Margin - height : frame.Top + Margin, width, height);
    }
}
