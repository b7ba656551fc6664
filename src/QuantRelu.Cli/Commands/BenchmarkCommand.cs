using System.CommandLine;
using System.Text.Json.Nodes;
using QuantRelu.Benchmarks;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Formats;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu benchmark: instances with known truth for programs that verify networks.</summary>
internal sealed class BenchmarkCommand
{
    private const string Every = "all";
    private const string Wide = "float64";
    private static readonly BenchmarkOptions Standard = new();
    private readonly Terminal _terminal;
    private readonly Argument<string> _directory = new("DIR") { Description = "The directory of the set. It appears whole; nothing may stand there." };
    private readonly Option<int> _count = TypedOption.Integer(
        "--count", "How many instances; half of them are sat.", 1, BenchmarkOptions.MostInstances, Standard.Count);

    private readonly Option<int> _seed = TypedOption.Integer("--seed", "What everything is drawn from.", 0, int.MaxValue, standard: 0);
    private readonly Option<string[]> _family = ListOptions.Words(
        "--family", "Where networks are from, one or several: sub-networks of the paper, compact networks, random circuits, many linear pieces, long chains.",
        Every, [Every, .. BenchmarkFamily.All.Select(f => f.Name)]);

    private readonly Option<int[]> _inputs = ClassOptions.List("--inputs", "How many inputs networks may have, one or several.", 1, 3, standard: "1,2,3");
    private readonly Option<Rational[]> _margins = ListOptions.Numbers(
        "--margins", "How far thresholds are from the exact extremum, as parts of it, one or several; 0 is the extremum itself. By default 0.1 to 1e-6, and 0.",
        "0.1,1e-3,1e-6,0");

    private readonly Option<string> _thresholds = TypedOption.Choice(
        "--thresholds", "The numbers that thresholds are: float64 for margins below 1e-7, which a tool must then read as such.", "float32", "float32", Wide);

    private readonly VnnLibVersionOption _version = new(string.Empty);

    private readonly Option<int> _maxWeights = TypedOption.Integer("--max-weights", "The most weights of a network.", 100, int.MaxValue, Standard.MostWeights);
    private readonly Option<int> _timeout = TypedOption.Integer("--timeout", "Seconds that a tool gets for an instance.", 1, int.MaxValue, Standard.Timeout);

    private readonly Option<string?> _check = TypedOption.Text(
        "--check", "Score a tool's answers to the set that lies in DIR: rows category,model,question,seconds,answer,seconds as the competition has them, or "
            + "instance,answer[,seconds[,witness]]; files *.counterexample beside them are witnesses.", "results.csv");

    private readonly Option<bool> _json = TypedOption.Flag("--json", "One JSON object.");

    private BenchmarkCommand(Terminal terminal) => _terminal = terminal;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new BenchmarkCommand(terminal).Command();

    private Command Command()
    {
        var command = new Command(
            "benchmark", "Draws verification instances whose answers are known and proved, in the layout of the competition VNN-COMP.") { _directory };
        foreach (Option option in Drawing.Append(_check).Append(_json))
        {
            command.Add(option);
        }

        command.SetAction(RunAsync);
        return command;
    }

    private Option[] Drawing => [_count, _seed, _family, _inputs, _margins, _thresholds, _version.Option, _maxWeights, _timeout];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        string directory = result.GetValue(_directory)!;
        if (result.GetValue(_check) is { } results)
        {
            return Drawing.FirstOrDefault(o => result.GetResult(o) is { Implicit: false }) is { } other
                ? throw CommandFailure.BadInput($"--check scores answers to a set that is there: leave out {other.Name}.")
                : BenchmarkScoring.Run(_terminal, directory, results, result.GetValue(_json));
        }

        BenchmarkOptions options = Read(result);
        if (options.Obstacle is { } obstacle)
        {
            bool isWidth = (options with { HasWideThresholds = true }).Obstacle is null;
            throw CommandFailure.BadInput(isWidth ? $"{obstacle} --thresholds {Wide} takes it." : obstacle);
        }

        AtomicDirectory.Check(directory);
        BenchmarkSet set = await new ProgressDisplay(_terminal)
            .CountAsync("instances", options.Count, progress => BenchmarkSet.Create(options, progress, cancellationToken)).ConfigureAwait(false);
        set.Write(directory, cancellationToken);
        int satisfiable = set.Instances.Count(i => i.IsSatisfiable);
        _terminal.Out.WriteLine(result.GetValue(_json)
            ? Json(set, directory, satisfiable)
            : $"{set}, {satisfiable} sat and {set.Instances.Length - satisfiable} unsat, in '{directory}'.");
        return ExitCode.Done;
    }

    private BenchmarkOptions Read(ParseResult result) => new()
    {
        Count = result.GetValue(_count),
        Seed = result.GetValue(_seed),
        Families = Families(result.GetValue(_family)!),
        Inputs = [.. result.GetValue(_inputs)!],
        Margins = result.GetValue(_margins) is { Length: > 0 } margins ? [.. margins] : BenchmarkOptions.StandardMargins,
        HasWideThresholds = result.GetValue(_thresholds) == Wide,
        Version = _version.Read(result),
        MostWeights = result.GetValue(_maxWeights),
        Timeout = result.GetValue(_timeout),
    };

    private static string Json(BenchmarkSet set, string directory, int satisfiable) => JsonOutput.Text(new JsonObject
    {
        ["directory"] = directory,
        ["instances"] = set.Instances.Length,
        ["sat"] = satisfiable,
        ["unsat"] = set.Instances.Length - satisfiable,
        ["command"] = set.Command,
    });

    private static ImmutableArray<BenchmarkFamily> Families(string[] names) =>
        [.. BenchmarkFamily.All.Where(f => names.Contains(Every) || names.Contains(f.Name))];
}
