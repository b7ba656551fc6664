using System.Globalization;
using System.Security;
using System.Text;

namespace QuantRelu.Figures.Rendering;

/// <summary>Writes SVG 1.1: real text, one element for each thing drawn.</summary>
internal sealed class SvgCanvas : ICanvas
{
    private readonly StringBuilder _svg = new();
    private readonly string _prefix;
    private int _clips;

    /// <summary>An empty picture.</summary>
    /// <param name="width">The width in points.</param>
    /// <param name="height">The height in points.</param>
    /// <param name="prefix">Begins the names of elements: several pictures on one page need different ones.</param>
    public SvgCanvas(int width, int height, string prefix = "")
    {
        _prefix = prefix;
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" "
                + $"font-family=\"{EmbeddedFont.Families}\">\n");
        Box(new Area(0, 0, width, height), 0, Inks.White, null);
    }

    /// <summary>The whole file.</summary>
    public string Finish() => _svg.Append("</svg>\n").ToString();

    /// <inheritdoc/>
    public void Line(IReadOnlyList<Spot> spots, Pen pen) =>
        Element($"<polyline points=\"{Points(spots)}\" fill=\"none\"{Stroke(pen)} stroke-linejoin=\"round\"/>");

    /// <inheritdoc/>
    public void Polygon(IReadOnlyList<Spot> corners, Colour fill) => Element($"<polygon points=\"{Points(corners)}\" fill=\"{fill}\"/>");

    /// <inheritdoc/>
    public void Box(Area area, double radius, Colour fill, Pen? outline) => Element(
        $"<rect{Place(area)}{(radius > 0 ? $" rx=\"{Number(radius)}\"" : string.Empty)} fill=\"{fill}\"{(outline is { } pen ? Stroke(pen) : string.Empty)}/>");

    /// <inheritdoc/>
    public void Circle(Spot centre, double radius, Colour fill, Pen outline) =>
        Element($"<circle cx=\"{Number(centre.X)}\" cy=\"{Number(centre.Y)}\" r=\"{Number(radius)}\" fill=\"{fill}\"{Stroke(outline)}/>");

    /// <inheritdoc/>
    public void Image(Area area, Raster raster) => Element(
        $"<image{Place(area)} preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" "
            + $"href=\"data:image/png;base64,{Convert.ToBase64String(raster.ToPng())}\"/>");

    /// <inheritdoc/>
    public void Text(string text, Spot at, Lettering lettering)
    {
        string anchor = lettering.Anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => string.Empty };
        string turned = lettering.Upwards ? $" transform=\"rotate(-90 {Number(at.X)} {Number(at.Y)})\"" : string.Empty;
        Element($"<text x=\"{Number(at.X)}\" y=\"{Number(at.Y)}\" font-size=\"{Number(lettering.Size)}\" "
            + $"fill=\"{lettering.Colour}\"{anchor}{turned}>{Escape(text)}</text>");
    }

    /// <inheritdoc/>
    public void Inside(Area area, Action<ICanvas> paint)
    {
        string name = $"{_prefix}clip{++_clips}";
        Element($"<clipPath id=\"{name}\"><rect{Place(area)}/></clipPath>");
        Element($"<g clip-path=\"url(#{name})\">");
        paint(this);
        Element("</g>");
    }

    private void Element(string text) => _svg.Append(text).Append('\n');

    // Control characters have no place in XML.
    private static string Escape(string text) => SecurityElement.Escape(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)));

    private static string Place(Area area) =>
        $" x=\"{Number(area.Left)}\" y=\"{Number(area.Top)}\" width=\"{Number(area.Width)}\" height=\"{Number(area.Height)}\"";

    private static string Stroke(Pen pen) => $" stroke=\"{pen.Colour}\" stroke-width=\"{Number(pen.Width)}\""
        + (pen.Pattern.Length == 0 ? string.Empty : $" stroke-dasharray=\"{string.Join(' ', pen.Pattern.Select(Number))}\"");

    private static string Points(IReadOnlyList<Spot> spots) => string.Join(' ', spots.Select(s => $"{Number(s.X)},{Number(s.Y)}"));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
