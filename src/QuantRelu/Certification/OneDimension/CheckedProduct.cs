using System.Numerics;
using System.Runtime.CompilerServices;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// The product of two integers, checked. Of 128 bits those whose lengths are together at most 126 are multiplied without a check: |a| ≤ 2^m and |b| ≤ 2^n make
/// |a b| ≤ 2^(m + n). The check of the runtime multiplies to 256 bits, which takes ten times as long.
/// </summary>
internal static class CheckedProduct
{
    private const int Bits = 128;

    /// <summary>a b.</summary>
    /// <exception cref="OverflowException">The integers are too small for it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T a, T b)
        where T : struct, IBinaryInteger<T> =>
        typeof(T) == typeof(Int128) && Length(Int128.CreateTruncating(a)) + Length(Int128.CreateTruncating(b)) < Bits - 1 ? unchecked(a * b) : checked(a * b);

    // The least m with |a| ≤ 2^m, or one more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Length(Int128 a)
    {
        ulong high = (ulong)(a >> 64), sign = (ulong)((long)high >> 63);
        ulong top = high ^ sign;
        return top != 0 ? Bits - BitOperations.LeadingZeroCount(top) : (Bits / 2) - BitOperations.LeadingZeroCount((ulong)a ^ sign);
    }
}
