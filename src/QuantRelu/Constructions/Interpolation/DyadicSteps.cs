using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>What a search tries: steps δ = o·2^-E, and numbers of cells N = 2^k·(a product of threes, fives and sevens).</summary>
internal static class DyadicSteps
{
    private const int BinaryOrders = 4;
    private static readonly int[] StepFactors = [1, 3, 5, 7];

    /// <summary>The odd parts of N by their factors; N = 1 counts as none.</summary>
    public static ImmutableArray<ImmutableArray<int>> OddParts { get; } =
        [[], [3], [5], [7], [3, 3], [3, 5], [3, 7], [5, 5], [5, 7], [7, 7], [3, 3, 3], [3, 3, 5], [3, 3, 7]];

    /// <summary>The steps from below an error to about a sixteenth of it.</summary>
    /// <param name="error">ε.</param>
    /// <param name="sign">The coefficient of the greatest digit: its odd part is one of o.</param>
    public static IEnumerable<(int Factor, int LogStep)> Below(Rational error, Dyadic sign)
    {
        foreach (int odd in StepFactors)
        {
            int factor = odd * (int)sign.Mantissa;
            int first = -(int)error.Floor().GetBitLength();
            while (Dyadic.Create(factor, -first) * NodalRounding.Reach >= error)
            {
                first++;
            }

            for (int logStep = first; logStep < first + BinaryOrders; logStep++)
            {
                yield return (factor, logStep);
            }
        }
    }
}
