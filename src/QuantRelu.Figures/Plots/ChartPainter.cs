using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Plots;

/// <summary>Draws a chart into a place: axes with their ticks, bands, marks, curves, dots and the legend.</summary>
internal sealed class ChartPainter(Chart chart, ICanvas canvas, Area place)
{
    private const double TextSize = 14;
    private const double TickLength = 5;
    private const double MarkDistance = 18;
    private const double Narrow = 600;
    private static readonly (double Left, double Top, double Right, double Bottom) Margins = (84, 52, 26, 70);

    /// <summary>The area between the axes of a chart in a place.</summary>
    public static Area FrameOf(Area place) => new(
        place.Left + Margins.Left, place.Top + Margins.Top, place.Width - Margins.Left - Margins.Right, place.Height - Margins.Top - Margins.Bottom);

    private Area Frame { get; } = FrameOf(place);

    /// <summary>Draws all of it.</summary>
    public void Paint()
    {
        Title();
        Grid();
        canvas.Inside(Frame, _ => Content());
        Axes();
        foreach (Dot dot in chart.Dots)
        {
            canvas.Circle(Place(dot.X, dot.Y), 4.5, dot.Colour, new(Inks.White, 1));
        }

        foreach (Ring ring in chart.Rings)
        {
            canvas.Ring(Place(ring.X, ring.Y), 8, new(Inks.Black, 4));
            canvas.Ring(Place(ring.X, ring.Y), 8, new(Inks.White, 2));
        }

        foreach (Mark mark in ToldMarks())
        {
            canvas.Text(mark.Text, new(Across(mark.X) + (mark.IsRight ? 14 : -5), Frame.Bottom - 10), new(13, Inks.Grey, Upwards: true));
        }

        if (chart.Strokes.Count + chart.Bands.Count > 1)
        {
            ChartLegend.Paint(canvas, Frame, chart);
        }
    }

    // A narrow chart has the whole of its place for the title.
    private void Title()
    {
        bool isNarrow = place.Width < Narrow;
        double width = isNarrow ? place.Width - 16 : Frame.Width;
        canvas.TextOnTwoLines(width, chart.Title, new(isNarrow ? place.Centre.X : Frame.Centre.X, place.Top + 32), new(17, Inks.Black, Anchor.Middle));
    }

    // Of marks that are too near to each other one is told; a mark whose text is right of it has been given room.
    private IEnumerable<Mark> ToldMarks()
    {
        double last = double.NegativeInfinity;
        foreach (Mark mark in chart.Marks.OrderBy(m => m.X))
        {
            double at = Across(mark.X);
            if (mark.IsRight || at - last >= MarkDistance)
            {
                last = at;
                yield return mark;
            }
        }
    }

    // Of ticks whose texts would meet one is told.
    private IEnumerable<Tick> ToldTicks()
    {
        double last = double.NegativeInfinity;
        foreach (Tick tick in chart.X.Ticks)
        {
            double half = EmbeddedFont.WidthOf(tick.Text, TextSize) / 2;
            if (Across(tick.At) - half >= last + 6)
            {
                last = Across(tick.At) + half;
                yield return tick;
            }
        }
    }

    private void Grid()
    {
        if (chart.Ground is { } ground)
        {
            canvas.Image(Frame, ground);
            return;
        }

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
        foreach (Band band in chart.Bands)
        {
            IEnumerable<Spot> low = band.X.Select((x, i) => Kept(x, band.Low[i])), high = band.X.Select((x, i) => Kept(x, band.High[i]));
            canvas.Polygon([.. low, .. high.Reverse()], band.Colour);
            if (band.Edge is { } edge)
            {
                canvas.Line([.. low], edge);
                canvas.Line([.. high], edge);
            }
        }

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
        for (int i = 0; i <= curve.X.Length; i++)
        {
            if (i < curve.X.Length && double.IsFinite(curve.Y[i]))
            {
                piece.Add(Kept(curve.X[i], curve.Y[i]));
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
        Tick[] told = [.. ToldTicks()];
        foreach (Tick tick in chart.X.Ticks)
        {
            canvas.Line(new(Across(tick.At), Frame.Bottom), new(Across(tick.At), Frame.Bottom + TickLength), new(Inks.Black));
            if (told.Contains(tick))
            {
                canvas.Text(tick.Text, new(Across(tick.At), Frame.Bottom + 22), new(TextSize, Inks.Black, Anchor.Middle));
            }
        }

        foreach (Tick tick in chart.Y.Ticks)
        {
            canvas.Line(new(Frame.Left - TickLength, Up(tick.At)), new(Frame.Left, Up(tick.At)), new(Inks.Black));
            canvas.Text(tick.Text, new(Frame.Left - 9, Up(tick.At) + 5), new(TextSize, Inks.Black, Anchor.End));
        }

        canvas.Text(chart.X.Label, new(Frame.Centre.X, place.Bottom - 18), new(16, Inks.Black, Anchor.Middle));
        canvas.Text(chart.Y.Label, new(place.Left + 24, Frame.Centre.Y), new(16, Inks.Black, Anchor.Middle, Upwards: true));
    }

    private Spot Place(double x, double y) => new(Across(x), Up(y));

    private double Across(double x) => Frame.Left + (Frame.Width * chart.X.Along(x));

    private double Up(double y) => Height(chart.Y.Along(y));

    // No further outside than the frame is high.
    private Spot Kept(double x, double y) => new(Across(x), Height(Math.Clamp(chart.Y.Along(y), -1, 2)));

    private double Height(double along) => Frame.Bottom - (Frame.Height * along);
}
