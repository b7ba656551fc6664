using System.Globalization;

namespace QuantRelu.Cli.Input;

/// <summary>Which first lines of a table are headings.</summary>
internal static class CsvHeading
{
    private static readonly string[] NoHeadings = ["nan", "inf", "infinity"];

    /// <summary>True for a line that begins with a letter, unless its first cell is a number that is not finite: that is a wrong point, not a name.</summary>
    public static bool Is(string line)
    {
        string text = line.TrimStart('"', ' ');
        string cell = text.Split(',')[0].Trim().ToLower(CultureInfo.InvariantCulture);
        return text.Length > 0 && char.IsLetter(text[0]) && !NoHeadings.Contains(cell, StringComparer.Ordinal);
    }
}
