using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>Takes a multiple of a constant out of an argument: x = k·c + r with |r| about c/2 at most.</summary>
internal static class ArgumentReduction
{
    /// <summary>k and a ball of radius 2 ulps around r = x - k·c, for c = ln 2 or π/2.</summary>
    /// <remarks>
    /// With 2^o &gt; |x|, o ≥ 0, everything is first done in ulps of 2^-(bits + o + 2). There x errs by 1 at most and k·c by
    /// |k| ≤ 2^o/ln 2 + 1, together less than 2^(o+2), which is 1 ulp of the result; dropping digits adds another.
    /// Any integer k would do; the nearest one makes |r| ≤ c/2 + 2 ulps.
    /// </remarks>
    public static (BigInteger Multiple, FixedBall Remainder) By(FixedConstant constant, Dyadic x, int bits)
    {
        int extra = 2 + (int)Math.Max(0, x.Order);
        BigInteger c = constant.Scaled(bits + extra);
        BigInteger fixedX = FixedBall.From(x, bits + extra).Center;
        BigInteger k = NearestQuotient(fixedX, c);
        BigInteger rest = k.IsZero ? fixedX : fixedX - (k * c);
        return (k, new FixedBall(rest >> extra, 2, bits));
    }

    private static BigInteger NearestQuotient(BigInteger a, BigInteger b)
    {
        BigInteger twice = a << 1;
        return BigInteger.Abs(twice) <= b ? BigInteger.Zero : (a.Sign < 0 ? twice - b : twice + b) / (b << 1);
    }
}
