namespace QuantRelu.Constructions.Interpolation;

/// <summary>
/// The parameters with the fewest weights, by exact counts: every step δ = o·2^-E and odd part of N, with the least N that the bound allows; the promising
/// ones in a few layouts; of these the best in every layout.
/// </summary>
internal static class InterpolationSearch
{
    private const int Counted = 24;

    /// <summary>The best network, or null when there is none within the most cells and layers.</summary>
    /// <param name="error">ε.</param>
    /// <param name="digits">How digits are stored.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="first">Parameters for a step δ = o·2^-E and factors of N, with the least N.</param>
    public static InterpolationNetwork? Find(
        Rational error, PlaneDigits digits, CancellationToken cancellationToken,
        Func<(int Factor, int LogStep), ImmutableArray<int>, IEnumerable<InterpolationParameters>> first)
    {
        InterpolationParameters[] promising =
        [
            .. (from step in DyadicSteps.Below(error, digits.Scale)
                from odd in DyadicSteps.OddParts
                from start in first(step, odd)
                let least = Least(start, error, cancellationToken)
                where least is not null
                select least).OrderBy(start => start.Estimate).Take(Counted),
        ];
        int followed = promising.FirstOrDefault()?.Followed ?? 0;
        return promising.Select(start => Best(start.Layouts(), null, cancellationToken)).OfType<InterpolationNetwork>().OrderBy(Weights).Take(followed)
            .Select(network => Refined(network, cancellationToken)).MinBy(Weights);
    }

    private static long Weights(InterpolationNetwork network) => network.Plan.Weights;

    private static InterpolationNetwork Refined(InterpolationNetwork network, CancellationToken cancellationToken)
    {
        network = Best([network.Parameters.Gained()], network, cancellationToken)!;
        network = Best(network.Parameters.Shapes(), network, cancellationToken)!;
        return Best(network.Parameters.Sums(), network, cancellationToken)!;
    }

    private static InterpolationNetwork? Best(
        IEnumerable<InterpolationParameters> all, InterpolationNetwork? best, CancellationToken cancellationToken)
    {
        foreach (InterpolationParameters parameters in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parameters.ToNetwork() is { } network && (best is null || Weights(network) < Weights(best)))
            {
                best = network;
            }
        }

        return best;
    }

    private static InterpolationParameters? Least(InterpolationParameters start, Rational error, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (!start.IsTooFine && start.Bound(start.Norm) > error)
        {
            start = start with { LogCells = start.LogCells + 1 };
        }

        return start.IsTooFine ? null : start.Settled();
    }
}
