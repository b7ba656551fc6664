using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Cli.Input;

/// <summary>Reads a target from a table of samples "x,y", one on each line: "@file.csv".</summary>
internal static class SampleReader
{
    /// <summary>What a target begins with that is a file of samples.</summary>
    public const char Mark = '@';

    /// <summary>The target of a file.</summary>
    /// <exception cref="CommandFailure">There is no such file, or it is no table of samples; the message names the line.</exception>
    public static Target Read(string text, Rational? lipschitz)
    {
        string path = text[1..];
        if (!File.Exists(path))
        {
            throw CommandFailure.BadInput($"There is no file '{path}'.");
        }

        try
        {
            return new SampleTable([.. Samples(path)]).ToTarget(text, lipschitz);
        }
        catch (ArgumentException e)
        {
            throw CommandFailure.BadInput($"'{path}' is no table of samples: {e.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    private static IEnumerable<(Rational X, Rational Y)> Samples(string path)
    {
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            bool heading = number == 1 && CsvHeading.Is(line);
            if (heading || string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            string[] cells = line.TrimStart('\uFEFF').Split(',');
            if (cells.Length != 2 || !Rational.TryParse(cells[0].Trim(), out Rational x) || !Rational.TryParse(cells[1].Trim(), out Rational y))
            {
                throw CommandFailure.BadInput($"Line {number} of '{path}' is not two numbers x,y: '{(line.Length <= 40 ? line : line[..37] + "...")}'.");
            }

            yield return (x, y);
        }
    }
}
