using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Tests;

/// <summary>A text where it was drawn, and the room it takes.</summary>
internal sealed record DrawnText(string Text, double Size, Area Room);

/// <summary>Keeps what is drawn, so that tests can look at the places of things.</summary>
internal sealed class RecordingCanvas : ICanvas
{
    public List<DrawnText> Texts { get; } = [];

    public List<IReadOnlyList<Spot>> Lines { get; } = [];

    public List<IReadOnlyList<Spot>> Polygons { get; } = [];

    public List<Area> Boxes { get; } = [];

    public List<Spot> Circles { get; } = [];

    public List<Raster> Images { get; } = [];

    public static RecordingCanvas Of(Picture picture)
    {
        var canvas = new RecordingCanvas();
        picture.Paint(canvas);
        return canvas;
    }

    public void Line(IReadOnlyList<Spot> spots, Pen pen) => Lines.Add(spots);

    public void Polygon(IReadOnlyList<Spot> corners, Colour fill) => Polygons.Add(corners);

    public void Box(Area area, double radius, Colour fill, Pen? outline) => Boxes.Add(area);

    public void Circle(Spot centre, double radius, Colour fill, Pen outline) => Circles.Add(centre);

    public void Image(Area area, Raster raster) => Images.Add(raster);

    public void Text(string text, Spot at, Lettering lettering)
    {
        double width = EmbeddedFont.WidthOf(text, lettering.Size);
        double before = width * lettering.Anchor switch { Anchor.Middle => 0.5, Anchor.End => 1, _ => 0 };
        double up = lettering.Size * 0.75, down = lettering.Size * 0.2;
        Texts.Add(new(text, lettering.Size, lettering.Upwards
            ? new Area(at.X - up, at.Y - width + before, up + down, width)
            : new Area(at.X - before, at.Y - up, width, up + down)));
    }

    public void Inside(Area area, Action<ICanvas> paint) => paint(this);
}
