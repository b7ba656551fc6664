using QuantRelu.Circuits;

namespace QuantRelu.Constructions.Hinges;

/// <summary>A network of which it is proved that it is within ε, and where it comes from.</summary>
internal sealed record ProvedDraft(HingeDraft Draft, Network Network, Decision Decision);

/// <summary>
/// The lightest network for a target that dynamic programming and the search find, and that certification proves to be within ε. Nothing else is offered: a
/// network that is refuted gives a place at which the next ones must be within ε.
/// </summary>
internal sealed class HingeSearch(NetworkRequest request, IHingeProblem problem, HingeLimits limits)
{
    private const double ProgrammeShare = 0.4;
    private readonly HashSet<IntegerNetwork> _refused = [];
    private ProvedDraft? _best;

    /// <summary>Why a network was neither proved nor refuted, if there was one.</summary>
    public string? Undecided { get; private set; }

    /// <summary>Finds it; null when nothing was proved.</summary>
    /// <param name="progress">Is told the part that is done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="RealizationException">The codebook cannot make a coefficient.</exception>
    public ProvedDraft? Run(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        double share = limits.Rounds == 0 ? 1 : ProgrammeShare;
        ImmutableArray<HingeDraft> drafts = [];
        for (int repair = 0; repair <= HingeLimits.MostRepairs && _best is null; repair++)
        {
            drafts = problem.Drafts(limits, progress is null ? null : new Part(progress, 0, share), cancellationToken);
            Prove(drafts, cancellationToken);
        }

        ImmutableArray<HingeDraft> fitting = Distinct(drafts.Where(d => SearchState.Fits(d.Network))), lightest = [];
        for (int round = 0; round < limits.Rounds; round++)
        {
            ImmutableArray<HingeDraft>[] runs = Search(Starts(lightest, fitting, round), round, cancellationToken);
            Prove([.. runs.SelectMany(r => r).OrderBy(d => d.Network.Weights).ThenBy(d => d.Network.Depth)], cancellationToken);
            lightest = Distinct(lightest.Concat(runs.Where(r => r.Length > 0).Select(r => r[^1])).OrderBy(d => d.Network.Weights));
            progress?.Report(share + ((1 - share) * (round + 1) / limits.Rounds));
        }

        return _best;
    }

    // The lightest networks of all runs so far, and others that dynamic programming found, in turn.
    private ImmutableArray<HingeDraft> Starts(ImmutableArray<HingeDraft> lightest, ImmutableArray<HingeDraft> drafts, int round)
    {
        int count = limits.Starts / 2;
        ImmutableArray<HingeDraft> kept = [.. lightest.Take(round == 0 ? 0 : count - 1)];
        int first = round == 0 ? 0 : (round - 1) % Math.Max(1, drafts.Length);
        return [.. kept, .. drafts.Skip(first).Take(count - kept.Length)];
    }

    // Two runs from each start, one warm and one cool; every run has numbers of its own. The networks of a run get ever lighter.
    private ImmutableArray<HingeDraft>[] Search(ImmutableArray<HingeDraft> starts, int round, CancellationToken cancellationToken)
    {
        SearchPoints points = problem.Points();
        var found = new ImmutableArray<HingeDraft>[2 * starts.Length];
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, found.Length, options, i => found[i] = [.. IntegerSearch
            .Run(starts[i / 2].Network, points, limits.Steps, (round * limits.Starts) + i + 1, cancellationToken)
            .Select(network => starts[i / 2] with { Network = network, IsSearched = true })]);
        return found;
    }

    // From the lightest on, until one is proved: a few that are refuted tell where to look.
    private void Prove(ImmutableArray<HingeDraft> drafts, CancellationToken cancellationToken)
    {
        const int attempts = 24;
        int tried = 0;
        foreach (HingeDraft draft in drafts)
        {
            if ((_best is { } best && draft.Network.Weights >= best.Draft.Network.Weights) || tried == attempts)
            {
                return;
            }

            if (_refused.Add(draft.Network) && problem.MayHold(draft.Network))
            {
                tried++;
                Network network = draft.Network.Realize(request.Family);
                Decision decision = ErrorCertification.Decide(
                    network, request.Target, request.Error, new DecisionOptions(MaximumWork: HingeLimits.MostCells), cancellationToken: cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                if (decision.Verdict == Verdict.Proved)
                {
                    _best = new ProvedDraft(draft, network, decision);
                    return;
                }

                Undecided ??= decision.Verdict == Verdict.Undecided ? decision.Message : null;
                if (decision.Verdict == Verdict.Refuted)
                {
                    problem.Add([.. decision.Counterexample.Select((x, axis) => (double)request.Target.Domain.ToUnit(axis, x))]);
                }
            }
        }
    }

    // The lightest of each depth and of each number of weights.
    private static ImmutableArray<HingeDraft> Distinct(IEnumerable<HingeDraft> drafts) => [.. drafts.DistinctBy(d => (d.Network.Weights, d.Network.Depth))];

    private sealed class Part(IProgress<double> whole, double from, double share) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (share * value));
    }
}
