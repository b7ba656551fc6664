using System.Globalization;

namespace QuantRelu.Targets.Tables;

/// <summary>
/// Reads the numbers of one table, all with the same decimal mark: a point or a comma, whichever its first broken number has. Numbers are exact: decimals
/// with or without an exponent, and fractions p/q.
/// </summary>
internal sealed class NumberReader(string name)
{
    private static readonly string[] NotFinite = ["nan", "inf", "infinity", "-inf", "-infinity", "+inf", "+infinity"];

    private (char Mark, int Line, string Cell)? _first;

    /// <summary>True for what is, or is meant as, a number, so that no heading is made of it.</summary>
    public static bool IsMeantAsNumber(string cell) =>
        Rational.TryParse(WithPoint(cell), out _) || NotFinite.Contains(cell.ToLower(CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>The number of a cell.</summary>
    /// <exception cref="TableException">It is none, or is written otherwise than those before.</exception>
    public Rational Read(TableRow row, int column)
    {
        string cell = row.Cells[column], where = $"Line {row.Line} of {name} has '{TableRow.Shorten(cell)}' in column {column + 1}";
        if (cell.Contains(',', StringComparison.Ordinal) && (cell.Contains('.', StringComparison.Ordinal) || cell.Count(c => c == ',') > 1))
        {
            throw new TableException($"{where}: write numbers without separators of thousands.");
        }

        char? mark = cell.Contains(',', StringComparison.Ordinal) ? ',' : cell.Contains('.', StringComparison.Ordinal) ? '.' : null;
        _first ??= mark is { } found ? (found, row.Line, cell) : null;
        if (mark is not null && _first is { } first && mark != first.Mark)
        {
            string other = TableRow.Shorten(first.Cell);
            throw new TableException($"{where} and line {first.Line} has '{other}': write all numbers with a point, or all with a comma.");
        }

        return Rational.TryParse(WithPoint(cell), out Rational value) ? value
            : throw new TableException(cell.Length == 0
                ? $"Line {row.Line} of {name} has nothing in column {column + 1}: '{row.Short}'."
                : $"{where}, which is not a number.");
    }

    private static string WithPoint(string cell) => cell.Replace(',', '.').Replace('\u2212', '-');
}
