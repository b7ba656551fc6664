using QuantRelu.Numerics;

namespace QuantRelu.Cli.Input;

/// <summary>A point as it was written, and its exact coordinates.</summary>
internal sealed record InputPoint(string Text, Rational[] X);

/// <summary>Reads points of a domain from comma-separated text, exactly.</summary>
internal static class PointReader
{
    /// <summary>One point, "0.25,0.5".</summary>
    /// <exception cref="CommandFailure">It is no point of the domain; the message says what and where.</exception>
    public static InputPoint Point(string text, Domain domain, string where)
    {
        string[] cells = text.Split(',');
        if (cells.Length != domain.Dimension)
        {
            throw CommandFailure.BadInput($"{where} has {Count(cells.Length)}, but the network takes {Count(domain.Dimension)}: '{Shown(text)}'.");
        }

        return new InputPoint(string.Join(',', cells.Select(c => c.Trim())), [.. cells.Select((cell, axis) => Coordinate(cell, axis, domain, where))]);
    }

    /// <summary>
    /// The points of a file, one per line; a first line that begins with a letter is a heading, empty lines are skipped.
    /// </summary>
    /// <exception cref="CommandFailure">A line is no point of the domain, or there is none; the message names the line.</exception>
    public static IEnumerable<InputPoint> Points(TextReader reader, Domain domain, string name)
    {
        int number = 0;
        bool any = false;
        while (reader.ReadLine() is { } line)
        {
            number++;
            bool heading = number == 1 && CsvHeading.Is(line);
            if (heading || string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            any = true;
            yield return Point(line.TrimStart('\uFEFF'), domain, $"Line {number} of {name}");
        }

        if (!any)
        {
            throw CommandFailure.BadInput($"There are no points in {name}.");
        }
    }

    private static Rational Coordinate(string cell, int axis, Domain domain, string where)
    {
        if (!Rational.TryParse(cell.Trim(), out Rational x))
        {
            throw CommandFailure.BadInput($"{where} has '{Shown(cell.Trim())}' as coordinate {axis + 1}, which is not a number.");
        }

        return x >= domain.Low(axis) && x <= domain.High(axis)
            ? x
            : throw CommandFailure.BadInput($"{where} has coordinate {axis + 1} at {Shown(cell.Trim())}, outside the domain {domain.Low(axis)}:{domain.High(axis)}.");
    }

    private static string Count(int count) => count == 1 ? "1 coordinate" : $"{count} coordinates";

    private static string Shown(string text) => text.Length <= 40 ? text : text[..37] + "...";
}
