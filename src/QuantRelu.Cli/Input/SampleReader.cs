using QuantRelu.Targets.Tables;

namespace QuantRelu.Cli.Input;

/// <summary>
/// Reads a target from a table of samples: "@file.csv", "@file.csv:3" or "@file.csv:heading" for another column, "@file.csv:grid" or "@file.csv:x,y,z" for two
/// inputs, or "@-" for standard input.
/// </summary>
internal static class SampleReader
{
    /// <summary>What a target begins with that is a file of samples.</summary>
    public const char Mark = '@';

    private const char ColumnMark = ':';

    /// <summary>The target of a file.</summary>
    /// <param name="text">The target as it was given.</param>
    /// <param name="lipschitz">A Lipschitz constant, or null.</param>
    /// <param name="standardInput">What @- reads; null where it stands for nothing.</param>
    /// <exception cref="CommandFailure">There is no such file, or it is no table of samples; the message names the line.</exception>
    public static Target Read(string text, Rational? lipschitz, TextReader? standardInput)
    {
        (string path, string? columns) = Parts(text[1..]);
        try
        {
            TableColumns? wanted = columns is null ? null : TableColumns.Parse(columns);
            if (path == Terminal.Dash)
            {
                return standardInput is null
                    ? throw CommandFailure.BadInput("Samples from standard input, @-, are for build, compare and sweep: name a file here.")
                    : TableText.Read(standardInput, "standard input", wanted, text, lipschitz);
            }

            if (!File.Exists(path))
            {
                throw CommandFailure.BadInput($"There is no file '{path}'.");
            }

            using StreamReader reader = File.OpenText(path);
            return TableText.Read(reader, $"'{path}'", wanted, text, lipschitz);
        }
        catch (TableException e)
        {
            throw CommandFailure.BadInput(e.Message);
        }
    }

    // A colon in the name of a file that is there, as after the letter of a drive, names no column.
    private static (string Path, string? Columns) Parts(string text)
    {
        int colon = text.LastIndexOf(ColumnMark);
        return colon < 0 || File.Exists(text) || text[(colon + 1)..].Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? (text, null)
            : (text[..colon], text[(colon + 1)..]);
    }
}
