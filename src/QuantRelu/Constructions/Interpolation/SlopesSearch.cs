namespace QuantRelu.Constructions.Interpolation;

/// <summary>
/// The parameters of a table of slope changes with the fewest weights, by exact counts of skeletons: every step δ = o·2^-E with the least N that the
/// bound allows, of the promising ones every layout of the coordinate and of the tree. It depends on ε, M and the digits alone, never on a target.
/// </summary>
internal static class SlopesSearch
{
    private const int Counted = 24;
    private const int Followed = 5;

    /// <summary>The best skeleton, or null when there is none within the most cells and layers.</summary>
    public static SlopesNetwork? Find(Rational error, int logNorm, PlaneDigits digits, int? mostDepth)
    {
        IEnumerable<SlopesNetwork> promising = Starts(error, logNorm, digits, mostDepth).OrderBy(Estimate).Take(Counted)
            .Select(start => Best(Layouts(start), null)).OfType<SlopesNetwork>();
        int followed = mostDepth is null ? Followed : Counted;
        return promising.OrderBy(network => network.Plan.Weights).Take(followed).Select(Refined).MinBy(network => network.Plan.Weights);
    }

    // Where layers are few, wide trees and steep sums are needed to have a network at all.
    private static IEnumerable<SlopesParameters> Layouts(SlopesParameters start)
    {
        SlopesParameters[] plain = [start, Gained(start)];
        return start.MostDepth is null
            ? plain
            : plain.Append(Gained(Gained(start)))
                .SelectMany(p => Enumerable.Range(1, 4).Select(width => p with { Branches = Even(p.Branches.Sum(), width), MostHalves = 64 }));
    }

    private static SlopesNetwork Refined(SlopesNetwork network)
    {
        network = Best([Gained(network.Parameters)], network)!;
        SlopesParameters gained = network.Parameters;
        network = Best(Trees(gained.Branches.Sum()).Select(branches => gained with { Branches = branches }), network)!;
        SlopesParameters split = network.Parameters;
        return Best([split with { Slack = 1 }, split with { MostHalves = 8 }, split with { MostHalves = 32 }], network)!;
    }

    // The coordinate twice as large: what a table gains in front it need not gain behind.
    private static SlopesParameters Gained(SlopesParameters p) => p with { Factors = p.Factors.Add(4) };

    private static SlopesNetwork? Best(IEnumerable<SlopesParameters> all, SlopesNetwork? best)
    {
        foreach (SlopesParameters parameters in all)
        {
            if (SlopesNetwork.Of(parameters) is { } network && (best is null || network.Plan.Weights < best.Plan.Weights))
            {
                best = network;
            }
        }

        return best;
    }

    private static IEnumerable<SlopesParameters> Starts(Rational error, int logNorm, PlaneDigits digits, int? mostDepth) =>
        from step in DyadicSteps.Below(error, digits.Scale)
        from odd in DyadicSteps.OddParts
        let start = Least(
            new SlopesParameters
            {
                LogNorm = logNorm,
                StepFactor = step.Factor,
                LogStep = step.LogStep,
                LogBase = digits.LogBase,
                Sign = digits.Scale,
                Factors = odd,
                LogCells = odd.IsEmpty ? 1 : 0,
                Branches = [],
                MostDepth = mostDepth,
            },
            error)
        where start is not null
        select start with { Branches = [.. Enumerable.Repeat(1, LogCeiling(start.Cells))] };

    // With the least N.
    private static SlopesParameters? Least(SlopesParameters start, Rational error)
    {
        while (start.Bound(start.Norm) > error)
        {
            start = start with { LogCells = start.LogCells + 1 };
            if (start.Cells > 1L << SlopesParameters.LogMostCells)
            {
                return null;
            }
        }

        return start;
    }

    private static double Estimate(SlopesParameters p) => (p.Cells * (p.Digits + 2.8)) + (10.0 * p.SlopeDigits) + (12.0 * p.Factors.Length);

    private static ImmutableArray<int> Even(int digits, int width) =>
        [.. Enumerable.Repeat(digits % width, digits % width > 0 ? 1 : 0), .. Enumerable.Repeat(width, digits / width)];

    // Ways to split J binary digits.
    private static IEnumerable<ImmutableArray<int>> Trees(int digits)
    {
        for (int last = 2; last <= Math.Min(3, digits); last++)
        {
            yield return [.. Enumerable.Repeat(1, digits - last), last];
        }

        for (int pairs = 2; 2 * pairs <= digits; pairs++)
        {
            yield return [.. Enumerable.Repeat(1, digits - (2 * pairs)), .. Enumerable.Repeat(2, pairs)];
        }

        for (int first = 2; first < digits; first++)
        {
            yield return [first, .. Enumerable.Repeat(1, digits - first)];
        }
    }

    private static int LogCeiling(long n) => n <= 1 ? 0 : 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)n - 1);
}
