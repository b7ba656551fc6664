namespace QuantRelu.Constructions.Interpolation;

/// <summary>
/// The parameters of hierarchical interpolation with the fewest weights, by exact counts: every step δ, every number of levels and odd part with the least N
/// that the bound allows, of the promising ones every layout. It depends on d, ε, M and the digits alone, never on a target.
/// </summary>
internal static class HierarchicalSearch
{
    private const int Counted = 24;
    private const int Followed = 5;
    private const int MostLevels = 12;

    /// <summary>The best network, or null when there is none within the most nodes and layers.</summary>
    public static HierarchicalNetwork? Find(int dimension, Rational error, int logNorm, PlaneDigits digits, int? mostDepth)
    {
        IEnumerable<HierarchicalNetwork> promising = Starts(dimension, error, logNorm, digits, mostDepth).OrderBy(Estimate).Take(Counted)
            .Select(start => Best([start, Gained(start)], null)).OfType<HierarchicalNetwork>();
        return promising.OrderBy(network => network.Plan.Weights).Take(Followed).Select(Refined).MinBy(network => network.Plan.Weights);
    }

    private static HierarchicalNetwork Refined(HierarchicalNetwork network)
    {
        network = Best([Gained(network.Parameters)], network)!;
        HierarchicalParameters gained = network.Parameters;
        return Best([gained with { Slack = 1 }, gained with { MostHalves = 8 }, gained with { MostHalves = 32 }], network)!;
    }

    // The coordinates twice as large: what is gained in front need not be gained behind.
    private static HierarchicalParameters Gained(HierarchicalParameters p) => p with { Factors = p.Factors.Add(4) };

    private static HierarchicalNetwork? Best(IEnumerable<HierarchicalParameters> all, HierarchicalNetwork? best)
    {
        foreach (HierarchicalParameters parameters in all)
        {
            if (HierarchicalNetwork.Of(parameters) is { } network && (best is null || network.Plan.Weights < best.Plan.Weights))
            {
                best = network;
            }
        }

        return best;
    }

    private static IEnumerable<HierarchicalParameters> Starts(int dimension, Rational error, int logNorm, PlaneDigits digits, int? mostDepth) =>
        from step in DyadicSteps.Below(error, digits.Scale)
        from odd in DyadicSteps.OddParts
        from levels in Enumerable.Range(0, MostLevels)
        let start = Least(
            new HierarchicalParameters
            {
                Dimension = dimension,
                LogNorm = logNorm,
                StepFactor = step.Factor,
                LogStep = step.LogStep,
                LogBase = digits.LogBase,
                Sign = digits.Scale,
                Factors = odd,
                LogCells = levels + (odd.IsEmpty ? 1 : 0),
                Levels = levels,
                MostDepth = mostDepth,
            },
            error)
        where start is not null
        select start;

    // With the least N, which has two cells at least on the first mesh.
    private static HierarchicalParameters? Least(HierarchicalParameters start, Rational error)
    {
        while (start.Bound(start.Norm) > error)
        {
            start = start with { LogCells = start.LogCells + 1 };
            if (start.Dimension * (start.LogCells + (1.5 * start.Factors.Length)) > HierarchicalParameters.LogMostNodes - 2)
            {
                return null;
            }
        }

        return start;
    }

    private static double Estimate(HierarchicalParameters p)
    {
        int own = p.Dimension == 1 ? 3 : 2;
        double nodes = Enumerable.Range(0, p.Levels + 1).Sum(l => (p.GridNodes(l) + p.Centres(l)) * (double)(p.Digits(l) + own));
        double hats = p.Dimension == 1
            ? 4.0 * p.Cells
            : (24.0 * p.Cells) + Enumerable.Range(0, p.Levels + 1).Sum(l => p.CellsOf(l) * (18.0 + (6 * (p.Levels - l))));
        return nodes + hats + (8.0 * p.Digits(0)) + (12.0 * p.Dimension * p.Factors.Length);
    }
}
