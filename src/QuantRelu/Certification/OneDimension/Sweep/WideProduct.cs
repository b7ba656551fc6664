using System.Numerics;
using System.Runtime.CompilerServices;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>
/// a b + c d for integers of any kind, exactly: four numbers of 64 bits, of which none is -2^63 twice over with another one, stay below 2^127, and longer ones
/// are multiplied without bounds.
/// </summary>
/// <remarks>With |b|, |d| ≤ 2^63 - 1 and |a|, |c| ≤ 2^63 it is |a b + c d| ≤ 2^127 - 2^64.</remarks>
internal static class WideProduct
{
    /// <summary>The sign of a b + c d, b and d above the least number of their kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SignOfSum<T>(T a, T b, T c, T d)
        where T : struct, IBinaryInteger<T> => typeof(T) == typeof(long)
            ? Int128.Sign(Sum(long.CreateTruncating(a), long.CreateTruncating(b), long.CreateTruncating(c), long.CreateTruncating(d)))
            : Sum(a, b, c, d).Sign;

    /// <summary>a b + c d of 64 bits, b and d above the least number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Int128 Sum(long a, long b, long c, long d) => Math.BigMul(a, b) + Math.BigMul(c, d);

    /// <summary>a b + c d.</summary>
    public static BigInteger Sum<T>(T a, T b, T c, T d)
        where T : struct, IBinaryInteger<T> =>
        (BigInteger.CreateChecked(a) * BigInteger.CreateChecked(b)) + (BigInteger.CreateChecked(c) * BigInteger.CreateChecked(d));
}
