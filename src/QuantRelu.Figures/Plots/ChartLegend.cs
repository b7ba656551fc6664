using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Plots;

/// <summary>The legend of a chart: a box with a piece of each curve and its name.</summary>
internal static class ChartLegend
{
    private const double TextSize = 14;
    private const double Line = 23;
    private const double Sample = 38;
    private const double Padding = 10;
    private const double Margin = 14;

    /// <summary>How large it is.</summary>
    public static (double Width, double Height) SizeOf(IReadOnlyList<Stroke> strokes) =>
        (strokes.Max(s => EmbeddedFont.WidthOf(s.Curve.Name, TextSize)) + Sample + (3 * Padding), (Line * strokes.Count) + Padding);

    /// <summary>Draws it.</summary>
    public static void Paint(ICanvas canvas, Area frame, Chart chart)
    {
        Area box = Place(frame, chart);
        canvas.Box(box, 3, Inks.White, new(Inks.Silver));
        for (int i = 0; i < chart.Strokes.Count; i++)
        {
            double y = box.Top + (Padding / 2) + (Line * (i + 0.5));
            canvas.Line(new(box.Left + Padding, y), new(box.Left + Padding + Sample, y), chart.Strokes[i].Pen);
            canvas.Text(chart.Strokes[i].Curve.Name, new(box.Left + (2 * Padding) + Sample, y + 5), new(TextSize, Inks.Black));
        }
    }

    private static Area Place(Area frame, Chart chart)
    {
        (double width, double height) = SizeOf(chart.Strokes);
        if (chart.LegendAt == Corner.Beside)
        {
            return new Area(frame.Right + (Margin / 2), frame.Top, width, height);
        }

        bool right = chart.LegendAt is Corner.LowerRight or Corner.UpperRight, low = chart.LegendAt is Corner.LowerRight or Corner.LowerLeft;
        return new Area(right ? frame.Right - Margin - width : frame.Left + Margin, low ? frame.Bottom - Margin - height : frame.Top + Margin, width, height);
    }
}
