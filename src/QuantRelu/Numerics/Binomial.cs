using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>Binomial coefficients, exact however large: bounds and limits rest on them.</summary>
internal static class Binomial
{
    /// <summary>binomial(n, k) = Π_{i=1..k} (n-k+i)/i, in which every partial product is a whole number; 0 ≤ k ≤ n.</summary>
    public static BigInteger Of(int n, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, n);
        int factors = Math.Min(k, n - k);
        BigInteger product = BigInteger.One;
        for (int i = 1; i <= factors; i++)
        {
            product = product * (n - factors + i) / i;
        }

        return product;
    }
}
