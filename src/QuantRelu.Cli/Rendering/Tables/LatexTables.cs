using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace QuantRelu.Cli.Rendering.Tables;

/// <summary>
/// Tables for LaTeX with the package booktabs and no other: each a tabular to be put into a table of one's own, the lines around it as comments. Text is
/// escaped, and letters and signs that are no ASCII are written in mathematics, so that any LaTeX can set them.
/// </summary>
internal sealed partial class LatexTables : TableFormat
{
    // What is no ASCII in headings and cells, and what ASCII means something else to TeX.
    private static readonly Dictionary<char, string> Signs = new()
    {
        ['\\'] = @"\textbackslash{}",
        ['{'] = @"\{",
        ['}'] = @"\}",
        ['$'] = @"\$",
        ['&'] = @"\&",
        ['%'] = @"\%",
        ['#'] = @"\#",
        ['_'] = @"\_",
        ['^'] = @"\textasciicircum{}",
        ['~'] = @"\textasciitilde{}",
        ['<'] = "$<$",
        ['>'] = "$>$",
        ['|'] = "$|$",
        ['"'] = "''",
        ['λ'] = @"$\lambda$",
        ['ε'] = @"$\varepsilon$",
        ['θ'] = @"$\theta$",
        ['π'] = @"$\pi$",
        ['σ'] = @"$\sigma$",
        ['Σ'] = @"$\Sigma$",
        ['±'] = @"$\pm$",
        ['×'] = @"$\times$",
        ['·'] = @"$\cdot$",
        ['√'] = @"$\surd$",
        ['⌈'] = @"$\lceil$",
        ['⌉'] = @"$\rceil$",
        ['∝'] = @"$\propto$",
        ['≤'] = @"$\le$",
        ['≥'] = @"$\ge$",
        ['∞'] = @"$\infty$",
        ['₁'] = "$_1$",
        ['²'] = "$^2$",
        ['³'] = "$^3$",
        ['‖'] = @"$\|$",
        ['→'] = @"$\to$",
        ['−'] = "$-$",
    };

    // What TeX would join to another sign where two of them stand side by side: -- is a dash, '' a quotation mark, ?` a Spanish one.
    private static readonly SearchValues<char> Joined = SearchValues.Create("-'`\"?!");

    public override string Name => "tex";

    public override string Write(TableReport report) => string.Join("\n\n", report.Blocks.Select(Block)) + "\n";

    /// <summary>A text that TeX sets as it is.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            // A minus before a number, not the hyphen of a word.
            bool isMinus = text[i] == '-' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]) && (i == 0 || !char.IsLetterOrDigit(text[i - 1]));
            if (i > 0 && Joined.Contains(text[i]) && Joined.Contains(text[i - 1]))
            {
                escaped.Append("{}");
            }

            escaped.Append(isMinus ? "$-$" : Signs.GetValueOrDefault(text[i]) ?? text[i].ToString());
        }

        return escaped.ToString();
    }

    private static string Block(TableBlock block) =>
        string.Join('\n', block.Above.Select(Comment).Concat(block.Table is { } table ? [Tabular(table)] : []).Concat(block.Below.Select(Comment)));

    private static string Comment(string line) => $"% {line}";

    private static string Tabular(ReportTable table)
    {
        string[] headings = [.. table.Headings];
        var text = new StringBuilder();
        text.Append($"\\begin{{tabular}}{{{string.Concat(headings.Select(h => h.StartsWith('#') ? 'r' : 'l'))}}}\n\\toprule\n");
        text.Append(Row(headings.Select(h => Escaped(h.TrimStart('#')))));
        text.Append("\\midrule\n");
        foreach (string[] row in table.Shown)
        {
            text.Append(Row(row.Select((cell, i) => headings[i].StartsWith('#') ? Set(cell) : Escaped(cell))));
        }

        return text.Append("\\bottomrule\n\\end{tabular}").ToString();
    }

    // A row that begins with a bracket would be taken for an option of the line's end above it.
    private static string Row(IEnumerable<string> cells) => string.Join(" & ", cells.Select(c => c.StartsWith('[') ? "{}" + c : c)) + " \\\\\n";

    // A power of ten as one writes it.
    private static string Set(string cell) => Power().Match(cell) is { Success: true } m
        ? $"${m.Groups[1].Value} \\times 10^{{{m.Groups[2].Value.TrimStart('+')}{m.Groups[3].Value}}}$"
        : Escaped(cell);

    [GeneratedRegex(@"^(-?\d+(?:\.\d+)?)[eE]([+-]?)0*(\d+)$")]
    private static partial Regex Power();
}
