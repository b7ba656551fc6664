using System.Text;
using System.Text.RegularExpressions;

namespace QuantRelu.Cli.Rendering.Tables;

/// <summary>Tables as GitHub's Markdown has them; whatever would be markup in a cell or a line is escaped.</summary>
internal sealed partial class MarkdownTables : TableFormat
{
    public override string Name => "markdown";

    public override string Write(TableReport report) => string.Join("\n\n", report.Blocks.Select(Block)) + "\n";

    /// <summary>A text that Markdown shows as it is.</summary>
    internal static string Escaped(string text) => Markup().Replace(text, @"\$0");

    private static string Block(TableBlock block) =>
        string.Join("\n\n", new[] { Paragraph(block.Above), Table(block.Table), Paragraph(block.Below) }.Where(p => p.Length > 0));

    // At the beginning of a paragraph these would make it a heading or a list.
    private static string Paragraph(IEnumerable<string> lines) => Beginning().Replace(string.Join('\n', lines.Select(l => Escaped(l.TrimStart()))), @"$1\$2");

    private static string Table(ReportTable? table)
    {
        if (table is null)
        {
            return string.Empty;
        }

        var text = new StringBuilder();
        text.Append(Row(table.Headings.Select(h => h.TrimStart('#'))));
        text.Append('\n').Append(Row(table.Headings.Select(h => h.StartsWith('#') ? "---:" : ":---"), escaped: false));
        foreach (string[] row in table.Shown)
        {
            text.Append('\n').Append(Row(row));
        }

        return text.ToString();
    }

    private static string Row(IEnumerable<string> cells, bool escaped = true) => $"| {string.Join(" | ", escaped ? cells.Select(Escaped) : cells)} |";

    [GeneratedRegex(@"[\\`*_\[\]<>|~&$]")]
    private static partial Regex Markup();

    [GeneratedRegex(@"(?m)^(\d*)([#+.)-])")]
    private static partial Regex Beginning();
}
