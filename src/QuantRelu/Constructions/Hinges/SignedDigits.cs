using System.Numerics;

namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// The signed binary digits of an integer without two neighbours that are not zero: n = Σ s_e 2^e with s_e ∈ {-1, 0, 1}, the representation with the
/// fewest digits (G. W. Reitwiesner, 1960). A constant costs a connection for each of them.
/// </summary>
internal static class SignedDigits
{
    /// <summary>How many digits there are: the bits in which n and 3n differ.</summary>
    public static int Count(long n) => BitOperations.PopCount((ulong)(Math.Abs(n) ^ (3 * Math.Abs(n))));

    /// <summary>The digits, from the lowest.</summary>
    public static IEnumerable<(int Exponent, int Sign)> Of(long n)
    {
        for (int e = 0; n != 0; e++, n /= 2)
        {
            if ((n & 1) != 0)
            {
                int digit = 2 - (int)(n & 3);
                n -= digit;
                yield return (e, digit);
            }
        }
    }

    /// <summary>The exponent of the lowest digit; 0 for 0.</summary>
    public static int Lowest(long n) => n == 0 ? 0 : BitOperations.TrailingZeroCount(n);
}
