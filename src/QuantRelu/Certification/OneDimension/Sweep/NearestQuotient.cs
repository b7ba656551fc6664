using System.Numerics;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>
/// The double nearest to a fraction, rounded once, ties to even: it depends on the number alone, not on how it is written as a fraction. Fractions whose
/// value is 0 or within 2^±900 are rounded to normal doubles.
/// </summary>
/// <remarks>
/// A quotient of integers that are doubles is rounded once by the division itself. Of others the whole part of the quotient, multiplied by a power of two so
/// that it has more than 64 bits, is rounded with its last bit set where something is left: no tie is made and none is lost, as 53 bits are kept.
/// </remarks>
internal static class NearestQuotient
{
    // Integers up to this are doubles.
    private const long Exact = 1L << 53;

    // More than 64 in the whole part of a quotient.
    private const int Bits = 66;

    /// <summary>The double nearest to p/q, q > 0.</summary>
    public static double Of(Int128 p, long q)
    {
        int zeros = BitOperations.TrailingZeroCount(q);
        q >>= zeros;
        if (p <= Exact && p >= -Exact && q <= Exact)
        {
            return (double)(long)p / q * PowerOfTwo(-zeros);
        }

        UInt128 size = (UInt128)(p < 0 ? -p : p);
        int shift = 0;
        if (q > 1)
        {
            // The whole part is at least 2^127 / 2^63.
            shift = (int)UInt128.LeadingZeroCount(size);
            (size, UInt128 rest) = UInt128.DivRem(size << shift, (UInt128)q);
            size |= rest == 0 ? 0u : 1u;
        }

        double nearest = Nearest(size) * PowerOfTwo(-zeros - shift);
        return p < 0 ? -nearest : nearest;
    }

    /// <summary>The double nearest to p/q, q > 0.</summary>
    public static double Of(BigInteger p, BigInteger q)
    {
        BigInteger size = BigInteger.Abs(p);
        int shift = Bits + (int)(q.GetBitLength() - size.GetBitLength());
        (BigInteger whole, BigInteger rest) = BigInteger.DivRem(shift > 0 ? size << shift : size, shift < 0 ? q << -shift : q);
        return p.Sign * Math.ScaleB(Nearest((UInt128)whole | (rest.IsZero ? 0u : 1u)), -shift);
    }

    // Its last bit may be sticky when it has more than 64 bits.
    private static double Nearest(UInt128 size)
    {
        int more = Math.Max(0, 65 - (int)UInt128.LeadingZeroCount(size));
        ulong top = (ulong)(size >> more);
        top |= more > 0 && size << (128 - more) != 0 ? 1u : 0u;

        // Less than 2^63: it is converted as a number with a sign is, which rounds once.
        return (long)top * PowerOfTwo(more);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(1023 + exponent) << 52);
}
