using System.CommandLine;
using System.CommandLine.Parsing;
using QuantRelu.Cli.Rendering;
using QuantRelu.Studies.Sweeps;

namespace QuantRelu.Cli.Options;

/// <summary>Where the rows of a sweep go, how they are written, and which of them: --output, --format and --shard.</summary>
internal sealed class TableOption
{
    private static readonly string[] Names = ["csv", "jsonl"];

    private readonly Option<string?> _output = TypedOption.Text(
        "--output", "The file for the rows, CSV or JSON lines; rows that are there are not computed again. By default, or with -, standard output.", "file");
    private readonly Option<string> _format =
        TypedOption.Choice("--format", "How rows are written; by default as the file's name ends, .csv or .jsonl, and CSV on standard output.", "csv", Names);
    private readonly Option<Shard> _shard = new("--shard")
    {
        Description = "Only the i-th of n parts of the rows, dealt round robin, i from 1 to n: one job of an array of jobs.",
        HelpName = "i/n",
        DefaultValueFactory = _ => Shard.Whole,
        CustomParser = ReadShard,
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _format.DefaultValueFactory = null;
        command.Add(_output);
        command.Add(_format);
        command.Add(_shard);
    }

    /// <summary>The part of the rows that was asked for.</summary>
    public Shard ReadShard(ParseResult result) => result.GetValue(_shard)!;

    /// <summary>True when rows go to a file, not to standard output.</summary>
    public bool IsFile(ParseResult result) => result.GetValue(_output) is not (null or Terminal.Dash);

    /// <summary>Opens the table.</summary>
    /// <exception cref="CommandFailure">The name does not say the format.</exception>
    public SweepTable Open(ParseResult result, Terminal terminal)
    {
        SweepFormat format = Format(result);
        return IsFile(result) ? SweepTable.Open(result.GetValue(_output)!, format) : new SweepTable(new TextStream(terminal.Out), format);
    }

    private SweepFormat Format(ParseResult result)
    {
        string path = result.GetValue(_output) ?? Terminal.Dash;
        string? given = result.GetValue(_format) is { Length: > 0 } asked ? asked : null;
        if (given is not null)
        {
            FileName.Check(path, $"--format is {given}", given == "csv" ? [".csv"] : [".jsonl", ".ndjson"]);
        }

        string name = given ?? (IsFile(result) ? Path.GetExtension(path).TrimStart('.').ToLowerInvariant() : Names[0]);
        return name switch
        {
            "csv" => SweepFormat.Csv,
            "jsonl" or "ndjson" => SweepFormat.JsonLines,
            _ => throw CommandFailure.BadInput($"'{path}' ends neither in .csv nor in .jsonl; --format says how the rows shall be written."),
        };
    }

    private static Shard? ReadShard(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!Shard.TryParse(text, out Shard? shard))
        {
            result.AddError($"--shard is '{text}'; it must be i/n with i from 1 to n, such as 2/8.");
        }

        return shard;
    }
}
