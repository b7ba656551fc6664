using System.Numerics;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// The parameters of a crossbar with the fewest weights: all that could be good by an estimate, the best of them by exact counts, and these once more with
/// each of the smaller choices changed as long as that saves a weight. It depends on the class and the error alone, never on the target.
/// </summary>
internal sealed class CrossbarSearch
{
    private const int Counted = 24;
    private const int CountedShallow = 100;
    private const int MostGains = 3;

    // How many layers behind the tree are aimed at where the depth is limited.
    private static readonly int[] LayersOfSum = [5, 7, 10];

    private const int Improved = 3;
    private const int FewOrders = 4;
    private const int ManyOrders = 200;
    private readonly ImmutableArray<CrossbarCandidates> _candidates;
    private readonly int _mostDepth;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<CrossbarParameters, long> _counted = [];
    private readonly Dictionary<int, KnownSums> _sums = [];

    private CrossbarSearch(ImmutableArray<CrossbarCandidates> candidates, int mostDepth, CancellationToken cancellationToken) =>
        (_candidates, _mostDepth, _cancellation) = (candidates, mostDepth, cancellationToken);

    /// <summary>The best skeleton, or null when there is none of so small a depth.</summary>
    /// <param name="norm">M, the class.</param>
    /// <param name="error">ε, below M.</param>
    /// <param name="mostDepth">The most layers; null for any number.</param>
    /// <param name="kinds">What the columns may store.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static CrossbarParameters? Find(
        Dyadic norm, Rational error, int? mostDepth, IEnumerable<ColumnKind> kinds, CancellationToken cancellationToken = default) =>
        new CrossbarSearch([.. kinds.Select(kind => new CrossbarCandidates(norm, error, kind))], mostDepth ?? int.MaxValue, cancellationToken).Run();

    /// <summary>The skeleton for parameters, with more orders of its constants tried than in the search.</summary>
    public static CrossbarSkeleton Final(CrossbarParameters parameters, int logSign = 0) =>
        CrossbarSkeleton.TryBuild(parameters, ManyOrders, null, logSign) ?? throw new InvalidOperationException("The parameters do not fit together.");

    // The best of any depth, where it is shallow enough already, or the best of those that are made to be shallow.
    private CrossbarParameters? Run()
    {
        CrossbarParameters? deep = Best(_candidates.SelectMany(c => c.All(shallow: false)), Counted);
        return deep ?? LayersOfSum
            .Select(layers => Best(_candidates.SelectMany(c => c.All(shallow: true)).SelectMany(c => Shallow(c, layers)), CountedShallow))
            .OfType<CrossbarParameters>()
            .MinBy(Count);
    }

    private CrossbarParameters? Best(IEnumerable<CrossbarParameters> candidates, int counted)
    {
        CrossbarParameters[] started = [.. candidates.OrderBy(Estimate).Take(counted).OrderBy(Count).Take(Improved)];
        return started.Select(Improve).Where(c => Count(c) < long.MaxValue).MinBy(Count);
    }

    private IEnumerable<CrossbarParameters> Shallow(CrossbarParameters p, int layersOfSum)
    {
        int yielded = 0;
        for (int gain = 1; gain <= p.LogPieces && yielded < MostGains; gain += yielded > 0 ? 2 : 1)
        {
            CrossbarParameters shallow = p with { SplitsFirst = true, Gain = gain, MostHalves = 1024, MostDepth = _mostDepth, Group = 4 };
            if (SplitChain.Of(shallow) is { } chain && FewestLayers(shallow, chain) + layersOfSum <= _mostDepth)
            {
                yielded++;
                yield return shallow;
            }
        }
    }

    // Pens and tree.
    private static int FewestLayers(CrossbarParameters p, SplitChain chain) =>
        Math.Max(CrossbarLayers.FewestBeforePens(p), chain.Halves.Length + 3) + p.Levels;

    // Changes one choice at a time as long as that saves weights.
    private CrossbarParameters Improve(CrossbarParameters start)
    {
        CrossbarParameters best = start;
        for (bool better = true; better;)
        {
            better = false;
            foreach (CrossbarParameters change in Changes(best))
            {
                if (Count(change) < Count(best))
                {
                    (best, better) = (change, true);
                }
            }
        }

        return best;
    }

    private static IEnumerable<CrossbarParameters> Changes(CrossbarParameters p)
    {
        foreach (int group in new[] { 2, 3, 4 })
        {
            yield return p with { Group = group };
        }

        for (int table = 1; table < p.Levels; table++)
        {
            yield return p with { CoarserTables = p.CoarserTables ^ (1 << table) };
            for (int other = table + 1; other < Math.Min(table + 3, p.Levels); other++)
            {
                yield return p with { CoarserTables = p.CoarserTables ^ (1 << table) ^ (1 << other) };
            }
        }

        yield return p with { LogOffsets = Math.Max(0, p.LogOffsets - 1) };
        yield return p with { LogOffsets = p.LogOffsets + 1 };
        foreach (int slack in new[] { 0, 1, 2 })
        {
            yield return p with { Slack = slack };
        }

        if (p.SplitsFirst)
        {
            for (int gain = Math.Max(0, p.Gain - 2); gain <= p.Gain + 2; gain++)
            {
                for (int fast = 0; fast <= gain / 2; fast++)
                {
                    yield return p with { Gain = gain, FastLayers = fast };
                }
            }

            yield break;
        }

        for (int gain = 0; gain <= 3; gain++)
        {
            for (int doublings = 0; doublings <= Math.Min(3, gain + 2); doublings++)
            {
                yield return p with { Gain = gain, HeldDoublings = doublings };
            }
        }

        foreach (int fold in new[] { 1, 2, 4 })
        {
            yield return p with { FirstFold = fold };
        }
    }

    private long Count(CrossbarParameters p)
    {
        if (!_counted.TryGetValue(p, out long weights))
        {
            _cancellation.ThrowIfCancellationRequested();
            if (!_sums.TryGetValue(p.MostHalves, out KnownSums? sums))
            {
                _sums[p.MostHalves] = sums = new KnownSums(p.MostHalves);
            }

            CrossbarSkeleton? skeleton = CrossbarSkeleton.TryBuild(p, FewOrders, sums);
            _counted[p] = weights = skeleton is null || skeleton.Plan.Depth > _mostDepth ? long.MaxValue : skeleton.Plan.Weights;
        }

        return weights;
    }

    // Rows, columns, nodes and planes; what is amplified, held and halved.
    private static double Estimate(CrossbarParameters p)
    {
        int cells = 2 * p.CellsPerSide, digits = SignedDigits.Count(p.Columns);
        return (2 * (double)p.HalfWidth / p.Kind.Pieces) + p.Kind.Estimate(p) + (4 * cells) + ((cells / 2) * (p.LogPieces + 1))
            + (16 * (p.LogPieces + p.LogMargin + p.Levels)) + (5 * (p.LogPieces + p.LogMargin)) + (12 * p.Levels * digits) + p.Stretch.FractionBits;
    }
}
