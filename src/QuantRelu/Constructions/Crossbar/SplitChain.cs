using System.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// How σ(±(x - 1/2)) is multiplied by R·2^G layer by layer, by h/2 in each: first by the odd factors of R, so that what is folded may be taken from any
/// layer behind them, then by 2 or 4.
/// </summary>
internal sealed class SplitChain
{
    private const int LargestFactor = 17;
    private readonly int _logOdd;

    private SplitChain(int[] factors, int logOdd, IEnumerable<int> doublings)
    {
        (Factors, _logOdd) = (factors.Length, logOdd);
        Halves = [.. factors, .. doublings];
    }

    /// <summary>The h, layer by layer.</summary>
    public ImmutableArray<int> Halves { get; }

    /// <summary>How many of them make R.</summary>
    public int Factors { get; }

    /// <summary>The chain, or null when R has other factors or is amplified by more than 2^G already.</summary>
    public static SplitChain? Of(CrossbarParameters parameters)
    {
        if (FactorsOf((long)parameters.Stretch.Mantissa) is not { } factors)
        {
            return null;
        }

        int logOdd = -parameters.Stretch.Exponent - factors.Length, left = parameters.Gain - logOdd, fast = parameters.FastLayers;
        return left < 2 * fast ? null : new SplitChain(factors, logOdd, Enumerable.Repeat(8, fast).Concat(Enumerable.Repeat(4, left - (2 * fast))));
    }

    /// <summary>log of what the two sides are amplified by, R left out, behind so many layers.</summary>
    public int LogGain(int layers) => _logOdd + Halves.Skip(Factors).Take(layers - Factors).Sum(h => BitOperations.Log2((uint)h) - 1);

    /// <summary>
    /// In how many layers the sides are merged before the folds of a local coordinate, and the halvings from there on: the fewest layers for which the
    /// steps of the folds are enough.
    /// </summary>
    /// <param name="levels">p.</param>
    /// <param name="halvings">The halvings of a coordinate that is not amplified; below 0 for doublings.</param>
    /// <param name="delay">By how many layers the local coordinate stands behind the last pens.</param>
    public (int Merging, int Halvings) Merging(int levels, int halvings, int delay)
    {
        for (int merging = delay; ; merging++)
        {
            int place = Math.Max(Factors, Halves.Length - merging + delay), all = halvings + LogGain(place);
            if (all <= levels + merging)
            {
                return (merging, all);
            }
        }
    }

    /// <summary>Whether a number has factors that are small enough.</summary>
    public static bool CanMake(long odd) => FactorsOf(odd) is not null;

    // Small odd factors, as few as a greedy choice finds; null when a prime is too large.
    private static int[]? FactorsOf(long odd)
    {
        List<int> factors = [];
        for (int factor = LargestFactor; odd > 1; factor -= 2)
        {
            for (; factor > 1 && odd % factor == 0; odd /= factor)
            {
                factors.Add(factor);
            }

            if (factor <= 1)
            {
                return null;
            }
        }

        return [.. factors];
    }
}
