namespace QuantRelu.Figures.Rendering;

/// <summary>What is drawn with the few things that a canvas can do.</summary>
internal static class Drawing
{
    private const double HeadLength = 7;
    private const double HeadWidth = 3.2;
    private const double LeastSize = 11;
    private const double SmallSize = 13;

    /// <summary>A straight line.</summary>
    public static void Line(this ICanvas canvas, Spot from, Spot to, Pen pen) => canvas.Line([from, to], pen);

    /// <summary>A circle's outline, as a line of many short ones.</summary>
    public static void Ring(this ICanvas canvas, Spot centre, double radius, Pen pen)
    {
        const int corners = 48;
        canvas.Line([.. Enumerable.Range(0, corners + 1).Select(i => (2 * Math.PI * i) / corners)
            .Select(a => new Spot(centre.X + (radius * Math.Cos(a)), centre.Y + (radius * Math.Sin(a))))], pen);
    }

    /// <summary>A line through spots with a head at its end.</summary>
    public static void Arrow(this ICanvas canvas, IReadOnlyList<Spot> spots, Pen pen)
    {
        (Spot from, Spot to) = (spots[^2], spots[^1]);
        double length = Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y)));
        (double x, double y) = ((to.X - from.X) / length, (to.Y - from.Y) / length);
        var neck = new Spot(to.X - (HeadLength * x), to.Y - (HeadLength * y));
        canvas.Line([.. spots.SkipLast(1), neck], pen);
        canvas.Polygon([to, new(neck.X - (HeadWidth * y), neck.Y + (HeadWidth * x)), new(neck.X + (HeadWidth * y), neck.Y - (HeadWidth * x))], pen.Colour);
    }

    /// <summary>A text around a spot that keeps to a width: on one line, or where that would be small, on two, one above the spot's line.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="width">The width.</param>
    /// <param name="text">The text.</param>
    /// <param name="at">The middle of the baseline of the last line.</param>
    /// <param name="lettering">Its look on one line.</param>
    public static void TextOnTwoLines(this ICanvas canvas, double width, string text, Spot at, Lettering lettering)
    {
        double small = Math.Min(SmallSize, lettering.Size);
        if (EmbeddedFont.WidthOf(text, small) <= width || !text.Contains(' '))
        {
            canvas.TextWithin(width, text, at, lettering);
            return;
        }

        // Where both lines are as long as each other.
        int[] blanks = [.. text.Index().Where(c => c.Item == ' ').Select(c => c.Index)];
        int middle = blanks.MinBy(b => Math.Max(EmbeddedFont.WidthOf(text[..b], small), EmbeddedFont.WidthOf(text[(b + 1)..], small)));
        canvas.TextWithin(width, text[..middle], at with { Y = at.Y - (1.35 * small) }, lettering with { Size = small });
        canvas.TextWithin(width, text[(middle + 1)..], at, lettering with { Size = small });
    }

    /// <summary>A text that keeps to a width: smaller where it must be, down to 11 points, and then cut short.</summary>
    public static void TextWithin(this ICanvas canvas, double width, string text, Spot at, Lettering lettering)
    {
        double size = Math.Min(lettering.Size, lettering.Size * width / EmbeddedFont.WidthOf(text, lettering.Size));
        size = Math.Max(Math.Min(LeastSize, lettering.Size), Math.Floor(size * 10) / 10);
        string shown = text;
        for (int letters = text.Length - 1; letters > 0 && EmbeddedFont.WidthOf(shown, size) > width; letters--)
        {
            shown = text[..letters] + "…";
        }

        canvas.Text(shown, at, lettering with { Size = size });
    }
}
