namespace QuantRelu.Benchmarks.Scoring;

/// <summary>
/// A tool's results, a row for each instance: as the competition writes them, category, model, question, seconds of preparation, answer, seconds; or shorter,
/// instance, answer, and where they are known seconds and the witness, its numbers with spaces between them.
/// </summary>
public static class ResultsFile
{
    private const int CompetitionCells = 6;
    private const int MostCells = 4;
    private const int MostShown = 30;

    /// <summary>Reads the rows; a first row that begins with "instance" or "category" is a heading.</summary>
    /// <exception cref="FormatException">A row is neither; the message says which.</exception>
    public static ImmutableArray<ToolAnswer> Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var answers = ImmutableArray.CreateBuilder<ToolAnswer>();
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            string[] cells = [.. line.TrimStart('\uFEFF').Split(',').Select(c => c.Trim())];
            if (string.IsNullOrWhiteSpace(line) || (number == 1 && cells[0] is "instance" or "category"))
            {
                continue;
            }

            answers.Add(cells.Length switch
            {
                CompetitionCells => new ToolAnswer(cells[2], cells[4], Seconds(cells[5], number)),
                >= 2 and <= MostCells => new ToolAnswer(
                    cells[0], cells[1], Seconds(cells.ElementAtOrDefault(2), number), cells.ElementAtOrDefault(3) is { Length: > 0 } witness ? witness : null),
                _ => throw new FormatException(
                    $"Line {number} of the results has {cells.Length} cells; rows are category,model,question,seconds,answer,seconds "
                        + "or instance,answer[,seconds[,witness]]."),
            });
        }

        return answers.ToImmutable();
    }

    private static Rational? Seconds(string? cell, int line) => string.IsNullOrEmpty(cell) ? null
        : Rational.TryParse(cell, out Rational seconds) && seconds.Sign >= 0 ? seconds
        : throw new FormatException($"Line {line} of the results says '{(cell.Length > MostShown ? cell[..MostShown] + "..." : cell)}' where seconds stand.");
}
