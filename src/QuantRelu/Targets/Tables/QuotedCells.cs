using System.Text;

namespace QuantRelu.Targets.Tables;

/// <summary>A line of cells of which some stand in double quotes: these may hold the separator, and "" in them is one quote (RFC 4180).</summary>
internal static class QuotedCells
{
    /// <summary>The cells without their quotes, and whether a quote is not closed at the end of the line.</summary>
    public static (List<string> Cells, bool IsOpen) Split(string line, char separator)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool inside = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                // A second quote within quotes is a quote.
                bool doubled = inside && i + 1 < line.Length && line[i + 1] == '"';
                cell.Append(doubled ? "\"" : string.Empty);
                (inside, i) = doubled ? (true, i + 1) : (!inside, i);
            }
            else if (line[i] == separator && !inside)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(line[i]);
            }
        }

        cells.Add(cell.ToString());
        return (cells, inside);
    }
}
