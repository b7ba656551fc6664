using QuantRelu.Numerics;

namespace QuantRelu.Certification;

/// <summary>
/// Where networks are sampled: the coordinates u of samples are multiples of 2^-20 in [0, 1], so that they have few bits, and evaluation is exact more often.
/// </summary>
public static class SamplePlaces
{
    /// <summary>20: how many binary digits after the point a coordinate has at most.</summary>
    public const int FractionBits = 20;

    /// <summary>The i-th of places at equal distances with both ends, each the nearest multiple of 2^-20 to i/(count - 1).</summary>
    /// <param name="i">From 0, which gives 0, to count - 1, which gives 1.</param>
    /// <param name="count">How many there are, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2, or i is none of them.</exception>
    public static double Of(int i, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(i);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(i, count);
        return Multiple(Math.Round(Math.ScaleB((double)i / (count - 1), FractionBits)));
    }

    /// <summary>Any of the multiples of 2^-20, all as likely as each other.</summary>
    internal static double Any(Random random) => Multiple(random.Next((1 << FractionBits) + 1));

    /// <summary>True for a multiple of 2^-20.</summary>
    internal static bool Contain(Rational u) => u.IsDyadic && u.ToDyadic().Exponent >= -FractionBits;

    private static double Multiple(double factor) => Math.ScaleB(factor, -FractionBits);
}
