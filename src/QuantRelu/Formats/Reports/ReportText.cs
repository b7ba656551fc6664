using System.Text;
using QuantRelu.Constructions.Paper;

namespace QuantRelu.Formats.Reports;

/// <summary>A report as text: one line for each fact.</summary>
public static class ReportText
{
    private const int NameWidth = 16;

    /// <summary>The lines of the report, without a last line break.</summary>
    public static string Write(Report report)
    {
        var text = new StringBuilder();
        foreach (ReportFact fact in ReportFacts.Of(report))
        {
            text.Append(fact.Name.PadRight(NameWidth)).Append(fact.Value);
            text.Append(fact.Expression is { } expression ? $"   (the theorem's expression: {ReportFacts.Short(expression)})" : string.Empty).AppendLine();
        }

        if (report.Ledger is { } ledger)
        {
            Append(text, ledger);
        }

        return text.ToString().TrimEnd('\n', '\r');
    }

    private static void Append(StringBuilder text, ErrorLedger ledger)
    {
        string[][] rows = [[.. LedgerRows.Headings], .. LedgerRows.Of(ledger).Select(r => r.ToArray())];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].TrimStart('#').Length))];
        text.AppendLine().AppendLine(LedgerRows.Caption(ledger));
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, c) =>
                rows[0][c][0] == '#' ? cell.TrimStart('#').PadLeft(widths[c]) : cell.PadRight(widths[c]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
