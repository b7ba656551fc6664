using System.CommandLine;
using System.CommandLine.Parsing;
using QuantRelu.Cli.Rendering;
using QuantRelu.Cli.Rendering.Tables;
using QuantRelu.Studies.Sweeps;

namespace QuantRelu.Cli.Options;

/// <summary>Where the rows of a sweep go, how they are written, which of them, and tables of them: --output, --format, --shard, --pivot.</summary>
internal sealed class TableOption
{
    private static readonly string[] Names = ["csv", "jsonl"];
    private static readonly string[] Summaries = [.. TableFormat.Names.Except(Names)];

    private readonly Option<string?> _output = TypedOption.Text(
        "--output", "The file for the rows, CSV or JSON lines; rows that are there are not computed again. By default, or with -, standard output.", "file");
    private readonly Option<string> _format =
        TypedOption.Choice(
            "--format",
            "How rows are written; by default as the file's name ends, .csv or .jsonl, and CSV on standard output. The others, and with --pivot CSV, too, are "
                + "tables on standard output at the end, whether or not rows go to a file.",
            "csv",
            [.. Names, .. Summaries]);

    private readonly Option<string?> _pivot = PivotOption.Create();
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
        command.Add(_pivot);
    }

    /// <summary>The part of the rows that was asked for.</summary>
    public Shard ReadShard(ParseResult result) => result.GetValue(_shard)!;

    /// <summary>True when rows go to a file, not to standard output.</summary>
    public bool IsFile(ParseResult result) => result.GetValue(_output) is not (null or Terminal.Dash);

    /// <summary>True when standard output has a table of all rows at the end, not the rows as they come.</summary>
    public bool IsSummary(ParseResult result) => result.GetValue(_pivot) is not null || Summaries.Contains(result.GetValue(_format));

    /// <summary>Opens the table.</summary>
    /// <exception cref="CommandFailure">The name does not say the format.</exception>
    public SweepTable Open(ParseResult result, Terminal terminal)
    {
        CheckSummary(result);
        SweepFormat format = Format(result);
        return IsFile(result) ? SweepTable.Open(result.GetValue(_output)!, format)
            : new SweepTable(IsSummary(result) ? Stream.Null : new TextStream(terminal.Out), format);
    }

    /// <summary>Writes the table of all rows if that was asked for.</summary>
    public void Summarize(ParseResult result, Terminal terminal, IReadOnlyList<SweepRow> rows)
    {
        if (IsSummary(result))
        {
            TableReport report = result.GetValue(_pivot) is { } number ? SweepTables.PivotOf(rows, number) : SweepTables.Of(rows);
            terminal.Out.Write(TableFormat.Of(result.GetValue(_format)).Write(report));
        }
    }

    private void CheckSummary(ParseResult result)
    {
        if (IsSummary(result) && result.GetValue(_format) == "jsonl")
        {
            throw CommandFailure.BadInput("--pivot is one table, and --format jsonl is for rows: say --format json, or leave one of them out.");
        }

        if (IsSummary(result) && result.GetValue(_output) == Terminal.Dash)
        {
            throw CommandFailure.BadInput("The rows and their table would both go to standard output: name a file with --output, or leave it out.");
        }
    }

    private SweepFormat Format(ParseResult result)
    {
        string path = result.GetValue(_output) ?? Terminal.Dash;
        string? given = !IsSummary(result) && result.GetValue(_format) is { Length: > 0 } asked ? asked : null;
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
