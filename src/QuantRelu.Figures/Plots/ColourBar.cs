using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Plots;

/// <summary>The scale beside a heat map: its colours from bottom to top, with the ticks of an axis.</summary>
internal sealed record ColourBar(Axis Axis)
{
    private const int Shades = 128;
    private const double BarWidth = 18;

    /// <summary>Draws the bar at the left of an area, as high as that, its ticks and its label to the right.</summary>
    public void PaintInto(ICanvas canvas, Area area)
    {
        var bar = new Area(area.Left, area.Top, BarWidth, area.Height);
        canvas.Image(bar, new Raster(1, Shades, [.. Enumerable.Range(0, Shades).Select(i => Heat.Of(1 - ((double)i / (Shades - 1))))]));
        canvas.Line(
            [new(bar.Left, bar.Top), new(bar.Right, bar.Top), new(bar.Right, bar.Bottom), new(bar.Left, bar.Bottom), new(bar.Left, bar.Top)], new(Inks.Black));
        foreach (Tick tick in Axis.Ticks)
        {
            double y = bar.Bottom - (bar.Height * Axis.Along(tick.At));
            canvas.Line(new(bar.Right, y), new(bar.Right + 5, y), new(Inks.Black));
            canvas.Text(tick.Text, new(bar.Right + 9, y + 5), new(14, Inks.Black));
        }

        canvas.Text(Axis.Label, new(area.Right - 6, area.Centre.Y), new(16, Inks.Black, Anchor.Middle, Upwards: true));
    }
}
