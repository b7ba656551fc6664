namespace QuantRelu.Figures.Rendering;

/// <summary>A place in points, from the upper left corner.</summary>
internal readonly record struct Spot(double X, double Y);

/// <summary>A rectangle in points.</summary>
internal readonly record struct Area(double Left, double Top, double Width, double Height)
{
    /// <summary>Left plus width.</summary>
    public double Right => Left + Width;

    /// <summary>Top plus height.</summary>
    public double Bottom => Top + Height;

    /// <summary>The middle.</summary>
    public Spot Centre => new(Left + (Width / 2), Top + (Height / 2));
}

/// <summary>How a line is drawn.</summary>
internal enum Dash
{
    /// <summary>Without gaps.</summary>
    None,

    /// <summary>In dashes.</summary>
    Long,

    /// <summary>In dots.</summary>
    Short,
}

/// <summary>A line's look.</summary>
internal readonly record struct Pen(Colour Colour, double Width = 1, Dash Dash = Dash.None)
{
    /// <summary>Lengths of a dash and of the gap after it; empty for a line without gaps.</summary>
    public double[] Pattern => Dash switch { Dash.Long => [4 * Width, 2.5 * Width], Dash.Short => [1.2 * Width, 1.8 * Width], _ => [] };
}

/// <summary>Where a text stands to its spot, which is on the baseline.</summary>
internal enum Anchor
{
    /// <summary>It begins there.</summary>
    Start,

    /// <summary>Its middle is there.</summary>
    Middle,

    /// <summary>It ends there.</summary>
    End,
}

/// <summary>A text's look: size in points, and whether it runs upwards.</summary>
internal readonly record struct Lettering(double Size, Colour Colour, Anchor Anchor = Anchor.Start, bool Upwards = false);

/// <summary>What a picture is drawn with; each format of files has one.</summary>
internal interface ICanvas
{
    /// <summary>A line through spots.</summary>
    void Line(IReadOnlyList<Spot> spots, Pen pen);

    /// <summary>A filled polygon.</summary>
    void Polygon(IReadOnlyList<Spot> corners, Colour fill);

    /// <summary>A box with round corners, filled, and outlined if there is a pen.</summary>
    void Box(Area area, double radius, Colour fill, Pen? outline);

    /// <summary>A filled circle with an outline.</summary>
    void Circle(Spot centre, double radius, Colour fill, Pen outline);

    /// <summary>A grid of colours that fills an area, each cell as a rectangle with sharp edges.</summary>
    void Image(Area area, Raster raster);

    /// <summary>A text.</summary>
    void Text(string text, Spot at, Lettering lettering);

    /// <summary>Draws something of which only what is inside an area appears.</summary>
    void Inside(Area area, Action<ICanvas> paint);
}
