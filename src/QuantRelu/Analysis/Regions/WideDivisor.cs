using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>The greatest common divisor of integers of 128 bits, by halving and subtracting: no division.</summary>
internal static class WideDivisor
{
    /// <summary>The greatest common divisor; of 0 and a number it is the number.</summary>
    public static UInt128 Of(UInt128 a, UInt128 b)
    {
        if (a == UInt128.Zero || b == UInt128.Zero)
        {
            return a | b;
        }

        int zerosOfA = Zeros(a), zerosOfB = Zeros(b);
        a >>= zerosOfA;
        b >>= zerosOfB;
        while (a != b)
        {
            if (a < b)
            {
                (a, b) = (b, a);
            }

            if (a <= ulong.MaxValue)
            {
                a = Of((ulong)a, (ulong)b);
                break;
            }

            a -= b;
            a >>= Zeros(a);
        }

        return a << Math.Min(zerosOfA, zerosOfB);
    }

    /// <summary>|a|.</summary>
    public static UInt128 Magnitude(Int128 a) => (UInt128)(a < 0 ? -a : a);

    // Both odd.
    private static ulong Of(ulong a, ulong b)
    {
        while (a != b)
        {
            (a, b) = a < b ? (b, a) : (a, b);
            a -= b;
            a >>= BitOperations.TrailingZeroCount(a);
        }

        return a;
    }

    private static int Zeros(UInt128 a) => (ulong)a != 0 ? BitOperations.TrailingZeroCount((ulong)a) : 64 + BitOperations.TrailingZeroCount((ulong)(a >> 64));
}
