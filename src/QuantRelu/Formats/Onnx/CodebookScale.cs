using System.Numerics;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// The values of a codebook as integers times their greatest common scale s: gcd of the numerators over lcm of the denominators. {-1/2, 1/2} is
/// {-1, 1} times 1/2, and {-1, 1/6, ..., 5/6} is {-6, 1, ..., 5} times 1/6.
/// </summary>
/// <remarks>
/// Integers stay below 2^24, where float32 numbers hold all of them. A scale that is no float32 number is replaced by the nearest one,
/// ŝ = s(1 + δ), |δ| ≤ 2^-24, and a weight ks by kŝ. The weight's float32 number v = ks(1 + δ') gives k when v/ŝ is rounded to float32 and
/// then to an integer: the three relative errors, together below 3.01·2^-24, move k &lt; 2^21 by less than 1/2.
/// </remarks>
/// <param name="Scale">s.</param>
/// <param name="Quantizer">The quantizer with the scale ŝ, which is s when <see cref="IsExact"/>.</param>
internal sealed record CodebookScale(Rational Scale, IntQuantizer Quantizer)
{
    private const int ExactBits = 24;
    private const int RoundedBits = 21;

    /// <summary>True when the scale, and with it every weight, is a float32 number.</summary>
    public bool IsExact => Quantizer.Scale == Scale;

    /// <summary>The scale of a codebook.</summary>
    /// <exception cref="ArgumentException">It has no float32 number near it, or the integers would be too large.</exception>
    public static CodebookScale Of(Codebook codebook)
    {
        Rational least = codebook.Values[0], most = codebook.Values[^1];
        Rational scale = 0, largest = Rational.Abs(least) > Rational.Abs(most) ? Rational.Abs(least) : Rational.Abs(most);
        foreach (Rational value in codebook.Values.Where(v => !v.IsZero))
        {
            scale = CommonDivisor(scale, value);
            Check(largest / scale, ExactBits);
        }

        Rational single = Dyadic.FromDouble(SingleWeights.Nearest(scale));
        Check(largest / scale, single == scale ? ExactBits : RoundedBits);
        return new CodebookScale(scale, IntQuantizer.Signed(single, BigInteger.Min(0, (least / scale).Floor()), BigInteger.Max(0, (most / scale).Floor())));
    }

    // Lowest terms: gcd(a/b, c/d) = gcd(ad, cb)/(bd).
    private static Rational CommonDivisor(Rational a, Rational b) =>
        Rational.Create(BigInteger.GreatestCommonDivisor(a.Numerator * b.Denominator, b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    private static void Check(Rational largest, int bits)
    {
        if (largest >= Dyadic.PowerOfTwo(bits))
        {
            throw new ArgumentException(
                $"The weights are integers of more than {bits} bits times a common scale, which float32 arithmetic does not "
                    + $"hold{(bits == ExactBits ? string.Empty : " apart where the scale is rounded")}.",
                nameof(largest));
        }
    }
}
