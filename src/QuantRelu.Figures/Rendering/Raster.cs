using SkiaSharp;

namespace QuantRelu.Figures.Rendering;

/// <summary>A grid of colours, row by row from the upper left corner.</summary>
internal sealed record Raster(int Columns, int Rows, IReadOnlyList<Colour> Cells)
{
    /// <summary>The grid as pixels, one for each cell.</summary>
    public SKImage ToImage()
    {
        using var pixels = new SKBitmap(new SKImageInfo(Columns, Rows, SKColorType.Rgba8888, SKAlphaType.Opaque));
        pixels.Pixels = [.. Cells.Select(c => new SKColor(c.Red, c.Green, c.Blue))];
        return SKImage.FromBitmap(pixels);
    }

    /// <summary>The grid as a PNG, one pixel for each cell.</summary>
    public byte[] ToPng()
    {
        using SKImage image = ToImage();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
