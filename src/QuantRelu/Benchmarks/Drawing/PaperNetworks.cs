using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Benchmarks.Drawing;

/// <summary>The paper's sub-networks: squares (Proposition 1), products (2), hats on grid lines and their products, equations (10) and (11).</summary>
internal static class PaperNetworks
{
    /// <summary>A sub-network, larger with the level.</summary>
    public static BenchmarkNetwork Draw(int level, int inputs, SplitMix64 random)
    {
        (CodebookFamily family, string lambda) = Codebooks.Draw(random);
        return inputs == 1 && random.Below(2) == 0 ? Square(level + 1, family, lambda)
            : inputs == 2 && random.Below(2) == 0 ? Product(1 + (level / 2), family, lambda)
            : Hat(inputs == 1 ? level : Math.Min(3, (level + 2) / 3), inputs, Math.Max(1, level / 3), random, family, lambda);
    }

    private static BenchmarkNetwork Square(int r, CodebookFamily family, string lambda) =>
        new($"square-r{r}", Standalone.Square(r, family), $"component square --r {r}{lambda}");

    private static BenchmarkNetwork Product(int r, CodebookFamily family, string lambda) =>
        new($"multiply-r{r}", Standalone.Multiply(r, family), $"component multiply --r {r}{lambda}");

    // A narrow hat over a grid: the sharper it is, the smaller the part of the box in which it is not 0.
    private static BenchmarkNetwork Hat(int log, int inputs, int r, SplitMix64 random, CodebookFamily family, string lambda)
    {
        int grid = 1 << log, line = random.Below(grid + 1);
        ConstructedNetwork hat = Standalone.PartitionOfUnity(log, [.. Enumerable.Repeat((long)line, inputs)], r, family);
        return inputs == 1
            ? new($"hat-n{grid}", hat, $"component hat --grid {grid} --line {line}{lambda}")
            : new($"psi-n{grid}-d{inputs}-r{r}", hat, $"component psi --grid {grid} --dimension {inputs} --line {line} --r {r}{lambda}");
    }
}
