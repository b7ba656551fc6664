using System.Globalization;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Diagrams;

/// <summary>Draws a diagram of blocks: a band for each row, its layers on the left, arrows from what is read.</summary>
internal sealed class BlockPainter
{
    private const int Width = 960;
    private const double Margin = 20, Label = 138;
    private const double BoxHeight = 46, BoxGap = 16, ColumnGap = 18, MostBoxWidth = 420;
    private const double Padding = 8, RowGap = 26;
    private const double TextSize = 13.5, SmallSize = 11.5;
    private static readonly Pen Line = new(Inks.Grey, 1.2);

    private readonly BlockDiagram _diagram;
    private readonly double _top;
    private double _y;

    private BlockPainter(BlockDiagram diagram)
    {
        _diagram = diagram;
        _top = 52 + (20 * diagram.Caption.Count);
    }

    /// <summary>The picture.</summary>
    public static Picture ToPicture(BlockDiagram diagram)
    {
        var painter = new BlockPainter(diagram);
        double rows = diagram.Rows.Sum(r => HeightOf(r) + RowGap);
        return new Picture(Width, (int)(painter._top + 22 + RowGap + rows + 34), painter.Paint);
    }

    private static double HeightOf(DiagramRow row) => (2 * Padding) - BoxGap + ((BoxHeight + BoxGap) * row.Columns.Max(c => c.Boxes.Count));

    private static Spot Middle(double y) => new((Label + Width - Margin) / 2, y);

    private void Paint(ICanvas canvas)
    {
        canvas.Text(_diagram.Title, new(Width / 2, 32), new(17, Inks.Black, Anchor.Middle));
        for (int i = 0; i < _diagram.Caption.Count; i++)
        {
            canvas.Text(_diagram.Caption[i], new(Width / 2, 56 + (20 * i)), new(13, Inks.Grey, Anchor.Middle));
        }

        _y = _top + 22;
        canvas.Text(_diagram.Input, Middle(_y - 4), new(15, Inks.Black, Anchor.Middle));
        Spot[] ends = [Middle(_y)];
        foreach (DiagramRow row in _diagram.Rows)
        {
            ends = Row(canvas, row, ends);
        }

        canvas.Arrow([ends[0], Middle(_y + RowGap - 2)], Line);
        canvas.Text(_diagram.Output, Middle(_y + RowGap + 14), new(15, Inks.Black, Anchor.Middle));
    }

    // Draws a row below the one before, and gives where its columns end.
    private Spot[] Row(ICanvas canvas, DiagramRow row, Spot[] above)
    {
        double height = HeightOf(row), top = _y + RowGap;
        canvas.Box(new(Margin, top, Width - (2 * Margin), height), 6, Inks.Band, null);
        string layers = row.First == row.Last ? $"layer {row.First}" : $"layers {row.First} to {row.Last}";
        canvas.Text(layers, new(Margin + 10, top + (height / 2) - 4), new(12.5, Inks.Black));
        canvas.Text(string.Create(CultureInfo.InvariantCulture, $"width {row.Width:N0}"), new(Margin + 10, top + (height / 2) + 13), new(12.5, Inks.Black));
        double room = (Width - Margin - Label) / row.Columns.Count;
        double boxWidth = Math.Min(MostBoxWidth, room - ColumnGap);
        var ends = new Spot[row.Columns.Count];
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = Column(canvas, row.Columns[i], new(Label + (room * (i + 0.5)) - (boxWidth / 2), top + Padding, boxWidth, height - (2 * Padding)), above);
        }

        _y = top + height;
        return ends;
    }

    // The boxes of a column fill the height of their row; arrows from several sources arrive beside each other.
    private static Spot Column(ICanvas canvas, DiagramColumn column, Area room, Spot[] above)
    {
        const double apart = 44;
        for (int i = 0; i < column.Reads.Count; i++)
        {
            double aside = apart * (i - ((column.Reads.Count - 1) / 2.0));
            canvas.Arrow([above[column.Reads[i]], new(room.Centre.X + aside, room.Top)], Line);
        }

        double height = ((room.Height + BoxGap) / column.Boxes.Count) - BoxGap;
        for (int i = 0; i < column.Boxes.Count; i++)
        {
            var area = new Area(room.Left, room.Top + (i * (height + BoxGap)), room.Width, height);
            if (i > 0)
            {
                canvas.Arrow([new(room.Centre.X, area.Top - BoxGap), new(room.Centre.X, area.Top)], Line);
            }

            Box(canvas, column.Boxes[i], area);
        }

        return new(room.Centre.X, room.Bottom);
    }

    private static void Box(ICanvas canvas, DiagramBox box, Area area)
    {
        canvas.Box(area, 5, Inks.White, new(Inks.Blue, 1.3));
        canvas.Text(box.Text, new(area.Centre.X, area.Centre.Y - 4), new(Fitting(box.Text, TextSize, area), Inks.Black, Anchor.Middle));
        string counts = Counts(box);
        canvas.Text(counts, new(area.Centre.X, area.Centre.Y + 14), new(Fitting(counts, SmallSize, area), Inks.Grey, Anchor.Middle));
    }

    private static string Counts(DiagramBox box) => string.Create(
        CultureInfo.InvariantCulture, $"{(box.Copies.IsOne ? string.Empty : $"{box.Copies.ToString("N0", CultureInfo.InvariantCulture)} copies, ")}depth {box.Depth}, width {box.Width:N0}");

    private static double Fitting(string text, double size, Area area) =>
        Math.Round(Math.Min(size, size * (area.Width - 10) / EmbeddedFont.WidthOf(text, size)), 1);
}
