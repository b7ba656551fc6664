using System.Numerics;

namespace QuantRelu.Formats.C;

/// <summary>
/// How one input goes from a raw integer r to U = u·2^p: x = offset + scale·r is u = (x - a)/(b - a) of the domain, and U is αn + β rounded, for the
/// number n = 0, ..., <see cref="Steps"/> of the raw integer counted from the one at or below a. In C: U = (M·n + B) &gt;&gt; k, cut to 0..2^p.
/// </summary>
/// <remarks>
/// With α = scale·2^p/(b - a) and β in (-α, 0], where k = 0 and M, B are α and β nothing is rounded. Otherwise B is next to (β + 1/2)·2^k and M next to α·2^k,
/// so that |U - (αn + β)| ≤ 1/2 + e, e = Steps·|M/2^k - α| + |B/2^k - β - 1/2|. Cutting to 0..2^p brings U no farther from the u of an x in the domain.
/// </remarks>
internal sealed class InputMap
{
    private const int MostSteps = int.MaxValue - 1;
    private const int MostBits = 62;

    // A map is fine enough when it adds a thirty-second to the half of rounding.
    private static readonly Rational Fine = Rational.Create(1, 32);

    /// <summary>The map.</summary>
    /// <param name="low">a.</param>
    /// <param name="width">b - a.</param>
    /// <param name="scale">The step in x of a raw integer, not 0; below 0 when x falls as it grows.</param>
    /// <param name="offset">The x of the raw integer 0.</param>
    /// <param name="bits">p.</param>
    /// <exception cref="ArgumentException">The domain has too many raw integers, or they do not fit 64 bits.</exception>
    public InputMap(Rational low, Rational width, Rational scale, Rational offset, int bits)
    {
        (Scale, Offset) = (scale, offset);
        Rational end = (low - offset) / scale, other = (low + width - offset) / scale;
        BigInteger first = scale.Sign > 0 ? end.Floor() : -(-end).Floor(), last = scale.Sign > 0 ? -(-other).Floor() : other.Floor();
        BigInteger steps = BigInteger.Abs(last - first);
        if (steps > MostSteps || BigInteger.Max(BigInteger.Abs(first), BigInteger.Abs(last)) > long.MaxValue)
        {
            throw new ArgumentException(
                $"The domain from {low.ToShortString()} to {(low + width).ToShortString()} takes raw integers from {first} to {last} "
                + $"for the scale {scale.ToShortString()} "
                + $"and the offset {offset.ToShortString()}; they must fit 64 bits and be at most {MostSteps} steps.",
                nameof(scale));
        }

        (First, Last) = ((long)first, (long)last);
        Bits = bits;
        Rational one =
            Dyadic.PowerOfTwo(bits), alpha = Rational.Abs(scale) / width * one, beta = (offset + (scale * Rational.Create(first, 1)) - low) / width * one;
        HalfStep = Rational.Abs(scale) / width / 2;
        if (alpha.Denominator.IsOne && beta.Denominator.IsOne)
        {
            (Factor, Addend) = (alpha.Numerator, beta.Numerator);
            return;
        }

        Deviation = Rounded(alpha, beta) / Dyadic.PowerOfTwo(bits);
    }

    /// <summary>The step in x.</summary>
    public Rational Scale { get; }

    /// <summary>The x of 0.</summary>
    public Rational Offset { get; }

    /// <summary>p.</summary>
    public int Bits { get; }

    /// <summary>The raw integer at the lower end of the domain, or next below it in x.</summary>
    public long First { get; }

    /// <summary>The raw integer at the upper end, or next above it in x.</summary>
    public long Last { get; }

    /// <summary>The raw integers but one.</summary>
    public int Steps => (int)Math.Abs(Last - First);

    /// <summary>M &gt; 0.</summary>
    public BigInteger Factor { get; private set; }

    /// <summary>B.</summary>
    public BigInteger Addend { get; private set; }

    /// <summary>k.</summary>
    public int Shift { get; private set; }

    /// <summary>The most that U·2^-p is from the u of a raw integer whose x is in the domain.</summary>
    public Rational Deviation { get; }

    /// <summary>Half a step in u: the most that the x of the domain are from the nearest raw integer's.</summary>
    public Rational HalfStep { get; }

    /// <summary>The bits of the integers in which Mn + B is computed.</summary>
    public int Width => (Factor * Steps) + BigInteger.Abs(Addend) <= int.MaxValue ? 32 : 64;

    private Rational Rounded(Rational alpha, Rational beta)
    {
        for (int shift = 1; ; shift++)
        {
            Rational power = Dyadic.PowerOfTwo(shift);
            BigInteger factor = (alpha * power).Round(), addend = ((beta + Dyadic.Half) * power).Round();
            Rational error = (Rational.Create(Steps, 1) * Rational.Abs((Rational.Create(factor, 1) / power) - alpha))
                + Rational.Abs((Rational.Create(addend, 1) / power) - beta - Dyadic.Half);
            bool isLast = ((2 * factor * Steps) + (2 * BigInteger.Abs(addend)) + 2).GetBitLength() > MostBits;
            if (!factor.IsZero && (error <= Fine || isLast))
            {
                (Factor, Addend, Shift) = (factor, addend, shift);
                return Dyadic.Half + error;
            }
        }
    }
}
