using QuantRelu.Formats.Tables;
using QuantRelu.Targets.Tables;

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
        (List<string> cells, bool isOpen) = QuotedCells.Split(line, ',');
        return isOpen ? null : [.. cells.Select((c, i) => i < SweepColumns.All.Count && IsBox(SweepColumns.All[i]) ? BoxText.FromCsv(c) : c)];
    }

    private static string? Written(string? cell, SweepColumn column) => cell is not null && IsBox(column) ? BoxText.ForCsv(cell) : cell;

    private static bool IsBox(SweepColumn column) => column.Kind == CellKind.Box;

    private static string Quoted(string? cell) =>
        cell is null ? string.Empty : cell.AsSpan().ContainsAny(",\"") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
