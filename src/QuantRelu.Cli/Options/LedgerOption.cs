using System.CommandLine;
using QuantRelu.Cli.Rendering;
using QuantRelu.Constructions.Paper;

namespace QuantRelu.Cli.Options;

/// <summary>--ledger: the inequalities of Theorem 1 for the network that is built.</summary>
internal sealed class LedgerOption
{
    // Functions are computed exactly, point by point.
    private const int MostSamples = 1000;
    private readonly Option<bool> _ledger = TypedOption.Flag(
        "--ledger", "Tell where the error comes from: every term of the proof of Theorem 1, as the paper bounds it, for this target, and as measured.");

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_ledger);

    /// <summary>Whether a ledger was asked for.</summary>
    public bool IsWanted(ParseResult result) => result.GetValue(_ledger);

    /// <summary>Ends the command when there is no such ledger of a network.</summary>
    /// <exception cref="CommandFailure">Nothing is measured, or the network is of another construction.</exception>
    public void Check(ParseResult result, NetworkPlan plan, bool dryRun)
    {
        if (IsWanted(result) && dryRun)
        {
            throw CommandFailure.BadInput("--dry-run measures nothing: leave out --ledger.");
        }

        if (IsWanted(result) && plan is not FunctionIndependentPlan)
        {
            throw CommandFailure.BadInput(
                $"--ledger tells the inequalities of Theorem 1, but the construction {plan.Construction}, has a proof of its own: leave it out.");
        }
    }

    /// <summary>The ledger of a network with a measured error, whose place is among its points; null where the construction has none.</summary>
    public static Task<ErrorLedger?> ReadAsync(
        NetworkPlan plan, MeasuredError measured, SamplingOptions sampling, ParseResult result, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        if (plan is not FunctionIndependentPlan planned)
        {
            return Task.FromResult<ErrorLedger?>(null);
        }

        Domain domain = plan.Request.Target.Domain;
        double[] worst = [.. measured.At.Select((x, axis) => Math.Clamp((double)domain.ToUnit(axis, Dyadic.FromDouble(x)), 0, 1))];
        ImmutableArray<ImmutableArray<double>> seen =
            ErrorMeasurement.SamplePoints(worst.Length, Math.Min(MostSamples, sampling.Samples(result)), sampling.Seed(result));
        IReadOnlyList<double>[] points = [.. seen.Select(u => (IReadOnlyList<double>)u), worst];
        return progress.CountAsync<ErrorLedger?>("points", points.Length, report => planned.Ledger(points, report, cancellationToken));
    }
}
