namespace QuantRelu.Numerics;

/// <summary>Natural logarithms and real powers at a point, as fixed-point balls.</summary>
internal static class Logarithm
{
    /// <summary>
    /// log x for x &gt; 0: with x = m·2^k, 3/4 ≤ m &lt; 3/2, and any y near log m,
    /// log x = k·ln 2 + y + 2 atanh((u - 1)/(u + 1)) where u = m·e^-y.
    /// </summary>
    /// <remarks>
    /// The identity holds for every y. The double that is taken for y makes |u - 1| about 2^-53; the series proves its
    /// own remainder for |u - 1| &lt; 1/2 and answers nothing otherwise.
    /// </remarks>
    public static FixedBall Log(Dyadic x, int bits)
    {
        int k = (int)x.Order;
        Dyadic m = x.Scale(-k);
        if (m < ThreeQuarters)
        {
            k--;
            m = m.Scale(1);
        }

        FixedBall fraction = FractionLog(m, bits);
        return k == 0 ? fraction : fraction + FixedConstant.Ln2.Ball(bits).Times(k);
    }

    /// <summary>x^c = e^(c·log x) for x &gt; 0; nothing when |c·log x| is 2^22 or more.</summary>
    public static FixedBall Power(Dyadic x, Rational c, int bits)
    {
        FixedBall factor = new((c.Numerator << bits) / c.Denominator, 1, bits);
        return Exponential.Exp(Log(x, bits) * factor);
    }

    private static Dyadic ThreeQuarters { get; } = Dyadic.Create(3, -2);

    private static FixedBall FractionLog(Dyadic m, int bits)
    {
        Dyadic y = Dyadic.FromDouble(Hints.Log((double)m));
        FixedBall one = FixedBall.One(bits);
        FixedBall u = FixedBall.From(m, bits);
        if (!y.IsZero)
        {
            u += u * Exponential.MinusOne(FixedBall.From(-y, bits));
        }

        return FixedBall.From(y, bits) + PowerSeries.Arctangent((u - one) / (u + one), 1).Times(2);
    }
}
