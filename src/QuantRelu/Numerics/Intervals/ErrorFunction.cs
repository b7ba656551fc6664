using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>The error function at a point, as fixed-point balls.</summary>
internal static class ErrorFunction
{
    /// <summary>erf x = 2/√π · e^(-x²) · x · Σ_n Π_{k=1..n} 2x²/(2k + 1) for x &gt; 0.</summary>
    /// <remarks>
    /// All terms are positive (Abramowitz and Stegun 7.1.6), so that rounding all of them down gives less than the sum, and rounding all up more. From
    /// n ≥ 2x² on a term is less than half of the one before it, and what is left after a term of one ulp is less than that.
    /// </remarks>
    public static FixedBall Erf(Dyadic x, int bits)
    {
        Dyadic twice = (x * x).Scale(1);
        int last = (int)Math.Ceiling((double)twice);

        // Terms grow up to e^(x²) before they fall, and so does what they are rounded by: so many more bits.
        int extra = last + 8;
        BigInteger factor = ((Rational)twice.Scale(bits + extra)).Floor();
        BigInteger low = Sum(factor, 0, bits + extra, last) >> extra, high = (Sum(factor + 1, 1, bits + extra, last) >> extra) + 1;

        // e^(-x²) comes in finer ulps the smaller it is, and makes the sum small again.
        FixedBall decay = Exponential.Exp(FixedBall.From(-(x * x), bits));
        low = (low * (decay.Center - decay.Radius)) >> decay.Bits;
        high = ((high * (decay.Center + decay.Radius)) >> decay.Bits) + 1;
        var product = new FixedBall(low, (long)BigInteger.Min(long.MaxValue, high - low), bits);
        return product * FixedBall.From(x, bits) * TwoOverRootPi(bits);
    }

    // In ulps; every term, and what is left, is rounded up by one where that is asked for.
    private static BigInteger Sum(BigInteger factor, int up, int bits, int last)
    {
        BigInteger term = BigInteger.One << bits, sum = term + up;
        for (int n = 1; n <= last || term > 1; n++)
        {
            term = ((term * factor) / (((BigInteger)((2 * n) + 1)) << bits)) + up;
            sum += term;
        }

        return sum;
    }

    /// <summary>2/√π = 1/√(π/4).</summary>
    private static FixedBall TwoOverRootPi(int bits) => FixedBall.One(bits) / FixedConstant.HalfPi.Ball(bits).Halve(1).Sqrt();
}
