namespace QuantRelu.Targets;

/// <summary>Targets outside the unit ball: f/2^s is in it, is approximated to within ε/2^s, and the network multiplies by 2^s.</summary>
internal static class UnitBall
{
    // A norm that exceeds a power of two by rounding alone is not scaled: error bounds are computed with the norm itself.
    private const double Rounding = 1e-9;

    /// <summary>The least s ≥ 0 with norm ≤ 2^s.</summary>
    public static int LogScale(double norm)
    {
        int scale = 0;
        while (norm > Math.ScaleB(1 + Rounding, scale))
        {
            scale++;
        }

        return scale;
    }

    /// <summary>
    /// The error that a network for a class is made for: ε, or 2^s where that is less. All that an error above the class's norm could save is the last few
    /// weights, as 0 itself is within 2^s of every function of the class.
    /// </summary>
    public static Rational Needed(Rational error, int logScale) => Dyadic.PowerOfTwo(logScale) is var most && error > most ? most : error;

    /// <summary>By how much norm/2^s exceeds 1, at most 1e-9 when s is <see cref="LogScale"/>; error bounds count it.</summary>
    public static double Excess(double norm, int logScale) => Math.Max(0, Math.ScaleB(norm, -logScale) - 1);
}
