namespace QuantRelu.Numerics;

/// <content>From fixed-point balls at one number to intervals, and from those to intervals of arguments.</content>
internal sealed partial class IntervalAlgebra
{
    /// <summary>Digits beyond the precision that the first attempt works with; most functions lose about ten.</summary>
    private readonly int _guard;

    private static Interval One { get; } = Interval.Point(Dyadic.One);

    private static Interval MinusOneToOne { get; } = Interval.Create(-Dyadic.One, Dyadic.One);

    /// <summary>
    /// f(x) as an interval, from a ball of enough accurate digits for a relative width of 2^(3 - precision): computed with
    /// <paramref name="extra"/> more digits, and again with what is missing, or twice as many when none was accurate.
    /// After six attempts the last ball is taken as it is; it is wide, never wrong.
    /// </summary>
    private Interval Refine(Dyadic x, long extra, Func<Dyadic, int, FixedBall> f)
    {
        int bits = Precision + _guard + (int)Math.Max(0, extra);
        for (int attempt = 1; ; attempt++)
        {
            FixedBall ball = f(x, bits);
            long missing = Precision + 3 - ball.AccurateBits;
            if (missing <= 0 || attempt == 6)
            {
                return _rounding.Around(ball);
            }

            bits += Math.Max((int)missing + 8, ball.AccurateBits > 0 ? 0 : bits);
        }
    }

    /// <summary>
    /// An odd function with x ≤ f(x) ≤ x + x³ (<paramref name="curvature"/> 1) or x - x³ ≤ f(x) ≤ x (-1) for
    /// 0 ≤ x ≤ 1/2. These bounds are the answer where x² is below the precision.
    /// </summary>
    private Interval Odd(Dyadic x, int curvature, Func<Dyadic, int, FixedBall> f)
    {
        if (x.Sign <= 0)
        {
            return x.IsZero ? default : Negate(Odd(-x, curvature, f));
        }

        if (x.Order > -(Precision / 2) - 2)
        {
            return Refine(x, -x.Order, f);
        }

        Dyadic cube = Dyadic.PowerOfTwo((int)Math.Max(3 * x.Order, -4L * OutwardRounding.OrderLimit));
        return curvature > 0 ? _rounding.Around(x, x + cube) : _rounding.Around(x - cube, x);
    }

    private static Interval Increasing(Interval a, Func<Dyadic, Interval> f)
    {
        if (!a.IsBounded)
        {
            return a;
        }

        Interval lower = f(a.Lower);
        return a.IsPoint ? lower : Span(lower, f(a.Upper));
    }

    private static Interval Decreasing(Interval a, Func<Dyadic, Interval> f)
    {
        if (!a.IsBounded)
        {
            return a;
        }

        Interval upper = f(a.Lower);
        return a.IsPoint ? upper : Span(f(a.Upper), upper);
    }

    /// <summary>What is left of an enclosure when the value is known to be in <paramref name="range"/> too.</summary>
    private static Interval Within(Interval range, Interval value) =>
        value.IsBounded ? Interval.Intersect(value, range) ?? range : value;
}
