using System.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// In which layers of a crossbar what stands: the pens of the first fold in layer <paramref name="Pens"/>, the level i of the tree i layers later, and the
/// local coordinate in the layer that its columns read.
/// </summary>
/// <param name="Pens">The layer of the first pens.</param>
/// <param name="FirstFold">The layer behind which x is folded for the first time.</param>
/// <param name="Merging">
/// Layers in which the two sides of the first fold are merged and halved, the first of them with small weights, before the other folds.
/// </param>
/// <param name="Halvings">The local coordinate is scaled by 2^-Halvings in the steps of its folds.</param>
/// <param name="Split">How the two sides of x are amplified, where they are split first; null otherwise, or where that cannot be.</param>
internal sealed record CrossbarLayers(int Pens, int FirstFold, int Merging, int Halvings, SplitChain? Split)
{
    /// <summary>The layers for parameters.</summary>
    public static CrossbarLayers Of(CrossbarParameters p)
    {
        // Small weights scale it in the first of the layers in front of the folds, and halving in the others.
        int small = p.Kind.SmallWeights, halvings = p.LogMargin + p.Levels - 2 - p.Gain + p.Kind.LogScale - small, merging, first;
        SplitChain? split = null;
        if (p.SplitsFirst)
        {
            split = SplitChain.Of(p);
            (merging, halvings) = split?.Merging(p.Levels, halvings, p.Kind.Delay) ?? (0, 0);
            first = 3 + (split?.Halves.Length ?? 0);
        }
        else
        {
            halvings -= 2 - BitOperations.Log2((uint)p.FirstFold);
            merging = Math.Max(p.Kind.Delay > 0 ? 1 : 0, halvings - p.Levels);
            first = p.Stretch.FractionBits + 3 + merging - p.Kind.Delay;
        }

        int pens = p.Slack + Math.Max(FewestBeforePens(p), first);
        return new CrossbarLayers(pens, pens - 2 - merging + p.Kind.Delay, merging, halvings - merging, split);
    }

    /// <summary>The fewest layers up to the first pens for which the constants are there: those of the pens, and those of the columns.</summary>
    public static int FewestBeforePens(CrossbarParameters p)
    {
        int root = p.LogPieces + p.LogMargin - p.Gain, small = p.Kind.SmallWeights;
        int least = root + p.Levels + p.Kind.LogConstants(p);
        int columns = (p.Kind.StoresEnds ? 1 + PowersOfTwo.FewestLayersOfAll(least, small) : PowersOfTwo.FewestLayers(least, small)) - p.Levels;
        return Math.Max(2 + PowersOfTwo.FewestLayers(root - 1, small), columns);
    }

    /// <summary>The layer of the indicators of cells, when the tree has so many levels.</summary>
    public int Leaves(int levels) => Pens + levels;
}
