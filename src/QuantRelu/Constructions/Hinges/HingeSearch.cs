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

        ImmutableArray<HingeDraft> starts = Distinct(drafts);
        for (int round = 0; round < limits.Rounds; round++)
        {
            ImmutableArray<HingeDraft> found = Search(starts, round, cancellationToken);
            Prove(found, cancellationToken);
            starts = Distinct(Mixed(found, drafts));
            progress?.Report(share + ((1 - share) * (round + 1) / limits.Rounds));
        }

        return _best;
    }

    // Two runs from each start, one warm and one cool; every run has numbers of its own.
    private ImmutableArray<HingeDraft> Search(ImmutableArray<HingeDraft> starts, int round, CancellationToken cancellationToken)
    {
        SearchPoints points = problem.Points();
        HingeDraft[] fitting = [.. starts.Where(s => SearchState.Fits(s.Network)).Take(limits.Starts / 2).SelectMany(s => new[] { s, s })];
        var found = new ImmutableArray<HingeDraft>[fitting.Length];
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, fitting.Length, options, i => found[i] = [.. IntegerSearch
            .Run(fitting[i].Network, points, limits.Steps, (round * limits.Starts) + i + 1, cancellationToken)
            .Select(network => fitting[i] with { Network = network, IsSearched = true })]);
        return [.. found.SelectMany(f => f).OrderBy(d => d.Network.Weights).ThenBy(d => d.Network.Depth)];
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

                if (decision.Verdict == Verdict.Refuted)
                {
                    problem.Add([.. decision.Counterexample.Select((x, axis) => (double)request.Target.Domain.ToUnit(axis, x))]);
                }
            }
        }
    }

    // The lightest of each depth and of each number of weights.
    private static ImmutableArray<HingeDraft> Distinct(IEnumerable<HingeDraft> drafts) => [.. drafts.DistinctBy(d => (d.Network.Weights, d.Network.Depth))];

    // By turns what the search found and what it began with.
    private static IEnumerable<HingeDraft> Mixed(ImmutableArray<HingeDraft> found, ImmutableArray<HingeDraft> drafts)
    {
        for (int k = 0; k < Math.Max(found.Length, drafts.Length); k++)
        {
            foreach (ImmutableArray<HingeDraft> list in (ImmutableArray<HingeDraft>[])[found, drafts])
            {
                if (k < list.Length)
                {
                    yield return list[k];
                }
            }
        }
    }

    private sealed class Part(IProgress<double> whole, double from, double share) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (share * value));
    }
}
