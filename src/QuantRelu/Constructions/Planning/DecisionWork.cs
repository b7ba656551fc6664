using System.Numerics;

namespace QuantRelu.Constructions.Planning;

/// <summary>
/// How long a planner looks at a network whose error has to be decided, counted in cells, so that the choice is the same anywhere. A box of several variables
/// takes a run through all weights; in one variable what cells cost does not grow like that.
/// </summary>
internal static class DecisionWork
{
    private const int MostCells = 20_000;
    private const long MostReads = 1_000_000_000;

    /// <summary>The most cells that are looked at.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="weights">The weights of the network.</param>
    public static int Of(int dimension, BigInteger weights) => IsWhole(dimension, weights) ? MostCells : (int)BigInteger.Max(1, MostReads / weights);

    /// <summary>Whether a network is small enough to be looked at for as long as any is.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="weights">The weights of the network.</param>
    public static bool IsWhole(int dimension, BigInteger weights) => dimension == 1 || weights * MostCells <= MostReads;
}
