using System.CommandLine;
using System.Text;
using QuantRelu.Formats;
using QuantRelu.Formats.Tables;

namespace QuantRelu.Cli.Options;

/// <summary>--output and --format of the commands whose rows other programs may read: CSV or JSON, without a rounded number.</summary>
internal sealed class DataOutput
{
    private const string Csv = "csv";
    private const string Json = "json";
    private readonly Option<string?> _output = TypedOption.Text(
        "--output", "Write the rows to a file, CSV or a JSON array, without rounding; - for standard output, in place of the text.", "file");
    private readonly Option<string> _format = TypedOption.Choice(
        "--format", "How rows are written: by default as the file's name ends, .csv or .json. Without --output they go to standard output.", Csv, Csv, Json);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _format.DefaultValueFactory = null;
        command.Add(_output);
        command.Add(_format);
    }

    /// <summary>Whether the rows take the place of the text on standard output.</summary>
    public bool TakesStandardOutput(ParseResult result) => result.GetValue(_output) is { } path ? path == Terminal.Dash : Given(result) is not null;

    /// <summary>Ends the command before any work when the rows cannot be written.</summary>
    public void Check(ParseResult result)
    {
        if (result.GetValue(_output) is { } path && path != Terminal.Dash)
        {
            _ = Format(result, path);
            AtomicFile.Check(path);
        }
    }

    /// <summary>Writes the rows if that was asked for.</summary>
    public void Save(ParseResult result, Terminal terminal, DataTable table, CancellationToken cancellationToken)
    {
        string? path = result.GetValue(_output);
        if (TakesStandardOutput(result))
        {
            terminal.Out.Write(Text(table, Given(result) ?? Csv));
        }
        else if (path is not null)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Text(table, Format(result, path)));
            AtomicFile.Write(path, stream => stream.Write(bytes), cancellationToken);
        }
    }

    private string? Given(ParseResult result) => result.GetValue(_format) is { Length: > 0 } asked ? asked : null;

    private string Format(ParseResult result, string path)
    {
        if (Given(result) is { } given)
        {
            FileName.Check(path, $"--format is {given}", $".{given}");
            return given;
        }

        return FileName.EndsIn(path, $".{Csv}") ? Csv
            : FileName.EndsIn(path, $".{Json}") ? Json
            : throw CommandFailure.BadInput($"'{path}' ends neither in .csv nor in .json; --format says how the rows shall be written.");
    }

    private static string Text(DataTable table, string format) => format == Csv ? table.ToCsv() : table.ToJson() + "\n";
}
