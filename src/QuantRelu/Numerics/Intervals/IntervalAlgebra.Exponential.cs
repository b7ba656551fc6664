namespace QuantRelu.Numerics;

/// <content>The exponential function and its relatives.</content>
internal sealed partial class IntervalAlgebra
{
    /// <summary>e^a, increasing.</summary>
    public Interval Exp(Interval a) => Increasing(a, PointExp);

    /// <summary>The natural logarithm, increasing; <see cref="Interval.Entire"/> unless a &gt; 0.</summary>
    public Interval Log(Interval a) => a.IsBounded && a.Lower.Sign > 0 ? Increasing(a, PointLog) : Interval.Entire;

    /// <summary>The hyperbolic sine, increasing.</summary>
    public Interval Sinh(Interval a) => Increasing(a, PointSinh);

    /// <summary>The hyperbolic cosine, increasing in |a|, at least 1.</summary>
    public Interval Cosh(Interval a) => Max(One, Increasing(Abs(a), PointCosh));

    /// <summary>The hyperbolic tangent, increasing, within [-1, 1].</summary>
    public Interval Tanh(Interval a) => Within(MinusOneToOne, Increasing(a, PointTanh));

    private Interval PointExp(Dyadic x)
    {
        if (x.IsZero)
        {
            return One;
        }

        if (x.Order > Exponential.OrderLimit)
        {
            // e^x ≤ e^-(2^22) < 2^-(2^22) for x ≤ -2^22.
            return x.Sign > 0 ? Interval.Entire : Interval.Create(Dyadic.Zero, OutwardRounding.Least);
        }

        return Refine(x, 0, Exponential.Exp);
    }

    // Near 1 the logarithm is about x - 1.
    private Interval PointLog(Dyadic x) => x == Dyadic.One
        ? default
        : Refine(x, x.Order is 0 or 1 ? -(x - Dyadic.One).Order : 0, Logarithm.Log);

    private Interval PointSinh(Dyadic x) => x.Order > Exponential.OrderLimit
        ? Interval.Entire
        : Odd(x, 1, Exponential.Sinh);

    private Interval PointCosh(Dyadic x)
    {
        if (x.IsZero)
        {
            return One;
        }

        return x.Order > Exponential.OrderLimit ? Interval.Entire : Refine(x, 0, Exponential.Cosh);
    }

    private Interval PointTanh(Dyadic x)
    {
        if (x.Sign < 0)
        {
            return Negate(PointTanh(-x));
        }

        // 1 - tanh x < 2 e^-2x < 2^(1 - 2.88 x), and 1 - 2.88 p < -p for p ≥ 2.
        return x > Precision
            ? Interval.Create(Dyadic.One - Dyadic.PowerOfTwo(-Precision), Dyadic.One)
            : Odd(x, -1, Exponential.Tanh);
    }
}
