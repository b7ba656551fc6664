using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// Indicators of 2^p equal cells of [0, 1] (our own): a binary tree with two readings a node, child = σ(½ parent - ½ pen), whose pens are two for each of
/// the p folds of x. With w_0 = x and κ_i = 2^-i, w_i = |w_(i-1) - κ_i|, level i is read by pens 2^(1-i)·σ(±(w_(i-1) - κ_i) + δ/2).
/// </summary>
/// <remarks>
/// Outside of the margins |x - j 2^-p| ≤ δ/2 around inner borders the cell of x has the indicator H = δ 2^-p and all others are 0; within a margin the
/// two cells beside it have (1-t)H and tH, t growing linearly from 0 to 1. Proof: at a node of height δ·2^(1-i) a pen leaves max(0, parent - pen)/2 to the
/// child; within the margin of the level both pens add up to that height, and outside one of them is 0 and the other at least as high. The pens of the
/// next level come from their sum, which is the distance to the fold, and within the margin constant, where no fold of that level lies.
/// </remarks>
public static class IndicatorTree
{
    /// <summary>Adds the indicators to a circuit.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="x">A form with values in [0, 1].</param>
    /// <param name="levels">p, 1 to 16.</param>
    /// <param name="logMargin">log 1/δ, above p.</param>
    /// <returns>The indicators of the cells from left to right.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p or δ is outside its range.</exception>
    public static LinearForm[] Indicators(this Circuit circuit, LinearForm x, int levels, int logMargin)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levels, 16);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(logMargin, levels);
        Dyadic margin = Dyadic.PowerOfTwo(-logMargin), half = Dyadic.Half;
        LinearForm behind = circuit.Relu(x - half + (half * margin), "pen"), before = circuit.Relu(half - x + (half * margin), "pen");
        LinearForm[] nodes = [circuit.Relu(margin, "root")];
        for (int level = 1; level <= levels; level++)
        {
            // A node's coordinate grows from left to right in every second node, as it falls in the others; that of the root grows.
            LinearForm[] parents = nodes;
            nodes = new LinearForm[2 * parents.Length];
            for (int parent = 0; parent < parents.Length; parent++)
            {
                bool grows = level == 1 || parent % 2 == 1;
                LinearForm lower = circuit.Relu((half * parents[parent]) - (half * behind), "node");
                LinearForm upper = circuit.Relu((half * parents[parent]) - (half * before), "node");
                (nodes[2 * parent], nodes[(2 * parent) + 1]) = grows ? (lower, upper) : (upper, lower);
            }

            if (level == levels)
            {
                return nodes;
            }

            // Half the distance to the next fold, and what its margin adds.
            LinearForm distance = (half * behind) + (half * before);
            Dyadic fold = Dyadic.PowerOfTwo(-2 * level - 1), scaled = Dyadic.PowerOfTwo(-level) * margin;
            (behind, before) = (circuit.Relu(distance - fold, "pen"), circuit.Relu(fold + scaled - distance, "pen"));
        }

        return nodes;
    }
}
