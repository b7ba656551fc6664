using System.CommandLine;
using System.Numerics;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Figures.Rendering;
using QuantRelu.Figures.Sweeps;
using QuantRelu.Studies;
using QuantRelu.Studies.Sweeps;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu sweep: a table of many networks, one row each, that can be interrupted, continued and split.</summary>
internal sealed class SweepCommand
{
    private readonly Terminal _terminal;
    private readonly ConstructionRegistry _constructions;
    private readonly Option<string[]> _construction;
    private readonly TargetOptions _target = new(several: true);
    private readonly Option<AskedError[]> _error = ListOptions.Errors();
    private readonly Option<int[]> _lambda =
        ClassOptions.List("--lambda", "Every λ, such as 2,3,4 or 2..8.", 2, CodebookOptions.MostValues, standard: "2,3,4,8,16");
    private readonly Option<string[]> _quantization = ListOptions.Words(
        "--quantization",
        "How weight values are chosen, one or several: ±1/2 and powers of two; multiples of 1/λ; none: free weights of 32 bits. A row of an odd λ with linear "
            + "says that there is no such network.",
        "nonlinear",
        "nonlinear",
        "linear",
        "none");

    private readonly Option<string[]> _structure = ListOptions.Words("--structure",
        "Whether the topology depends on the target, one or both: dependent is for one variable and n = 1.", "independent", StructureOption.Words);
    private readonly Option<int?[]> _smoothness = ListOptions.Smoothness(NetworkRequest.MostSmooth);
    private readonly SamplingOptions _sampling = SamplingOptions.OfMany();
    private readonly Option<bool> _certify = TypedOption.Flag("--certify", "Prove an interval around the greatest error of each network, too.");
    private readonly CertificationChoice _certification = new();
    private readonly Option<BigInteger> _maxWeights = TypedOption.Count(
        "--max-weights", "The most weights of a network that is built; a larger one has a row with its counts alone.", BuildLimits.StandardWeights);
    private readonly TableOption _table = new();
    private readonly Option<string?> _plot =
        TypedOption.Text("--plot", "Draw bits against measured error, with the least bits for the class, as .svg or .png.", "file");

    private SweepCommand(Terminal terminal, ConstructionRegistry constructions)
    {
        (_terminal, _constructions) = (terminal, constructions);
        _construction = ListOptions.Words("--construction", "Every construction, one or several.", constructions.Names[0], [.. constructions.Names]);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, ConstructionRegistry constructions) => new SweepCommand(terminal, constructions).Command();

    private Command Command()
    {
        var command = new Command(
            "sweep", "Builds and measures networks for every target, error, λ, quantization, structure and n that is listed, and writes a row for each.");
        _target.AddTo(command);
        foreach (Option option in new Option[] { _error, _lambda, _quantization, _construction, _structure, _smoothness })
        {
            command.Add(option);
        }

        _sampling.AddTo(command);
        command.Add(_certify);
        _certification.AddTo(command);
        command.Add(_maxWeights);
        _table.AddTo(command);
        command.Add(_plot);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        ImmutableArray<StudyRequest> all = Grid(result).Requests();
        StudyEffort effort = Effort(result);
        CheckPlot(result, all);
        ImmutableArray<StudyRequest> requests = _table.ReadShard(result).Of(all);
        using SweepTable table = _table.Open(result, _terminal);
        TellAlreadyThere(requests.Length, requests.Length - Sweep.Missing(requests, table, effort).Length);
        bool isShown = _table.IsFile(result) || _table.IsSummary(result);
        await new ProgressDisplay(isShown ? _terminal : _terminal with { IsInteractive = false }).CountAsync("rows", requests.Length, progress =>
        {
            Sweep.Run(requests, table, effort, progress, cancellationToken);
            return true;
        }).ConfigureAwait(false);
        table.Finish(all.Select(r => SweepKey.Of(r, effort)));
        Plot(result, all, effort, table);
        _table.Summarize(result, _terminal, [.. requests.Select(r => table.Rows[SweepKey.Of(r, effort)])]);
        return Close([.. requests.Select(r => table.Rows[SweepKey.Of(r, effort)].Status)]);
    }

    private SweepGrid Grid(ParseResult result) => new([.. _target.ReadAll(result, _terminal)], [.. result.GetValue(_error)!], [.. result.GetValue(_lambda)!])
    {
        Quantizations = [.. result.GetValue(_quantization)!.Select(QuantizationNames.Parse)],
        Constructions = Constructions(result),
        Smoothness = [.. result.GetValue(_smoothness)!],
    };

    // In the order of the registry; a construction of one structure alone has that, whatever is listed.
    private ImmutableArray<Construction> Constructions(ParseResult result)
    {
        string[] names = result.GetValue(_construction)!;
        Structure[] structures = [.. result.GetValue(_structure)!.Select(StructureNames.Parse)];
        return [.. _constructions.All.Where(
            c => names.Contains(c.Name) && (structures.Contains(c.Structure) || _constructions.All.Count(other => other.Name == c.Name) == 1))];
    }

    private StudyEffort Effort(ParseResult result) => new(
        _sampling.Samples(result), _sampling.Seed(result), result.GetValue(_certify) ? _certification.Read(result) : null, result.GetValue(_maxWeights));

    private void CheckPlot(ParseResult result, IReadOnlyList<StudyRequest> all)
    {
        if (result.GetValue(_plot) is { } path)
        {
            Picture.Check(path);
            SweepPlot.Check(all);
        }
    }

    private void Plot(ParseResult result, IReadOnlyList<StudyRequest> all, StudyEffort effort, SweepTable table)
    {
        if (result.GetValue(_plot) is { } path)
        {
            SweepPlot.Draw([.. all.Where(r => table.Rows.ContainsKey(SweepKey.Of(r, effort)))
                .Select(r => new SweptNetwork(r, table.Rows[SweepKey.Of(r, effort)]))]).Save(path);
        }
    }

    private void TellAlreadyThere(int all, int there)
    {
        if (there > 0)
        {
            _terminal.Messages.WriteLine($"{there} of {all} rows {(there == 1 ? "was" : "were")} there already.");
        }
    }

    // Rows without a network are told; one that misses its error makes the exit code that of a claim that fails.
    private int Close(string[] statuses)
    {
        string built = SweepRow.NameOf(StudyStatus.Built), missed = SweepRow.NameOf(StudyStatus.Missed);
        string[] others = [.. statuses.Where(s => s != built).GroupBy(s => s).Select(g => $"{g.Count()} {g.Key}")];
        if (others.Length > 0)
        {
            _terminal.Messages.WriteLine($"Of {statuses.Length} rows there are {string.Join(", ", others)}: the columns status and message say why.");
        }

        return statuses.Contains(missed) ? ExitCode.ClaimFails : ExitCode.Done;
    }
}
