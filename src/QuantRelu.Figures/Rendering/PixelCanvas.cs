using SkiaSharp;

namespace QuantRelu.Figures.Rendering;

/// <summary>Draws pixels, with smooth edges and letters of the embedded font.</summary>
internal sealed class PixelCanvas(SKCanvas canvas) : ICanvas
{
    /// <inheritdoc/>
    public void Line(IReadOnlyList<Spot> spots, Pen pen)
    {
        using SKPaint paint = Stroke(pen);
        using SKPath path = Path(spots);
        canvas.DrawPath(path, paint);
    }

    /// <inheritdoc/>
    public void Polygon(IReadOnlyList<Spot> corners, Colour fill)
    {
        using SKPaint paint = Fill(fill);
        using SKPath path = Path(corners);
        path.Close();
        canvas.DrawPath(path, paint);
    }

    /// <inheritdoc/>
    public void Box(Area area, double radius, Colour fill, Pen? outline)
    {
        using SKPaint paint = Fill(fill);
        canvas.DrawRoundRect(Of(area), (float)radius, (float)radius, paint);
        if (outline is { } pen)
        {
            using SKPaint stroke = Stroke(pen);
            canvas.DrawRoundRect(Of(area), (float)radius, (float)radius, stroke);
        }
    }

    /// <inheritdoc/>
    public void Circle(Spot centre, double radius, Colour fill, Pen outline)
    {
        using SKPaint paint = Fill(fill);
        using SKPaint stroke = Stroke(outline);
        canvas.DrawCircle(Of(centre), (float)radius, paint);
        canvas.DrawCircle(Of(centre), (float)radius, stroke);
    }

    /// <inheritdoc/>
    public void Image(Area area, Raster raster)
    {
        using SKImage image = raster.ToImage();
        canvas.DrawImage(image, Of(area), new SKSamplingOptions(SKFilterMode.Nearest));
    }

    /// <inheritdoc/>
    public void Text(string text, Spot at, Lettering lettering)
    {
        using SKFont font = EmbeddedFont.At(lettering.Size);
        using SKPaint paint = Fill(lettering.Colour);
        float before = font.MeasureText(text) * lettering.Anchor switch { Anchor.Middle => 0.5f, Anchor.End => 1, _ => 0 };
        canvas.Save();
        canvas.Translate(Of(at));
        canvas.RotateDegrees(lettering.Upwards ? -90 : 0);
        canvas.DrawText(text, -before, 0, SKTextAlign.Left, font, paint);
        canvas.Restore();
    }

    /// <inheritdoc/>
    public void Inside(Area area, Action<ICanvas> paint)
    {
        canvas.Save();
        canvas.ClipRect(Of(area), SKClipOperation.Intersect, antialias: true);
        paint(this);
        canvas.Restore();
    }

    private static SKPaint Fill(Colour colour) => new() { Color = new SKColor(colour.Red, colour.Green, colour.Blue), IsAntialias = true };

    private static SKPaint Stroke(Pen pen)
    {
        SKPaint paint = Fill(pen.Colour);
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = (float)pen.Width;
        paint.StrokeJoin = SKStrokeJoin.Round;
        paint.PathEffect = pen.Pattern.Length == 0 ? null : SKPathEffect.CreateDash([.. pen.Pattern.Select(l => (float)l)], 0);
        return paint;
    }

    private static SKPath Path(IReadOnlyList<Spot> spots)
    {
        var path = new SKPath();
        path.AddPoly([.. spots.Select(Of)], close: false);
        return path;
    }

    private static SKPoint Of(Spot spot) => new((float)spot.X, (float)spot.Y);

    private static SKRect Of(Area area) => SKRect.Create((float)area.Left, (float)area.Top, (float)area.Width, (float)area.Height);
}
