using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// Ramps over 2^p equal cells of [0, 1], from a binary tree with two weights a node (our own). Leaf j is the ramp over its cell: where j is
/// odd it rises from 0 to its height, where j is even it falls from its height to 0, and on either side it stays as it is.
/// </summary>
/// <remarks>
/// <para><b>Statement.</b> Let v be a ramp of height a over a cell, rising or falling. Of the halves of the cell the left one has the ramp
/// σ(½v - a/4) or σ(a/4 - ½v), the right one the other of the two, each of height a/4, the left one falling and the right one rising. So from the root
/// x, which rises over [0, 1] with the height 1, leaf j of level p is 4^-p·min(1, max(0, 2^p x - j)) for an odd j and
/// 4^-p·min(1, max(0, j + 1 - 2^p x)) for an even one; p = 0 is the root.</para>
/// <para><b>Proof.</b> A rising v is 0 to the left of its cell, a to its right, and a/2 in the middle. a/4 - ½v is a/4 at the left end of the cell and 0 in
/// the middle; σ keeps it at a/4 to the left of the cell, where v is 0, and at 0 to the right of the middle: it falls over the left half. ½v - a/4 is 0 in the
/// middle and a/4 at the right end, and stays: it rises over the right half. A falling v is the same seen from the other side, so that ½v - a/4 falls over the
/// left half and a/4 - ½v rises over the right one. ∎</para>
/// <para><b>Count.</b> Over {-1/2, 1/2} a node reads its parent and one constant, a quarter of the height, which all nodes of a level share: 4(2^p - 1)
/// weights, one layer a level. x waits for the constants, and with them takes (p + 2)² more where all leaves are read in one layer.</para>
/// </remarks>
public static class RampTree
{
    /// <summary>The most levels.</summary>
    public const int MostLevels = 16;

    /// <summary>Adds the ramps of all levels to a circuit: those of level p are number p, from left to right.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="x">A form with values in [0, 1]: the only ramp of level 0.</param>
    /// <param name="levels">p, 0 to <see cref="MostLevels"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is outside its range.</exception>
    public static ImmutableArray<ImmutableArray<LinearForm>> Ramps(this Circuit circuit, LinearForm x, int levels)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfNegative(levels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levels, MostLevels);
        var tree = ImmutableArray.CreateBuilder<ImmutableArray<LinearForm>>();
        tree.Add([x]);
        for (int level = 0; level < levels; level++)
        {
            Dyadic quarter = Dyadic.PowerOfTwo(-2 * (level + 1));
            tree.Add(
            [
                .. Enumerable.Range(0, 2 << level).Select(child =>
                    circuit.Relu(Half(tree[level][child / 2], level, child, quarter), $"ramp {level + 1}", UnitPlacement.Late)),
            ]);
        }

        return tree.ToImmutable();
    }

    /// <summary>Whether a ramp rises: the root and every second one of its level do.</summary>
    /// <param name="level">The level, 0 for the root.</param>
    /// <param name="node">Its number on the level, from the left.</param>
    public static bool Rises(int level, int node) => level == 0 || node % 2 == 1;

    /// <summary>What σ is applied to for the ramp over one half of a cell.</summary>
    /// <param name="parent">The ramp over the cell.</param>
    /// <param name="level">The level of that ramp.</param>
    /// <param name="child">The number of the half on its level: it is a half of cell number child/2.</param>
    /// <param name="quarter">A quarter of the height of the ramp.</param>
    public static LinearForm Half(LinearForm parent, int level, int child, LinearForm quarter)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(quarter);
        return Rises(level, child / 2) == (child % 2 == 1) ? (Dyadic.Half * parent) - quarter : quarter - (Dyadic.Half * parent);
    }
}
