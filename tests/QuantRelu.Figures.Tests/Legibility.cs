using FluentAssertions;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Tests;

/// <summary>That a picture can be read: its texts are large enough, have their letters, are on the page and keep apart.</summary>
internal static class Legibility
{
    public static void Check(Picture picture)
    {
        List<DrawnText> texts = RecordingCanvas.Of(picture).Texts;
        texts.Should().HaveCountGreaterThan(10);
        foreach (DrawnText text in texts)
        {
            text.Size.Should().BeGreaterThanOrEqualTo(11, text.Text);
            EmbeddedFont.Has(text.Text).Should().BeTrue("'{0}' has its letters in the font", text.Text);
            (text.Room.Left >= 0 && text.Room.Top >= 0 && text.Room.Right <= picture.Width && text.Room.Bottom <= picture.Height).Should().BeTrue("'{0}' at {1} is on the page", text.Text, text.Room);
            texts.Where(other => !ReferenceEquals(other, text) && Meet(other.Room, text.Room)).Select(other => $"{other.Text} / {text.Text}").Should().BeEmpty();
        }
    }

    private static bool Meet(Area a, Area b) => a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;
}
