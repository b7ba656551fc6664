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
        using StreamReader reader = File.OpenText(path);
        foreach ((int number, string line, string[] cells) in CsvLines.Read(reader))
        {
            yield return cells.Length == 2 && Rational.TryParse(cells[0], out Rational x) && Rational.TryParse(cells[1], out Rational y)
                ? (x, y)
                : throw CommandFailure.BadInput($"Line {number} of '{path}' is not two numbers x,y: '{CsvLines.Short(line)}'.");
        }
    }
}
