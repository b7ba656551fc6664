using System.Text;
using QuantRelu.Formats;
using SkiaSharp;

namespace QuantRelu.Figures.Rendering;

/// <summary>
/// A drawing of a given size in points, as SVG with real text or as PNG with twice as many pixels along each side. The same
/// picture gives the same bytes every time.
/// </summary>
public sealed class Picture
{
    /// <summary>Pixels of a PNG for each point, along each side.</summary>
    public const int PixelsPerPoint = 2;

    private const string Vector = ".svg";
    private const string Raster = ".png";
    private readonly Action<ICanvas> _paint;

    internal Picture(int width, int height, Action<ICanvas> paint)
    {
        Width = width;
        Height = height;
        _paint = paint;
    }

    /// <summary>The width in points.</summary>
    public int Width { get; }

    /// <summary>The height in points.</summary>
    public int Height { get; }

    /// <summary>Finds out early, before long work, that a picture cannot be saved under a name.</summary>
    /// <exception cref="ArgumentException">The name ends neither in .svg nor in .png.</exception>
    /// <exception cref="IOException">The place is a directory, or its directory does not exist.</exception>
    /// <exception cref="PlatformNotSupportedException">The library that draws is not there.</exception>
    public static void Check(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!HasExtension(path, Vector) && !HasExtension(path, Raster))
        {
            throw new ArgumentException($"'{path}' is no name for a picture: it must end in {Vector} or {Raster}.", nameof(path));
        }

        AtomicFile.Check(path);
        CheckLibrary();
    }

    /// <summary>Finds out early, before long work, that nothing can be drawn.</summary>
    /// <exception cref="PlatformNotSupportedException">The library that draws is not there.</exception>
    public static void CheckLibrary() => DrawingLibrary.Check();

    /// <summary>Saves the picture as SVG or PNG, by the extension; the file appears whole or not at all.</summary>
    /// <inheritdoc cref="Check"/>
    public void Save(string path, CancellationToken cancellationToken = default)
    {
        Check(path);
        AtomicFile.Write(path, HasExtension(path, Vector) ? WriteSvg : WritePng, cancellationToken);
    }

    /// <summary>Writes the picture as SVG.</summary>
    public void WriteSvg(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var canvas = new SvgCanvas(Width, Height);
        Paint(canvas);
        stream.Write(Encoding.UTF8.GetBytes(canvas.Finish()));
    }

    /// <summary>Writes the picture as PNG.</summary>
    public void WritePng(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Width * PixelsPerPoint, Height * PixelsPerPoint, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(PixelsPerPoint);
        Paint(new PixelCanvas(surface.Canvas));
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        png.SaveTo(stream);
    }

    /// <summary>The picture as an SVG element for a page, without the declaration of a file.</summary>
    /// <param name="prefix">Begins the names of the element's parts: several pictures on one page need different ones.</param>
    internal string ToSvgElement(string prefix)
    {
        var canvas = new SvgCanvas(Width, Height, prefix);
        Paint(canvas);
        return canvas.Finish();
    }

    /// <summary>Draws the picture with any canvas.</summary>
    internal void Paint(ICanvas canvas) => _paint(canvas);

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
