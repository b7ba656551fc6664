using System.Text.RegularExpressions;

namespace QuantRelu.Cli.Rendering;

/// <summary>Text in lines that are no longer than a screen is wide, broken between words; a word is broken only after a bar, as in a|b|c.</summary>
internal static partial class WrappedText
{
    /// <summary>The width of what is no screen.</summary>
    public const int Unlimited = int.MaxValue;

    /// <summary>The narrowest screen that text is laid out for.</summary>
    public const int Narrowest = 40;

    /// <summary>The lines of a text.</summary>
    /// <param name="text">Words with blanks between them.</param>
    /// <param name="first">The blanks before the first line.</param>
    /// <param name="indent">The blanks before the others.</param>
    /// <param name="width">The most characters of a line, unless one word alone is longer.</param>
    public static IEnumerable<string> Lines(string text, int first, int indent, int width) =>
        Broken(text.Split(' ', StringSplitOptions.RemoveEmptyEntries), first, indent, width, atEnd: string.Empty);

    /// <summary>
    /// A command line over several lines, each but the last with the backslash that a shell goes on after. What is in quotes, and an option and its value,
    /// stay together.
    /// </summary>
    /// <inheritdoc cref="Lines"/>
    public static IEnumerable<string> Command(string command, int first, int width)
    {
        int quotes = 0;
        string marked = string.Concat(command.Select(c => (quotes += c == '"' ? 1 : 0) % 2 == 1 && c == ' ' ? '\0' : c));
        string together = OptionAndValue().Replace(marked, pair => pair.Length + first + 6 <= width ? pair.Value.Replace(' ', '\0') : pair.Value);
        return Broken(together.Split(' '), first, first + 4, width, atEnd: " \\").Select(line => line.Replace('\0', ' '));
    }

    // Pieces of a word follow each other without a blank.
    private static IEnumerable<string> Broken(IEnumerable<string> words, int first, int indent, int width, string atEnd)
    {
        string line = new(' ', first);
        bool isEmpty = true;
        foreach (string word in words)
        {
            bool begins = true;
            foreach (string piece in Pieces(word, width - indent - atEnd.Length, isWhole: atEnd.Length > 0))
            {
                string next = (isEmpty || !begins ? line : line + ' ') + piece;
                if (!isEmpty && next.Length > width - atEnd.Length)
                {
                    yield return line + atEnd;
                    next = new string(' ', indent) + piece;
                }

                (line, isEmpty, begins) = (next, false, false);
            }
        }

        yield return line;
    }

    // A word that fits on a line is one piece.
    private static IEnumerable<string> Pieces(string word, int room, bool isWhole)
    {
        string[] parts = word.Split('|');
        return isWhole || word.Length <= room || parts.Length == 1 ? [word] : parts.Select((part, i) => i < parts.Length - 1 ? part + '|' : part);
    }

    [GeneratedRegex(@"(?<= )-[\w-]+ [^-| ]\S*")]
    private static partial Regex OptionAndValue();
}
