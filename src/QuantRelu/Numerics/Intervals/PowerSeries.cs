using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>
/// The Taylor series behind every function, summed in fixed point with proved bounds on what is lost.
/// Outside the stated ranges the answer is a ball that says nothing.
/// </summary>
internal static class PowerSeries
{
    /// <summary>e^y - 1 = Σ y^n/n! over n ≥ 1, for |y| ≤ 1/2; e^y has slope at most 2 there.</summary>
    public static FixedBall ExpMinusOne(FixedBall y) =>
        y.IsBelow(-1) ? Factorial(y.Center, y.Center, y.Bits, 2, 1).Widen(2 * y.Radius) : FixedBall.Nothing(y.Bits);

    /// <summary>sin y = Σ (-1)^n y^(2n+1)/(2n+1)!, for |y| ≤ 1; the slope is at most 1.</summary>
    public static FixedBall Sine(FixedBall y) =>
        y.IsBelow(0) ? Factorial(y.Center, -Square(y), y.Bits, 2, 2).Widen(y.Radius) : FixedBall.Nothing(y.Bits);

    /// <summary>1 - cos y = y²/2 - y⁴/24 + ..., for |y| ≤ 1; the slope is at most 1.</summary>
    public static FixedBall OneMinusCosine(FixedBall y)
    {
        BigInteger square = Square(y);
        return y.IsBelow(0)
            ? Factorial(square >> 1, -square, y.Bits, 3, 2).Widen(y.Radius)
            : FixedBall.Nothing(y.Bits);
    }

    /// <summary>atan z (sign -1) or atanh z (sign 1) = Σ sign^n z^(2n+1)/(2n+1), for |z| ≤ 1/4.</summary>
    /// <remarks>
    /// With φ = z² ≤ 1/16 known to 1 ulp, a power errs by e ≤ e·φ + 1/4 + 1 ≤ 2 and a term by at most 2/3 + 1 ≤ 2.
    /// When the computed power is 0 the true one is at most 2 ulps and the rest of the series at most 1.
    /// N terms, the last one 0, err by at most 2N + 1 ulps. The slope is at most 2 even a little beyond 1/4.
    /// </remarks>
    public static FixedBall Arctangent(FixedBall z, int sign)
    {
        if (!z.IsBelow(-2))
        {
            return FixedBall.Nothing(z.Bits);
        }

        BigInteger factor = sign * Square(z);
        BigInteger power = z.Center;
        BigInteger sum = power;
        int n = 3;
        for (; !power.IsZero; n += 2)
        {
            power = Truncate(power * factor, z.Bits);
            sum += power / n;
        }

        return new FixedBall(sum, n, z.Bits).Widen(2 * z.Radius);
    }

    /// <summary>The sum of t_0 = first and t_n = t_(n-1)·factor/d_n, d_n = k or k(k + 1) with k = start + n·stride.</summary>
    /// <remarks>
    /// The arguments |y| ≤ 1/2 (stride 1) and |y| ≤ 1 (stride 2) make |t_n| ≤ 1 and |factor|/d ≤ 1/4.
    /// First is known to 2 ulps and, for stride 2, factor to 1 ulp. If t_(n-1) errs by e ≤ 2 ulps then t_n errs by at most
    /// e/4 + 1/2 + 1 ≤ 2 for stride 1 and (e + 1 + 1)/6 + 1 ≤ 2 for stride 2: one ulp for the dropped digits before the
    /// division, one after. When the computed term is 0 the true one is at most 2 ulps, and with all that follow it
    /// at most 2·4/3. N terms therefore err by at most 2N + 1 ulps, N counting the last one, which is 0.
    /// </remarks>
    private static FixedBall Factorial(BigInteger first, BigInteger factor, int bits, int start, int stride)
    {
        BigInteger sum = first;
        BigInteger term = first;
        long terms = 1;
        for (int k = start; !term.IsZero; k += stride, terms++)
        {
            term = Truncate(term * factor, bits) / (stride == 1 ? k : k * (k + 1));
            sum += term;
        }

        return new FixedBall(sum, (2 * terms) + 1, bits);
    }

    private static BigInteger Square(FixedBall y) => (y.Center * y.Center) >> y.Bits;

    // A shift rounds down, which would leave -1 for ever.
    private static BigInteger Truncate(BigInteger value, int bits) => value.Sign < 0 ? -(-value >> bits) : value >> bits;
}
