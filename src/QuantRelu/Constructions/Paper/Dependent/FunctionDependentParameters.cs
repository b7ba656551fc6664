using System.Numerics;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// The parameters of Theorems 3 and 4 for 1-Lipschitz functions on [0, 1] and an error 0 &lt; ε &lt; 1 (Appendix B): m = ⌈log(1/ε)/2⌉
/// and T = ⌈8/(ε log(1/ε))⌉ rounded up to powers of two, so that k/m and i/T are dyadic; t = ⌈log m⌉, at least 1; δ = 1/(8m).
/// For ε above 1/2 those of 1/2 are taken, as 1/log(1/ε) grows without end there.
/// </summary>
/// <param name="LogCells">log T.</param>
/// <param name="LogNodes">log m.</param>
/// <param name="Precision">t: slopes are multiples of 2^-t.</param>
public sealed record FunctionDependentParameters(int LogCells, int LogNodes, int Precision)
{
    private const int MostLogCells = 30;

    // Below it 1/ε is not a double; far above it T is too large.
    private const double LeastError = 1e-300;

    /// <summary>T, the number of cells.</summary>
    public long Cells => 1L << LogCells;

    /// <summary>m, the nodes of a cached function.</summary>
    public int Nodes => 1 << LogNodes;

    /// <summary>
    /// What the construction errs by at most for a 1-Lipschitz function: 2^-t/T for f~, Proposition 4 (iii), and 2/(mT) for the cached
    /// functions; in the margins of the filter the clamp leaves 4δ/T = 1/(2mT), which is less. It is at most 3ε/4.
    /// </summary>
    public Dyadic Bound => (Dyadic.PowerOfTwo(-Precision) + Dyadic.PowerOfTwo(1 - LogNodes)) * Dyadic.PowerOfTwo(-LogCells);

    /// <summary>
    /// τ, within which the function's values must be known: 2^-30 of the step 2^-t/T. Rounding to steps moves with values, so that f~ is within
    /// 2^-t/T + τ of f at
    /// i/T and within 2^-t/T + 3τ between, where f⁺ is made of three values; the cached functions differ by no more than that. With
    /// <see cref="Bound"/>, 4τ is enough.
    /// </summary>
    internal Dyadic Tolerance => Dyadic.PowerOfTwo(-30 - Precision - LogCells);

    /// <summary>The parameters.</summary>
    /// <param name="error">ε, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">ε is outside its range.</exception>
    /// <exception cref="LimitException">ε is so small that T exceeds 2^30.</exception>
    public static FunctionDependentParameters Choose(Rational error)
    {
        if (error.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(error), error, $"The error is {error.ToShortString()}; it must be above 0.");
        }

        int logCells = LogCellsFor(error);
        if (logCells > MostLogCells)
        {
            throw new LimitException($"An error of {error.ToShortString()} takes 2^{logCells} cells; 2^{MostLogCells} is the most.");
        }

        int nodes = (int)Math.Ceiling(-Math.Log2(Math.Min(0.5, (double)error)) / 2);
        int logNodes = (int)Math.Ceiling(Math.Log2(nodes));
        return new FunctionDependentParameters(logCells, logNodes, Math.Max(1, logNodes));
    }

    /// <summary>log T for any error above 0, however small.</summary>
    internal static int LogCellsFor(Rational error)
    {
        double e = Math.Min(0.5, (double)error);
        if (e < LeastError)
        {
            double order = (BigInteger.Log(error.Denominator) - BigInteger.Log(error.Numerator)) / Math.Log(2);
            return (int)Math.Ceiling(3 + order - Math.Log2(order));
        }

        return (int)Math.Ceiling(Math.Log2(8 / (e * -Math.Log2(e))));
    }
}
