using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>The integer square root.</summary>
internal static class IntegerRoot
{
    /// <summary>⌊√n⌋ for n ≥ 0.</summary>
    /// <remarks>
    /// One Newton step y = ⌊(x + ⌊n/x⌋)/2⌋ from any x ≥ 1 gives y ≥ ⌊√n⌋, because (x + n/x)/2 ≥ √n; from x above ⌊√n⌋
    /// the next step is smaller than x. So the steps descend to ⌊√n⌋ and stop there, whatever the start.
    /// The start, good to about 50 digits, comes from a double.
    /// </remarks>
    public static BigInteger Floor(BigInteger n)
    {
        if (n.IsZero)
        {
            return n;
        }

        BigInteger x = Step(n, Start(n));
        for (BigInteger next = Step(n, x); next < x; next = Step(n, x))
        {
            x = next;
        }

        return x;
    }

    private static BigInteger Step(BigInteger n, BigInteger x) => (x + (n / x)) >> 1;

    private static BigInteger Start(BigInteger n)
    {
        int shift = (int)Math.Max(0, n.GetBitLength() - 100) & ~1;
        BigInteger top = new(Math.Sqrt((double)(n >> shift)));
        return BigInteger.Max(BigInteger.One, top) << (shift / 2);
    }
}
