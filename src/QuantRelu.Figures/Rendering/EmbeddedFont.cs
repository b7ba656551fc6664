using SkiaSharp;

namespace QuantRelu.Figures.Rendering;

/// <summary>
/// DejaVu Sans, which travels inside the assembly: pixels are the same on a machine without any font, where text would be lost.
/// </summary>
internal static class EmbeddedFont
{
    /// <summary>The families that SVG asks a viewer for: ours, its relative with the same widths, and any.</summary>
    public const string Families = "DejaVu Sans, Verdana, sans-serif";

    private const string Resource = "DejaVuSans.ttf";
    private static readonly Lazy<SKTypeface> Loaded = new(Load);

    /// <summary>The font at a size. Letters keep their exact widths: hinting would move them by the machine's settings.</summary>
    public static SKFont At(double size) => new(Loaded.Value, (float)size) { Subpixel = true, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias };

    /// <summary>The width of a text in points.</summary>
    public static double WidthOf(string text, double size)
    {
        using SKFont font = At(size);
        return font.MeasureText(text);
    }

    /// <summary>Whether every letter of a text can be drawn.</summary>
    public static bool Has(string text) => Loaded.Value.ContainsGlyphs(text);

    private static SKTypeface Load()
    {
        using Stream font = typeof(EmbeddedFont).Assembly.GetManifestResourceStream(Resource)!;
        return SKTypeface.FromStream(font);
    }
}
