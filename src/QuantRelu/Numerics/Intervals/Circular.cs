using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>Sine, cosine and tangent at a point, as fixed-point balls: x = k·π/2 + r, |r| about π/4 at most.</summary>
internal static class Circular
{
    /// <summary>sin x: one of ± sin r, ± cos r by k mod 4.</summary>
    public static FixedBall Sin(Dyadic x, int bits) => Turned(x, 0, bits);

    /// <summary>cos x = sin(x + π/2).</summary>
    public static FixedBall Cos(Dyadic x, int bits) => Turned(x, 1, bits);

    /// <summary>tan x: sin r/cos r for even k, -cos r/sin r for odd k.</summary>
    public static FixedBall Tan(Dyadic x, int bits)
    {
        (BigInteger k, FixedBall r) = ArgumentReduction.By(FixedConstant.HalfPi, x, bits);
        FixedBall sin = SmallSin(r);
        FixedBall cos = SmallCos(r);

        // Near a pole the quotient 1/sin r errs by 1/sin² r times as much.
        return k.IsEven ? sin / cos : FixedBall.Quotient(-cos, sin, bits - (2 * sin.LeadingZeros));
    }

    /// <summary>Two integers around ⌊x/(π/2)⌋, equal unless x is within 2 ulps of a multiple of π/2.</summary>
    public static (BigInteger AtLeast, BigInteger AtMost) Quadrant(Dyadic x, int bits)
    {
        if (x.IsZero)
        {
            return (BigInteger.Zero, BigInteger.Zero);
        }

        (BigInteger k, FixedBall r) = ArgumentReduction.By(FixedConstant.HalfPi, x, bits);
        return (r.Center - r.Radius < 0 ? k - 1 : k, r.Center + r.Radius < 0 ? k - 1 : k);
    }

    /// <summary>sin r for |r| ≤ 1: from sin(r/3^n) by sin 3y = sin y·(3 - 4 sin² y).</summary>
    public static FixedBall SmallSin(FixedBall r)
    {
        int thirds = Reductions(r);
        FixedBall y = r;
        for (int i = 0; i < thirds; i++)
        {
            y = y.Third();
        }

        FixedBall sine = PowerSeries.Sine(y);
        FixedBall three = FixedBall.One(r.Bits).Times(3);
        for (int i = 0; i < thirds; i++)
        {
            sine *= three - (sine * sine).Times(4);
        }

        return sine;
    }

    /// <summary>cos r for |r| ≤ 1: from v = 1 - cos(r/2^n) by 1 - cos 2y = 2v(2 - v).</summary>
    public static FixedBall SmallCos(FixedBall r)
    {
        int halvings = Reductions(r);
        FixedBall one = FixedBall.One(r.Bits);
        FixedBall v = PowerSeries.OneMinusCosine(r.Halve(halvings));
        for (int i = 0; i < halvings; i++)
        {
            v = (v * (one.Times(2) - v)).Times(2);
        }

        return one - v;
    }

    private static FixedBall Turned(Dyadic x, int quarters, int bits)
    {
        (BigInteger k, FixedBall r) = ArgumentReduction.By(FixedConstant.HalfPi, x, bits);
        int turn = (int)((k + quarters) & 3);
        FixedBall value = (turn & 1) == 0 ? SmallSin(r) : SmallCos(r);
        return turn < 2 ? value : -value;
    }

    // Any count is right; this one is quick. An argument that is already small needs fewer.
    private static int Reductions(FixedBall r) => Math.Max(0, (int)(Math.Sqrt(r.Bits) / 4) - 2 - r.LeadingZeros);
}
