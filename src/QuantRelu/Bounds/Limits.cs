using System.Numerics;

namespace QuantRelu.Bounds;

/// <summary>Limits that no network can beat, whatever its construction.</summary>
public static class Limits
{
    /// <summary>
    /// Bits that a network of one fixed structure for all of F_{1,1} needs: log₂ of the ε-covering number, at least ⌈1/ε⌉ - 1
    /// (Kolmogorov and Tikhomirov: functions with slopes ±1 on ⌈1/ε⌉ - 1 pieces are pairwise more than 2ε apart).
    /// </summary>
    public static BigInteger EntropyAtLeast(Rational error) => Ceiling(1 / Checked(error)) - 1;

    /// <summary>An upper bound of the same entropy: ⌈1/ε⌉ + log⌈1/ε⌉.</summary>
    public static double EntropyAtMost(Rational error)
    {
        BigInteger cells = Ceiling(1 / Checked(error));
        return (double)cells + BigInteger.Log(cells, 2);
    }

    /// <summary>Bits for F_{d,1}: at least (⌈1/(2ε)⌉ - 1)^d.</summary>
    public static BigInteger EntropyAtLeast(int dimension, Rational error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        return BigInteger.Pow(Ceiling(1 / (2 * Checked(error))) - 1, dimension);
    }

    /// <summary>The order of the entropy of F_{d,n}: (1/ε)^{d/n}.</summary>
    public static double EntropyOrder(int dimension, int smoothness, double error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(smoothness, 1);
        return Math.Pow(1 / error, (double)dimension / smoothness);
    }

    /// <summary>
    /// Layers of every network whose values are multiples of 2^-b: L layers put N(0) into 2^{-bL}ℤ, which has to meet every constant to
    /// within ε, so L ≥ (log(1/ε) - 1)/b.
    /// </summary>
    /// <returns>The least whole number of layers; null when a value is not dyadic.</returns>
    public static int? LeastDepth(Codebook codebook, double error)
    {
        ArgumentNullException.ThrowIfNull(codebook);
        if (!codebook.Values.All(v => v.IsDyadic))
        {
            return null;
        }

        int bits = Math.Max(1, codebook.Values.Max(v => -v.ToDyadic().Exponent));
        return Math.Max(1, (int)Math.Ceiling((Math.Log2(1 / error) - 1) / bits));
    }

    private static Rational Checked(Rational error) => error.Sign > 0 && error < 1
        ? error
        : throw new ArgumentOutOfRangeException(nameof(error), error, $"The error is {error.ToShortString()}; it must be above 0 and below 1.");

    private static BigInteger Ceiling(Rational value) => -(-value).Floor();
}
