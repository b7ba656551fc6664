using System.Globalization;
using System.Numerics;

namespace QuantRelu.Formats.Reports;

/// <summary>Counts for people: every digit, in groups of three, and from a thousand million on also the size with its SI prefix.</summary>
public static class LargeNumber
{
    private const int FirstPower = 9;
    private const int Significant = 3;
    private const string Prefixes = "GTPEZYRQ";

    /// <summary>"1,044,752", or "2,562,181,529 (2.56 G)"; beyond the prefixes "(1.00e36)". The size is cut, not rounded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static string Text(BigInteger count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        string text = count.ToString("N0", CultureInfo.InvariantCulture), digits = count.ToString(CultureInfo.InvariantCulture);
        int power = (digits.Length - 1) / 3 * 3, step = (power - FirstPower) / 3;
        return power < FirstPower ? text
            : step < Prefixes.Length ? $"{text} ({Leading(digits, digits.Length - power)} {Prefixes[step]})"
            : $"{text} ({Leading(digits, 1)}e{digits.Length - 1})";
    }

    // The first three digits, so many of them before the point.
    private static string Leading(string digits, int whole) =>
        whole == Significant ? digits[..whole] : $"{digits[..whole]}.{digits[whole..Significant]}";
}
