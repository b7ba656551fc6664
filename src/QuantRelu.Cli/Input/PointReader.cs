using QuantRelu.Targets.Tables;

namespace QuantRelu.Cli.Input;

/// <summary>A point as it was written, and its exact coordinates.</summary>
internal sealed record InputPoint(string Text, Rational[] X);

/// <summary>Reads points of a domain from comma-separated text, exactly.</summary>
internal static class PointReader
{
    /// <summary>One point, "0.25,0.5".</summary>
    /// <exception cref="CommandFailure">It is no point of the domain; the message says what and where.</exception>
    public static InputPoint Point(string text, Domain domain, string where) =>
        Point(text, [.. text.Split(',').Select(cell => cell.Trim())], domain, where);

    /// <summary>The points of a file, one on each line.</summary>
    /// <exception cref="CommandFailure">A line is no point of the domain, or there is none; the message names the line.</exception>
    public static IEnumerable<InputPoint> Points(TextReader reader, Domain domain, string name)
    {
        bool any = false;
        foreach ((int number, string line, string[] cells) in CsvLines.Read(reader))
        {
            any = true;
            yield return Point(line, cells, domain, $"Line {number} of {name}");
        }

        if (!any)
        {
            throw CommandFailure.BadInput($"There are no points in {name}.");
        }
    }

    private static InputPoint Point(string text, string[] cells, Domain domain, string where) => cells.Length == domain.Dimension
        ? new InputPoint(string.Join(',', cells), [.. cells.Select((cell, axis) => Coordinate(cell, axis, domain, where))])
        : throw CommandFailure.BadInput($"{where} has {Count(cells.Length)}, but the network takes {Count(domain.Dimension)}: '{TableRow.Shorten(text)}'.");

    private static Rational Coordinate(string cell, int axis, Domain domain, string where)
    {
        if (!Rational.TryParse(cell, out Rational x))
        {
            throw CommandFailure.BadInput($"{where} has '{TableRow.Shorten(cell)}' as coordinate {axis + 1}, which is not a number.");
        }

        return x >= domain.Low(axis) && x <= domain.High(axis)
            ? x
            : throw CommandFailure.BadInput(
                $"{where} has coordinate {axis + 1} at {TableRow.Shorten(cell)}, outside the domain {domain.Low(axis)}:{domain.High(axis)}.");
    }

    private static string Count(int count) => count == 1 ? "1 coordinate" : $"{count} coordinates";
}
