using System.CommandLine;
using System.Numerics;
using QuantRelu.Activations;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Constructions.Paper;
using QuantRelu.Constructions.Planning;
using QuantRelu.Formats.Reports;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu build: a network for a target, its report, and a file if one is asked for.</summary>
internal sealed class BuildCommand
{
    private readonly Terminal _terminal;
    private readonly TargetOptions _target = new();
    private readonly ErrorOption _error = ErrorOption.OfBuild();
    private readonly CodebookOptions _codebook = new();
    private readonly ConstructionOptions _construction;
    private readonly Option<Activation> _activation = ActivationOption.Create();
    private readonly OutputOption _output = new();
    private readonly PageOption _page;
    private readonly Option<bool> _json = TypedOption.Flag("--json", "Report as one JSON object.");
    private readonly SamplingOptions _sampling = new("the error", ApproximationOptions.MostSamples);
    private readonly Option<bool> _certify = TypedOption.Flag("--certify", "Prove an interval around the greatest error over the whole domain.");
    private readonly CertificationChoice _certification = new();
    private readonly LedgerOption _ledger = new();
    private readonly Option<bool> _dryRun = TypedOption.Flag(
        "--dry-run",
        "Count and report; measure and write nothing. A network whose topology depends on the target is counted by building it, and one that no theorem "
            + "vouches for is certified on the way.");
    private readonly Option<BigInteger> _maxWeights = TypedOption.Count("--max-weights", "The most weights to build.", BuildLimits.StandardWeights);

    private BuildCommand(Terminal terminal, ConstructionRegistry constructions)
    {
        _terminal = terminal;
        _construction = new(
            constructions, SmallestNetwork.StandardName, "n, how many derivatives the construction uses; by default the n with the fewest weights.");
        _page = new(constructions);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, ConstructionRegistry constructions) => new BuildCommand(terminal, constructions).Command();

    private Command Command()
    {
        var command = new Command("build", "Builds a network for a target function and reports depth, weights, bits and error.");
        _target.AddTo(command);
        _error.AddTo(command);
        _codebook.AddTo(command);
        _construction.AddTo(command);
        _construction.AddParametersTo(command);
        command.Add(_activation);
        _output.AddTo(command);
        _page.AddTo(command);
        _ledger.AddTo(command);
        command.Add(_json);
        _sampling.AddTo(command);
        command.Add(_certify);
        _certification.AddTo(command);
        command.Add(_dryRun);
        command.Add(_maxWeights);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        Target target = _target.Read(result, _terminal);
        _output.Check(result, _terminal);
        _page.Check(result, result.GetValue(_dryRun));
        if (result.GetValue(_dryRun) && result.GetValue(_activation) != Activation.Relu)
        {
            throw CommandFailure.BadInput("--dry-run counts the network in ReLU units: leave out --activation.");
        }

        var progress = new ProgressDisplay(_terminal);
        (Construction construction, NetworkRequest request) = (_construction.Read(result), Request(result, target));
        NetworkPlan plan = await progress.RunAsync(
            "planning", _ => construction.Plan(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        _ledger.Check(result, plan, result.GetValue(_dryRun));
        ConstructedNetwork? built = await BuildAsync(result, plan, progress, cancellationToken).ConfigureAwait(false);
        return built is null ? ExitCode.Done
            : await FinishAsync(result, plan, ActivationChange.To(built, result.GetValue(_activation)!), progress, cancellationToken).ConfigureAwait(false);
    }

    private NetworkRequest Request(ParseResult result, Target target) => new(target, _error.Read(result)!)
    {
        Family = _codebook.Read(result),
        Smoothness = _construction.Smoothness(result),
        Parameters = _construction.Parameters(result),
        MostDepth = _construction.MostDepth(result),
        Effort = _construction.Effort(result),
        Objective = _construction.Objective(result),
    };

    // Null after a dry run. Where the topology depends on the target, even to count the network is to build it.
    private async Task<ConstructedNetwork?> BuildAsync(ParseResult result, NetworkPlan plan, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        bool dry = result.GetValue(_dryRun);
        Report? counted = dry
            ? await progress.RunAsync("counting", _ => plan.Topology is null ? null : Report.Of(plan), cancellationToken).ConfigureAwait(false)
            : null;
        if (counted is not null)
        {
            Render(result, counted);
            return null;
        }

        BuildLimits.Check(plan, result.GetValue(_maxWeights));
        ConstructedNetwork built = await progress.RunAsync(
            dry ? "building, to count it" : "building", report => plan.Build(report, cancellationToken), cancellationToken).ConfigureAwait(false);
        BuildLimits.Check(built, plan, result.GetValue(_maxWeights));
        if (!dry)
        {
            return built;
        }

        Render(result, Report.Of(built), built.Network);
        return null;
    }

    private async Task<int> FinishAsync(
        ParseResult result, NetworkPlan plan, ConstructedNetwork built, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        Target target = plan.Request.Target;
        MeasuredError measured = await progress.RunAsync(
            "measuring",
            report => ErrorMeasurement.Measure(
                new FastEvaluator(built.Network), target, _sampling.Samples(result), _sampling.Seed(result), report, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        ClaimAnswer? certified = result.GetValue(_certify)
            ? await _certification.AnswerAsync(result, built, target, plan.Request.Error, progress, cancellationToken).ConfigureAwait(false)
            : null;
        cancellationToken.ThrowIfCancellationRequested();
        var network = QuantizedNetwork.Of(built, target, measured, certified?.Error);
        ConstructedNetwork known = network.Constructed;
        ErrorLedger? ledger = _ledger.IsWanted(result) || _page.IsWanted(result)
            ? await LedgerOption.ReadAsync(plan, measured, _sampling, result, progress, cancellationToken).ConfigureAwait(false)
            : null;
        _output.Save(result, _terminal, known, cancellationToken);
        await _page.SaveAsync(result, known, target, _sampling.Samples(result), ledger, progress, cancellationToken).ConfigureAwait(false);
        Render(result, network.Report with { Ledger = _ledger.IsWanted(result) ? ledger : null }, known.Network);
        if (network.Refutation is { } refutation)
        {
            throw new CommandFailure(ExitCode.ClaimFails, refutation);
        }

        string asked = plan.Request.Error.ToShortString();
        if (certified is { Verdict: not Verdict.Proved, IsClaimedByConstruction: false })
        {
            string verdict = certified.Verdict == Verdict.Refuted ? "is exceeded" : "is not proved";
            throw new CommandFailure(certified.ExitCode, $"The error {asked} asked for {verdict}. {certified.Message}");
        }

        return network.Verdict != Verdict.Refuted
            ? ExitCode.Done
            : throw new CommandFailure(ExitCode.ClaimFails, $"The measured error {measured} exceeds the error {asked} asked for.");
    }

    // Linear regions are counted of a network that is built, and only where they are written.
    private void Render(ParseResult result, Report report, Network? network = null) => _output.Report(result, _terminal).WriteLine(
        !result.GetValue(_json) ? ReportText.Write(report) : ReportJson.Write(network is null ? report : report.WithRegionCount(network)));
}
