using System.Text.RegularExpressions;

namespace QuantRelu.Targets.Tables;

/// <summary>
/// Text in lines of cells as instruments, spreadsheets and papers write it. Cells are separated by tabs, semicolons, commas or spaces, whichever the lines
/// have in common; a cell in double quotes may hold the separator, and "" stands for one quote. Blank lines, and lines that begin with # or // or %, are
/// left out; a first line "sep=;" is that of spreadsheets and names the separator.
/// </summary>
internal static partial class DelimitedText
{
    private const char Space = ' ';

    /// <summary>The rows of a text.</summary>
    public static List<TableRow> Read(TextReader reader)
    {
        var lines = new List<(int Number, string Text)>();
        char? named = null;
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            line = line.TrimStart('\uFEFF');
            if (number == 1 && Named().Match(line) is { Success: true } match)
            {
                named = match.Groups[1].Value[0];
            }
            else if (!string.IsNullOrWhiteSpace(line) && !Comment().IsMatch(line))
            {
                lines.Add((number, line));
            }
        }

        char separator = named ?? Separator([.. lines.Select(l => l.Text)]);
        return [.. lines.Select(l => new TableRow(l.Number, l.Text.Trim(), [.. Cells(l.Text, separator)]))];
    }

    // A comma separates unless lines are numbers with decimal commas between spaces; where nothing else does, spaces do.
    private static char Separator(string[] lines)
    {
        string[] bare = [.. lines.Select(line => Quoted().Replace(line, string.Empty))];
        bool Usual(char c) => 2 * bare.Count(line => line.Contains(c, StringComparison.Ordinal)) >= Math.Max(1, bare.Length);
        bool spaced = lines.Any(line => DecimalCommas().IsMatch(line))
            && lines.All(line => DecimalCommas().IsMatch(line) || Integers().IsMatch(line) || !line.Any(char.IsAsciiDigit));
        bool commas = Usual(',') || lines.Any(line => line.Contains("\",", StringComparison.Ordinal));
        return Usual('\t') ? '\t' : Usual(';') ? ';' : spaced || !commas ? Space : ',';
    }

    private static IEnumerable<string> Cells(string line, char separator) => separator == Space
        ? line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(cell => cell.Trim('"'))
        : QuotedCells.Split(line, separator).Cells.Select(cell => cell.Trim());

    [GeneratedRegex(@"^sep=(.)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\s*(#|//|%)")]
    private static partial Regex Comment();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\s*[-+]?\d+(,\d+([eE][-+]?\d+)?)?(\s+[-+]?\d+(,\d+([eE][-+]?\d+)?)?)+\s*$(?<=,.*)")]
    private static partial Regex DecimalCommas();

    [GeneratedRegex(@"^\s*[-+]?\d+(\s+[-+]?\d+)+\s*$")]
    private static partial Regex Integers();
}
