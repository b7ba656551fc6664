using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Plots;

/// <summary>Draws a chart: axes with their ticks, marks, curves, dots and the legend.</summary>
internal sealed class ChartPainter(Chart chart, ICanvas canvas)
{
    private const double TextSize = 14;
    private const double TickLength = 5;
    private static readonly Area Frame = new(84, 52, Chart.Width - 84 - 26, Chart.Height - 52 - 70);

    /// <summary>Draws all of it.</summary>
    public void Paint()
    {
        canvas.TextWithin(Frame.Width, chart.Title, new(Frame.Centre.X, 32), new(17, Inks.Black, Anchor.Middle));
        Grid();
        canvas.Inside(Frame, _ => Content());
        Axes();
        foreach (Dot dot in chart.Dots)
        {
            canvas.Circle(Place(dot.X, dot.Y), 4.5, dot.Colour, new(Inks.White, 1));
        }

        foreach (Mark mark in chart.Marks)
        {
            canvas.Text(mark.Text, new(Across(mark.X) + (mark.IsRight ? 14 : -5), Frame.Bottom - 10), new(13, Inks.Grey, Upwards: true));
        }

        if (chart.Strokes.Count > 1)
        {
            ChartLegend.Paint(canvas, Frame, chart);
        }
    }

    private void Grid()
    {
        foreach (Tick tick in chart.X.Ticks)
        {
            canvas.Line(new(Across(tick.At), Frame.Top), new(Across(tick.At), Frame.Bottom), new(Inks.Mist));
        }

        foreach (Tick tick in chart.Y.Ticks)
        {
            canvas.Line(new(Frame.Left, Up(tick.At)), new(Frame.Right, Up(tick.At)), new(Inks.Mist));
        }
    }

    private void Content()
    {
        if (chart.HasZeroLine)
        {
            canvas.Line(new(Frame.Left, Up(0)), new(Frame.Right, Up(0)), new(Inks.Black, 1));
        }

        foreach (Mark mark in chart.Marks)
        {
            canvas.Line(new(Across(mark.X), Frame.Top), new(Across(mark.X), Frame.Bottom), new(Inks.Silver, 1.2, Dash.Long));
        }

        foreach (Stroke stroke in chart.Strokes)
        {
            foreach (Spot[] piece in Pieces(stroke.Curve))
            {
                canvas.Line(piece, stroke.Pen);
            }
        }
    }

    // A curve is drawn from gap to gap; far outside the frame it is cut, for formats with coordinates of few digits.
    private IEnumerable<Spot[]> Pieces(Curve curve)
    {
        var piece = new List<Spot>();
        for (int i = 0; i <= curve.X.Count; i++)
        {
            if (i < curve.X.Count && double.IsFinite(curve.Y[i]))
            {
                piece.Add(new(Across(curve.X[i]), Height(Math.Clamp(chart.Y.Along(curve.Y[i]), -1, 2))));
                continue;
            }

            if (piece.Count > 1)
            {
                yield return [.. piece];
            }

            piece.Clear();
        }
    }

    private void Axes()
    {
        canvas.Line([new(Frame.Left, Frame.Top), new(Frame.Left, Frame.Bottom), new(Frame.Right, Frame.Bottom)], new(Inks.Black, 1.2));
        foreach (Tick tick in chart.X.Ticks)
        {
            canvas.Line(new(Across(tick.At), Frame.Bottom), new(Across(tick.At), Frame.Bottom + TickLength), new(Inks.Black));
            canvas.Text(tick.Text, new(Across(tick.At), Frame.Bottom + 22), new(TextSize, Inks.Black, Anchor.Middle));
        }

        foreach (Tick tick in chart.Y.Ticks)
        {
            canvas.Line(new(Frame.Left - TickLength, Up(tick.At)), new(Frame.Left, Up(tick.At)), new(Inks.Black));
            canvas.Text(tick.Text, new(Frame.Left - 9, Up(tick.At) + 5), new(TextSize, Inks.Black, Anchor.End));
        }

        canvas.Text(chart.X.Label, new(Frame.Centre.X, Chart.Height - 18), new(16, Inks.Black, Anchor.Middle));
        canvas.Text(chart.Y.Label, new(24, Frame.Centre.Y), new(16, Inks.Black, Anchor.Middle, Upwards: true));
    }

    private Spot Place(double x, double y) => new(Across(x), Up(y));

    private double Across(double x) => Frame.Left + (Frame.Width * chart.X.Along(x));

    private double Up(double y) => Height(chart.Y.Along(y));

    private static double Height(double along) => Frame.Bottom - (Frame.Height * along);
}
