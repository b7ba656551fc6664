namespace QuantRelu.Numerics;

/// <summary>
/// Doubles near a logarithm or an arc tangent, from the four operations and the square root alone. Nothing relies on their
/// accuracy, but the last digits of an enclosure depend on them, and those must be the same on every machine: the
/// functions of the platform's library are not.
/// </summary>
internal static class Hints
{
    private const int Terms = 14;

    /// <summary>log m = 2 atanh((m - 1)/(m + 1)), |z| ≤ 1/5, for 3/4 ≤ m &lt; 3/2.</summary>
    public static double Log(double m) => 2 * OddSeries((m - 1) / (m + 1), 1);

    /// <summary>atan z for 0 ≤ z ≤ 1: twice atan z = 2 atan(z/(1 + √(1 + z²))) leaves at most tan(π/16) &lt; 1/5.</summary>
    public static double Atan(double z) => 4 * OddSeries(Half(Half(z)), -1);

    private static double Half(double z) => z / (1 + Math.Sqrt(1 + (z * z)));

    // Σ sign^n z^(2n+1)/(2n+1).
    private static double OddSeries(double z, int sign)
    {
        double factor = sign * (z * z);
        double sum = 0;
        for (int n = Terms; n >= 0; n--)
        {
            sum = (sum * factor) + (1.0 / ((2 * n) + 1));
        }

        return sum * z;
    }
}
