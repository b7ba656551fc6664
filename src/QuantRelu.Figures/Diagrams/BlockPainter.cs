using System.Globalization;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Diagrams;

/// <summary>Draws a diagram of blocks: a band for each row, its layers on the left, arrows from what is read.</summary>
internal sealed class BlockPainter
{
    private const int Width = 960;
    private const double Margin = 20, Label = 138;
    private const double LineHeight = 17, BoxGap = 16, ColumnGap = 18, MostBoxWidth = 420;
    private const double Padding = 8, RowGap = 26;
    private const double TextSize = 13.5, SmallSize = 11.5, Inset = 12;
    private static readonly Pen Line = new(Inks.Grey, 1.2);

    private readonly BlockDiagram _diagram;
    private readonly double _top;
    private double _y;

    private BlockPainter(BlockDiagram diagram)
    {
        _diagram = diagram;
        _top = 52 + (20 * diagram.Caption.Length);
    }

    /// <summary>The picture.</summary>
    public static Picture ToPicture(BlockDiagram diagram)
    {
        var painter = new BlockPainter(diagram);
        double rows = diagram.Rows.Sum(r => HeightOf(r) + RowGap);
        return new Picture(Width, (int)(painter._top + 22 + RowGap + rows + 34), painter.Paint);
    }

    private static double HeightOf(DiagramRow row)
    {
        int lines = row.Columns.SelectMany(c => c.Boxes).Max(b => 1 + Counts(b, WidthOf(row)).Length);
        return (2 * Padding) - BoxGap + (((LineHeight * lines) + 12 + BoxGap) * row.Columns.Max(c => c.Boxes.Length));
    }

    // The width of each box of a row.
    private static double WidthOf(DiagramRow row) => Math.Min(MostBoxWidth, RoomOf(row) - ColumnGap);

    private static double RoomOf(DiagramRow row) => (Width - Margin - Label) / row.Columns.Length;

    private static Spot Middle(double y) => new((Label + Width - Margin) / 2, y);

    private void Paint(ICanvas canvas)
    {
        canvas.TextWithin(Width - (2 * Margin), _diagram.Title, new(Width / 2, 32), new(17, Inks.Black, Anchor.Middle));
        for (int i = 0; i < _diagram.Caption.Length; i++)
        {
            canvas.TextWithin(Width - (2 * Margin), _diagram.Caption[i], new(Width / 2, 56 + (20 * i)), new(13, Inks.Grey, Anchor.Middle));
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
        double room = RoomOf(row), boxWidth = WidthOf(row);
        var ends = new Spot[row.Columns.Length];
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
        for (int i = 0; i < column.Reads.Length; i++)
        {
            double aside = apart * (i - ((column.Reads.Length - 1) / 2.0));
            canvas.Arrow([above[column.Reads[i]], new(room.Centre.X + aside, room.Top)], Line);
        }

        double height = ((room.Height + BoxGap) / column.Boxes.Length) - BoxGap;
        for (int i = 0; i < column.Boxes.Length; i++)
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
        string[] counts = Counts(box, area.Width);
        double y = area.Centre.Y - (LineHeight * (counts.Length + 1) / 2) + 13;
        canvas.TextWithin(area.Width - Inset, box.Text, new(area.Centre.X, y), new(TextSize, Inks.Black, Anchor.Middle));
        for (int i = 0; i < counts.Length; i++)
        {
            canvas.TextWithin(area.Width - Inset, counts[i], new(area.Centre.X, y + (LineHeight * (i + 1))), new(SmallSize, Inks.Grey, Anchor.Middle));
        }
    }

    // In one line where there is room for it.
    private static string[] Counts(DiagramBox box, double width)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"depth {box.Depth}, width {box.Width:N0}");
        if (box.Copies.IsOne)
        {
            return [size];
        }

        string copies = box.Copies.ToString("N0", CultureInfo.InvariantCulture) + " copies";
        string line = $"{copies}, {size}";
        return EmbeddedFont.WidthOf(line, SmallSize) <= width - Inset ? [line] : [copies, size];
    }
}
