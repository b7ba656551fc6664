using System.Text;
using QuantRelu.Formats.Tables;

namespace QuantRelu.Studies.Sweeps;

/// <summary>
/// Rows as comma-separated values: a cell with a comma or a quote stands in quotes, with its quotes doubled (RFC 4180). Of the columns only a target that is
/// written with a comma, such as min(x,1/2), and the message at the end of the line ever need that.
/// </summary>
internal sealed class CsvLines : SweepLines
{
    public override string Heading => string.Join(',', SweepRow.Columns);

    public override string Beginning => Heading + "\n";

    public override string Write(SweepRow row) => string.Join(',', row.Cells.Zip(SweepColumns.All, Written).Select(Quoted));

    protected override string?[]? Cells(string line)
    {
        var cells = new List<string?>();
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
            else if (line[i] == ',' && !inside)
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
        return inside ? null : [.. cells.Select((c, i) => i < SweepColumns.All.Count && IsBox(SweepColumns.All[i]) ? BoxText.FromCsv(c!) : c)];
    }

    private static string? Written(string? cell, SweepColumn column) => cell is not null && IsBox(column) ? BoxText.ForCsv(cell) : cell;

    private static bool IsBox(SweepColumn column) => column.Kind == CellKind.Box;

    private static string Quoted(string? cell) =>
        cell is null ? string.Empty : cell.AsSpan().ContainsAny(",\"") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
