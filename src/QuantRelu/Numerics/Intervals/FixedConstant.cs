using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>
/// A constant c as the integers round(c·2^bits), computed once for the most bits ever asked and shortened for fewer.
/// Safe for many threads: at worst two of them compute the same digits.
/// </summary>
internal sealed class FixedConstant
{
    private readonly Func<int, BigInteger> _compute;
    private volatile Digits _best = new(BigInteger.Zero, -1);

    private FixedConstant(Func<int, BigInteger> compute) => _compute = compute;

    /// <summary>π/2 = 8 atan(1/5) - 2 atan(1/239), Machin's formula halved.</summary>
    public static FixedConstant HalfPi { get; } = new(bits => (8 * Inverse(5, -1, bits)) - (2 * Inverse(239, -1, bits)));

    /// <summary>ln 2 = 18 atanh(1/26) - 2 atanh(1/4801) + 8 atanh(1/8749).</summary>
    public static FixedConstant Ln2 { get; } =
        new(bits => (18 * Inverse(26, 1, bits)) - (2 * Inverse(4801, 1, bits)) + (8 * Inverse(8749, 1, bits)));

    /// <summary>An integer within 1 of c·2^<paramref name="bits"/>.</summary>
    /// <remarks>
    /// Shortening v, |v - C| ≤ 1, by s digits loses f ≤ 1 - 2^-s, so the result errs by at most 2^-s + 1 - 2^-s = 1.
    /// </remarks>
    public BigInteger Scaled(int bits)
    {
        Digits best = _best;
        if (best.Bits < bits)
        {
            best = Compute(Math.Max(bits, Math.Max(256, Math.Min(2 * best.Bits, bits + 4096))));
            _best = best;
        }

        return best.Value >> (best.Bits - bits);
    }

    /// <summary>The constant within 1 ulp.</summary>
    public FixedBall Ball(int bits) => new(Scaled(bits), 1, bits);

    // The formulas above err by at most 28·3(N + 1) ulps for series of N + 1 ≤ bits terms: less than half of 2^guard.
    private Digits Compute(int bits)
    {
        int guard = 10 + BitOperations.Log2((uint)bits);
        return new Digits((_compute(bits + guard) + (BigInteger.One << (guard - 1))) >> guard, bits);
    }

    /// <summary>atanh(1/q) = Σ q^-(2n+1)/(2n+1) for sign 1, atan(1/q) with alternating signs for sign -1; q ≥ 5.</summary>
    /// <remarks>
    /// Each power errs by less than 2 ulps, because e ≤ e/q² + 1, so each term by less than 3; when the power has become
    /// 0 the true one is below 2 ulps, and the rest of the series below 3. In all 3(N + 1) ulps for N terms.
    /// </remarks>
    private static BigInteger Inverse(int q, int sign, int bits)
    {
        BigInteger power = (BigInteger.One << bits) / q;
        BigInteger sum = power;
        for (int n = 3; !power.IsZero; n += 2)
        {
            power /= sign * q * q;
            sum += power / n;
        }

        return sum;
    }

    private sealed record Digits(BigInteger Value, int Bits);
}
