namespace QuantRelu.Cli.Input;

/// <summary>The rows of comma-separated text: empty lines are skipped, and so is a first line that begins with a letter, a heading.</summary>
internal static class CsvLines
{
    /// <summary>The cells of each row, trimmed, with the number of its line, counted from 1, and the line itself.</summary>
    public static IEnumerable<(int Number, string Line, string[] Cells)> Read(TextReader reader)
    {
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            line = line.TrimStart('\uFEFF');
            bool heading = number == 1 && CsvHeading.Is(line);
            if (!heading && !string.IsNullOrWhiteSpace(line))
            {
                yield return (number, line, [.. line.Split(',').Select(cell => cell.Trim())]);
            }
        }
    }
}
