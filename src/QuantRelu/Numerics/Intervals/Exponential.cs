using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>e^x and the hyperbolic functions at a point, as fixed-point balls.</summary>
internal static class Exponential
{
    /// <summary>The orders of x for which e^x is computed; beyond them it leaves the range of <see cref="OutwardRounding"/>.</summary>
    public const int OrderLimit = 22;

    /// <summary>e^x = 2^k·e^r with x = k·ln 2 + r, for |x| &lt; 2^22.</summary>
    public static FixedBall Exp(Dyadic x, int bits) => Exp(x, 0, bits);

    /// <summary>e^y over a whole ball y, |y| &lt; 2^22, otherwise nothing.</summary>
    public static FixedBall Exp(FixedBall y)
    {
        Dyadic center = Dyadic.Create(y.Center, -y.Bits);
        return center.Order > OrderLimit || !y.HasBound ? FixedBall.Nothing(y.Bits) : Exp(center, y.Radius, y.Bits);
    }

    /// <summary>sinh x = (e^x - e^-x)/2 for 0 ≤ x &lt; 2^22.</summary>
    public static FixedBall Sinh(Dyadic x, int bits) => Hyperbolic(x, -1, bits);

    /// <summary>cosh x = (e^x + e^-x)/2 for 0 ≤ x &lt; 2^22.</summary>
    public static FixedBall Cosh(Dyadic x, int bits) => Hyperbolic(x, 1, bits);

    /// <summary>tanh x = -E/(2 + E) with E = e^-2x - 1, for 0 ≤ x &lt; 2^21.</summary>
    public static FixedBall Tanh(Dyadic x, int bits)
    {
        (BigInteger k, FixedBall r) = ArgumentReduction.By(FixedConstant.Ln2, -x.Scale(1), bits);
        FixedBall one = FixedBall.One(bits);
        FixedBall e = k.IsZero ? MinusOne(r) : (one + MinusOne(r)).Halve(-(int)k) - one;
        return -e / (one + one + e);
    }

    private static FixedBall Exp(Dyadic x, long slack, int bits)
    {
        (BigInteger k, FixedBall r) = ArgumentReduction.By(FixedConstant.Ln2, x, bits);
        return (FixedBall.One(bits) + MinusOne(r.Widen(slack))).Scale((int)k);
    }

    // With e^x = m·2^k: (m ± 2^-2k/m)·2^(k-1).
    private static FixedBall Hyperbolic(Dyadic x, int sign, int bits)
    {
        (BigInteger k, FixedBall r) = ArgumentReduction.By(FixedConstant.Ln2, x, bits);
        FixedBall one = FixedBall.One(bits);
        FixedBall m = one + MinusOne(r);
        FixedBall inverse = (one / m).Halve(2 * (int)k);
        return (m + inverse.Times(sign)).Scale((int)k - 1);
    }

    /// <summary>e^r - 1 for |r| ≤ 1/2: from E = e^(r/2^h) - 1 by squaring h times, e^2y - 1 = E² + 2E.</summary>
    public static FixedBall MinusOne(FixedBall r)
    {
        int halvings = Halvings(r);
        FixedBall e = PowerSeries.ExpMinusOne(r.Halve(halvings));
        for (int i = 0; i < halvings; i++)
        {
            e = (e * e) + e.Times(2);
        }

        return e;
    }

    // Any count is right; this one is quick. An argument that is already small needs fewer.
    private static int Halvings(FixedBall r) => Math.Max(0, (int)(Math.Sqrt(r.Bits) / 2) - r.LeadingZeros);
}
