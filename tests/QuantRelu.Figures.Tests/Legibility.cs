using FluentAssertions;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Tests;

/// <summary>What every picture must keep so that it can be read.</summary>
internal static class Legibility
{
    /// <summary>Texts have 11 points or more, letters that the font has, stand on the page, and do not overlap.</summary>
    public static void Check(Picture picture)
    {
        List<DrawnText> texts = RecordingCanvas.Of(picture).Texts;
        texts.Should().HaveCountGreaterThan(10);
        foreach (DrawnText text in texts)
        {
            text.Size.Should().BeGreaterThanOrEqualTo(11, text.Text);
            EmbeddedFont.Has(text.Text).Should().BeTrue("'{0}' has its letters in the font", text.Text);
            (text.Room.Left >= 0 && text.Room.Top >= 0 && text.Room.Right <= picture.Width && text.Room.Bottom <= picture.Height).Should()
                .BeTrue("'{0}' at {1} is on the page", text.Text, text.Room);
            texts.Where(other => !ReferenceEquals(other, text) && Meet(other.Room, text.Room)).Select(other => $"{other.Text} / {text.Text}").Should()
                .BeEmpty();
        }
    }

    /// <summary>No curve runs behind a legend.</summary>
    public static void CheckLegend(Picture picture)
    {
        RecordingCanvas canvas = RecordingCanvas.Of(picture);
        canvas.Boxes.Should().NotBeEmpty();
        IReadOnlyList<Spot>[] curves = [.. canvas.Lines.Where(l => l.Count > 20)];
        curves.Should().HaveCountGreaterThan(1);
        foreach (Area legend in canvas.Boxes)
        {
            curves.SelectMany(c => c).Should()
                .NotContain(s => s.X >= legend.Left - 3 && s.X <= legend.Right + 3 && s.Y >= legend.Top - 3 && s.Y <= legend.Bottom + 3);
        }
    }

    private static bool Meet(Area a, Area b) => a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;
}
