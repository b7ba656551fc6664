using System.Text.RegularExpressions;

namespace QuantRelu.Cli.Rendering;

/// <summary>
/// Help of any width: paragraphs, and lists of a name and what it is. Descriptions stand in a column beside the names; below a name that is too long
/// for its column.
/// </summary>
internal static partial class HelpLayout
{
    private const int Indent = 2;
    private const int Gap = 2;
    private const int Deeper = 6;

    /// <summary>The lines of a help text that was laid out without a limit.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        string heading = string.Empty;
        for (int i = 0; i < lines.Length; i++)
        {
            heading = lines[i].StartsWith(' ') ? heading : lines[i];
            string[] block = [.. lines.Skip(i).TakeWhile(l => l.StartsWith(' '))];
            IEnumerable<string> laid = block.Length == 0 ? [lines[i]]
                : heading is "Description:" or "Usage:" ? block.SelectMany(l => WrappedText.Lines(l, Indent, heading == "Usage:" ? Deeper : Indent, width))
                : List([.. block.Select(l => Entry().Match(l))], width);
            foreach (string line in laid)
            {
                yield return line;
            }

            i += Math.Max(block.Length - 1, 0);
        }
    }

    private static IEnumerable<string> List(Match[] entries, int width)
    {
        // Half of the screen is for descriptions.
        int most = width == WrappedText.Unlimited ? width : (width / 2) - Indent - Gap;
        int column = Indent + Gap + entries.Select(e => e.Groups["name"].Length).Where(l => l <= most).DefaultIfEmpty(Deeper - Indent - Gap).Max();
        foreach (Match entry in entries)
        {
            (string name, string text) = (entry.Groups["name"].Value, entry.Groups["text"].Value);
            if (Indent + name.Length + Gap > column)
            {
                foreach (string line in WrappedText.Lines(name, Indent, Deeper, width).Concat(text.Length == 0 ? [] : Described(string.Empty, text)))
                {
                    yield return line;
                }
            }
            else
            {
                foreach (string line in Described(name, text))
                {
                    yield return line;
                }
            }
        }

        IEnumerable<string> Described(string name, string text) => WrappedText.Lines(text, column, column, width)
            .Select((line, i) => (i == 0 ? (new string(' ', Indent) + name).PadRight(column) + line[column..] : line).TrimEnd());
    }

    [GeneratedRegex(@"^ +(?<name>\S+(?: \S+)*)(?:  +(?<text>\S.*))?$")]
    private static partial Regex Entry();
}
