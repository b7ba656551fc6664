namespace QuantRelu.Numerics;

/// <summary>The inverse circular functions at a point, as fixed-point balls.</summary>
internal static class InverseCircular
{
    /// <summary>atan x, by <see cref="Atan(FixedBall)"/>.</summary>
    public static FixedBall Atan(Dyadic x, int bits) => Atan(FixedBall.From(x, bits));

    /// <summary>asin x = atan(x/√(1 - x²)) for |x| ≤ 1/2, and ±(π/2 - acos |x|) up to |x| = 1.</summary>
    public static FixedBall Asin(Dyadic x, int bits)
    {
        if (Dyadic.Abs(x) <= Dyadic.Half)
        {
            return Atan(FixedBall.From(x, bits) / FixedBall.From(Dyadic.One - (x * x), bits).Sqrt());
        }

        FixedBall complement = Acos(Dyadic.Abs(x), bits);
        FixedBall positive = FixedConstant.HalfPi.Ball(complement.Bits) - complement;
        return x.Sign < 0 ? -positive : positive;
    }

    /// <summary>acos x = 2 atan √((1 - x)/(1 + x)) for 0 ≤ x ≤ 1, and π - acos(-x) for -1 ≤ x &lt; 0.</summary>
    public static FixedBall Acos(Dyadic x, int bits)
    {
        if (x.Sign < 0)
        {
            FixedBall supplement = Acos(-x, bits);
            return FixedConstant.HalfPi.Ball(supplement.Bits).Times(2) - supplement;
        }

        FixedBall ratio = FixedBall.From(Dyadic.One - x, bits) / FixedBall.From(Dyadic.One + x, bits);
        return Atan(ratio.Sqrt()).Times(2);
    }

    /// <summary>
    /// atan z for any z: odd; atan z = π/2 - atan(1/z) above 1; and for any θ near atan z,
    /// atan z = θ + atan((z·cos θ - sin θ)/(cos θ + z·sin θ)), since the quotient is tan(atan z - θ).
    /// </summary>
    /// <remarks>
    /// The last identity holds for 0 ≤ z ≤ 1 and 0 ≤ θ ≤ 1, where |atan z - θ| &lt; π/2. The double taken for θ makes the
    /// quotient about 2^-53; the series proves its own remainder for a quotient up to 1/4 and answers nothing otherwise.
    /// </remarks>
    private static FixedBall Atan(FixedBall z)
    {
        if (z.Center.Sign < 0)
        {
            return -Atan(-z);
        }

        FixedBall one = FixedBall.One(z.Bits);
        return z.Center > one.Center ? FixedConstant.HalfPi.Ball(z.Bits) - UnitAtan(one / z) : UnitAtan(z);
    }

    private static FixedBall UnitAtan(FixedBall z)
    {
        if (z.IsBelow(-6))
        {
            return PowerSeries.Arctangent(z, -1);
        }

        double hint = Hints.Atan(Math.ScaleB((double)(z.Center >> Math.Max(0, z.Bits - 64)), -Math.Min(z.Bits, 64)));
        FixedBall theta = FixedBall.From(Dyadic.FromDouble(Math.Clamp(hint, 0, 1)), z.Bits);
        FixedBall sin = Circular.SmallSin(theta);
        FixedBall cos = Circular.SmallCos(theta);
        FixedBall rest = ((z * cos) - sin) / (cos + (z * sin));
        return theta + PowerSeries.Arctangent(rest, -1);
    }
}
