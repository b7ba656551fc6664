using System.CommandLine;
using QuantRelu.Cli.Rendering.Tables;

namespace QuantRelu.Cli.Options;

/// <summary>--format, --table and, beside them, --json of the commands that answer in tables.</summary>
internal sealed class FormatOption
{
    private readonly Option<string?> _format = TypedOption.OptionalChoice(
        "--format",
        "text, or tables for LaTeX with booktabs, GitHub's Markdown; or one table, exact, as CSV or a JSON array of its rows.", TableFormat.Names);

    private readonly Option<string?> _table;
    private readonly Option<bool> _json;

    /// <summary>The options of a command with these tables.</summary>
    public FormatOption(Option<bool> json, params string[] tables) =>
        (_json, _table) = (json, TypedOption.OptionalChoice("--table", $"One of the tables alone; CSV and JSON have the first, {tables[0]}.", tables));

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_table);
        command.Add(_json);
    }

    /// <summary>Ends the command before any work when the answer is asked for in two forms.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="isPivot">Whether one number of all networks is asked for.</param>
    public void Check(ParseResult result, bool isPivot = false)
    {
        if (result.GetValue(_json) && (isPivot ? "--pivot" : Given(result, _format) ?? Given(result, _table)) is { } other)
        {
            throw CommandFailure.BadInput($"--json and {other} both say what the answer looks like: leave one of them out.");
        }

        if (isPivot && result.GetValue(_table) is { } table)
        {
            throw CommandFailure.BadInput($"--pivot is a table in place of the others: leave out --table {table}.");
        }
    }

    /// <summary>Writes the answer.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="terminal">Where to.</param>
    /// <param name="report">The answer in tables.</param>
    /// <param name="json">The answer as JSON.</param>
    public void Write(ParseResult result, Terminal terminal, TableReport report, Func<string> json)
    {
        if (result.GetValue(_json))
        {
            terminal.Out.WriteLine(json());
        }
        else
        {
            TableReport asked = result.GetValue(_table) is { } table ? report.Only(table) : report;
            terminal.Out.Write(TableFormat.Of(result.GetValue(_format)).Write(asked));
        }
    }

    private static string? Given(ParseResult result, Option<string?> option) => result.GetValue(option) is null ? null : option.Name;
}
