using System.Numerics;

namespace QuantRelu.Numerics;

/// <content>The circular functions and their inverses.</content>
internal sealed partial class IntervalAlgebra
{
    /// <summary>Beyond |x| = 2^16384 the digits of π that a reduction needs are no longer computed.</summary>
    private const int CircularOrderLimit = 1 << 14;

    /// <summary>The sine: 1 if π/2 + 2πn is inside, -1 if -π/2 + 2πn is, otherwise from the ends.</summary>
    public Interval Sin(Interval a) => Wave(a, 1, PointSin);

    /// <summary>The cosine: 1 if 2πn is inside, -1 if π + 2πn is, otherwise from the ends.</summary>
    public Interval Cos(Interval a) => Wave(a, 0, PointCos);

    /// <summary>The tangent, increasing between its poles; <see cref="Interval.Entire"/> when one may be inside.</summary>
    public Interval Tan(Interval a)
    {
        if (!a.IsBounded || a.Magnitude.Order > CircularOrderLimit)
        {
            return Interval.Entire;
        }

        // No dyadic number is a pole.
        return !a.IsPoint && Quarters(a).Contain(1, 2) ? Interval.Entire : Increasing(a, PointTan);
    }

    /// <summary>The arc sine, increasing; <see cref="Interval.Entire"/> unless the argument is within [-1, 1].</summary>
    public Interval Asin(Interval a) => MinusOneToOne.Encloses(a) ? Increasing(a, PointAsin) : Interval.Entire;

    /// <summary>The arc cosine, decreasing; <see cref="Interval.Entire"/> unless the argument is within [-1, 1].</summary>
    public Interval Acos(Interval a) => MinusOneToOne.Encloses(a) ? Decreasing(a, PointAcos) : Interval.Entire;

    /// <summary>The arc tangent, increasing.</summary>
    public Interval Atan(Interval a) => Increasing(a, x => Odd(x, -1, InverseCircular.Atan));

    /// <summary>
    /// A function with values in [-1, 1] that is 1 at the multiples k·π/2 with k = <paramref name="top"/> mod 4, -1 at those
    /// with k = top + 2, and monotone between.
    /// </summary>
    private Interval Wave(Interval a, int top, Func<Dyadic, Interval> f)
    {
        if (!a.IsBounded)
        {
            return a;
        }

        if (a.Magnitude.Order > CircularOrderLimit)
        {
            return MinusOneToOne;
        }

        if (a.IsPoint)
        {
            return Within(MinusOneToOne, f(a.Lower));
        }

        QuarterTurns inside = Quarters(a);
        bool hasTop = inside.Contain(top, 4);
        bool hasBottom = inside.Contain(top + 2, 4);
        if (hasTop && hasBottom)
        {
            return MinusOneToOne;
        }

        Interval ends = Within(MinusOneToOne, Interval.Hull(f(a.Lower), f(a.Upper)));
        return Interval.Create(hasBottom ? -Dyadic.One : ends.Lower, hasTop ? Dyadic.One : ends.Upper);
    }

    private Interval PointSin(Dyadic x) => Odd(x, -1, Circular.Sin);

    private Interval PointCos(Dyadic x) => x.IsZero ? One : Refine(x, 0, Circular.Cos);

    private Interval PointTan(Dyadic x) => Odd(x, 1, Circular.Tan);

    private Interval PointAsin(Dyadic x)
    {
        if (Dyadic.Abs(x) == Dyadic.One)
        {
            Interval right = Interval.Create(Pi.Lower.Scale(-1), Pi.Upper.Scale(-1));
            return x.Sign > 0 ? right : Negate(right);
        }

        return Dyadic.Abs(x) <= Dyadic.Half
            ? Odd(x, 1, InverseCircular.Asin)
            : Refine(x, -(Dyadic.One - Dyadic.Abs(x)).Order, InverseCircular.Asin);
    }

    private Interval PointAcos(Dyadic x)
    {
        if (Dyadic.Abs(x) == Dyadic.One)
        {
            return x.Sign > 0 ? default : Pi;
        }

        return Refine(x, -(Dyadic.One - Dyadic.Abs(x)).Order, InverseCircular.Acos);
    }

    private QuarterTurns Quarters(Interval a)
    {
        int bits = Precision + _guard;
        return new QuarterTurns(Circular.Quadrant(a.Lower, bits).AtLeast, Circular.Quadrant(a.Upper, bits).AtMost);
    }

    /// <summary>The integers k with k·π/2 inside an interval and above its lower end, perhaps one more at either side.</summary>
    private readonly record struct QuarterTurns(BigInteger After, BigInteger UpTo)
    {
        /// <summary>True when one of the integers is <paramref name="rest"/> modulo 2 or 4.</summary>
        public bool Contain(int rest, int modulus)
        {
            int shift = BitOperations.Log2((uint)modulus);
            return (UpTo - rest) >> shift > (After - rest) >> shift;
        }
    }
}
