using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>
/// The signed binary digits of a number without two neighbours that are not zero: n = Σ s_e 2^e with s_e ∈ {-1, 0, 1}, the one representation of this kind
/// and the one with the fewest digits (G. W. Reitwiesner, 1960).
/// </summary>
internal static class SignedDigits
{
    /// <summary>How many digits there are: the bits in which n and 3n differ.</summary>
    public static int Count(long n) => BitOperations.PopCount((ulong)(Math.Abs(n) ^ (3 * Math.Abs(n))));

    /// <summary>The digits that are not 0, from the lowest.</summary>
    public static IEnumerable<(int Exponent, int Sign)> Of(Dyadic value) => Of(value.Mantissa).Select(d => (d.Exponent + value.Exponent, d.Sign));

    /// <summary>The digits of an integer that are not 0, from the lowest.</summary>
    public static IEnumerable<(int Exponent, int Sign)> Of(BigInteger n)
    {
        for (int exponent = 0; !n.IsZero; exponent++, n >>= 1)
        {
            if (!n.IsEven)
            {
                int digit = 2 - (int)(n & 3);
                yield return (exponent, digit);
                n -= digit;
            }
        }
    }

    /// <summary>The exponent of the lowest digit; 0 for 0.</summary>
    public static int Lowest(long n) => n == 0 ? 0 : BitOperations.TrailingZeroCount(n);
}
