using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Benchmarks.Drawing;

/// <summary>
/// Long chains of layers: connections of one weight (Proposition 3), which are straight lines, and, of two inputs, products through many layers.
/// </summary>
internal static class ChainNetworks
{
    /// <summary>A chain, deeper with the level.</summary>
    public static BenchmarkNetwork Draw(int level, int inputs, SplitMix64 random)
    {
        (CodebookFamily family, string lambda) = Codebooks.Draw(random);
        if (inputs == 2)
        {
            int r = 2 + (level / 2);
            return new($"chain-multiply-r{r}", Standalone.CompactMultiply(r, family), $"component compact-multiply --r {r}{lambda}");
        }

        int t = 4 + (4 * level);
        var weight = Rational.Create(random.Between(1, 99), 100);
        return new($"chain-weight-t{t}", Standalone.Weight(weight, t, family), $"component weight --value {weight} --t {t}{lambda}");
    }
}
