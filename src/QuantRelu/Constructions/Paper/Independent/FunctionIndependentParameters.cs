using System.Numerics;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// The parameters of Theorems 1 and 2 for functions of the unit ball of W^{n,∞}([0, 1]^d) and an error 0 &lt; ε &lt; 1:
/// N = ⌈d(3·2^d/ε)^{1/n}⌉ rounded up to a power of two, so that the grid m/N is dyadic; then
/// r = ⌈log(6N^n(d+n-1))/2 - 1⌉ and t = ⌈log(nN^n/d^n)⌉ (Appendix A.2). Logarithms are to base 2.
/// </summary>
/// <param name="Dimension">d ≥ 1.</param>
/// <param name="Smoothness">n ≥ 1.</param>
/// <param name="LogGrid">log N.</param>
/// <param name="Teeth">r, the teeth of each squarer.</param>
/// <param name="Precision">t, the precision of the weights, 2^-t.</param>
public sealed record FunctionIndependentParameters(int Dimension, int Smoothness, int LogGrid, int Teeth, int Precision)
{
    // Wiring counts units in 64-bit integers.
    internal const int MostLogGrid = 56;

    /// <summary>N, the number of grid cells along each coordinate.</summary>
    /// <exception cref="OverflowException">log N is above 62, which networks that are only counted may have.</exception>
    public long Grid => LogGrid <= 62 ? 1L << LogGrid : throw new OverflowException($"A grid of 2^{LogGrid} cells is beyond 64-bit integers.");

    /// <summary>The parameters, computed in exact arithmetic.</summary>
    /// <param name="dimension">d, 1 to 16.</param>
    /// <param name="smoothness">n, 1 to 16.</param>
    /// <param name="error">ε, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument outside its range.</exception>
    /// <exception cref="LimitException">ε is so small that N exceeds 2^56.</exception>
    public static FunctionIndependentParameters Choose(int dimension, int smoothness, Rational error)
    {
        FunctionIndependentParameters parameters = ChooseToCount(dimension, smoothness, error);
        return parameters.LogGrid <= MostLogGrid
            ? parameters
            : throw new LimitException(
                $"An error of {error.ToShortString()} takes a grid of 2^{parameters.LogGrid} cells along each variable with n = {smoothness}; 2^{MostLogGrid} "
                    + "is the most.");
    }

    /// <summary>The same parameters for any ε, however small: such a network can be counted, not built.</summary>
    /// <inheritdoc cref="Choose"/>
    internal static FunctionIndependentParameters ChooseToCount(int dimension, int smoothness, Rational error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(smoothness, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(smoothness, 16);
        if (error.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(error), error, $"The error is {error.ToShortString()}; it must be above 0.");
        }

        BigInteger dn = BigInteger.Pow(dimension, smoothness);
        int logGrid = LogGridFor(dimension, smoothness, error);
        BigInteger gridPower = BigInteger.One << (logGrid * smoothness);
        int teeth = FirstAtLeast(Rational.Create(6 * gridPower * (dimension + smoothness - 1), 4), 2);
        int precision = FirstAtLeast(Rational.Create(smoothness * gridPower, dn), 1);
        return new FunctionIndependentParameters(dimension, smoothness, logGrid, Math.Max(1, teeth), Math.Max(1, precision));
    }

    /// <summary>Without N, which may be too large for a 64-bit integer.</summary>
    public override string ToString() => $"d = {Dimension}, n = {Smoothness}, N = 2^{LogGrid}, r = {Teeth}, t = {Precision}";

    /// <summary>Whether N is small enough for <see cref="Choose"/>: a small ε may need a larger n.</summary>
    internal static bool CanChoose(int dimension, int smoothness, Rational error) => LogGridFor(dimension, smoothness, error) <= MostLogGrid;

    // The least log N with N^n ≥ d^n 3·2^d/ε.
    internal static int LogGridFor(int dimension, int smoothness, Rational error) =>
        FirstAtLeast(Rational.Create(3 * BigInteger.Pow(dimension, smoothness) << dimension, 1) / error, smoothness);

    // The smallest k ≥ 0 with 2^(step·k) ≥ value.
    private static int FirstAtLeast(Rational value, int step)
    {
        int k = 0;
        while (Rational.Create(BigInteger.One << (step * k), 1) < value)
        {
            k++;
        }

        return k;
    }
}
