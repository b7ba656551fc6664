using QuantRelu.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// The greatest value of a parabola over its chord: max_{0≤s≤1} a + (b - a)s + g s(1 - s). It is a or b for g ≤ |b - a|, and otherwise
/// (a + b)/2 + g/4 + (b - a)²/(4g), at s = 1/2 + (b - a)/(2g).
/// </summary>
/// <remarks>
/// A function e on [u, u + w] with e'' ≥ -M is at most the parabola with a = e(u), b = e(u + w) and g = M w²/2, because
/// e - chord = -e''(ξ)/2·(·-u)(u+w-·); and at the place s it is at least that parabola less (M - m) w²/2·s(1 - s) when e'' ≤ -m.
/// </remarks>
internal static class Chord
{
    /// <summary>The value in doubles, within 2^-49 (|a| + |b| + |g|).</summary>
    public static double Maximum(double a, double b, double g)
    {
        double d = b - a;
        return g > Math.Abs(d) ? a + (d / 2) + (g / 4) + (d / g * (d / 4)) : Math.Max(a, b);
    }

    /// <summary>The s at which it is attained, rounded.</summary>
    public static double Place(double a, double b, double g) => g > Math.Abs(b - a) ? 0.5 + ((b - a) / (2 * g)) : b > a ? 1 : 0;

    /// <summary>An upper bound of the value.</summary>
    public static Dyadic Maximum(Dyadic a, Dyadic b, Dyadic g, IntervalAlgebra intervals)
    {
        Dyadic d = b - a;
        if (g <= Dyadic.Abs(d))
        {
            return Dyadic.Max(a, b);
        }

        Interval quotient = intervals.Divide(Interval.Point((d * d).RoundUp(intervals.Precision)), Interval.Point(g));
        return a + d.Scale(-1) + g.Scale(-2) + quotient.Upper.Scale(-2);
    }
}
