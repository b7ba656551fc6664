using System.Numerics;
using static QuantRelu.Numerics.DirectedDoubles;

namespace QuantRelu.Numerics;

/// <content>Powers and elementary functions.</content>
internal sealed partial class DoubleIntervalAlgebra
{
    // Eleven bits more than a double: rounding to doubles then hardly ever costs more than one place.
    private const int Precision = 64;

    /// <summary>Beyond this the number of quarter turns in an argument is no longer told apart.</summary>
    private const double MostCircular = 1L << 40;

    private readonly Dictionary<(Kind Function, double X, Rational Exponent), DoubleInterval> _known = [];

    private enum Kind
    {
        Exp,
        Log,
        Sin,
        Cos,
        Tan,
        Asin,
        Acos,
        Atan,
        Sinh,
        Cosh,
        Tanh,
        Erf,
        Power,
    }

    /// <summary>a^k: increasing for odd k; for even k a power of |a|, so never below zero. a^0 = 1.</summary>
    public DoubleInterval Power(DoubleInterval a, int k)
    {
        if (!a.IsBounded || k == 0)
        {
            return a.IsBounded ? One : a;
        }

        long n = Math.Abs((long)k);
        DoubleInterval b = k % 2 == 0 ? Abs(a) : a;
        double lower = b.Lower < 0 ? -PowerUp(-b.Lower, n) : PowerDown(b.Lower, n);
        double upper = b.Upper < 0 ? -PowerDown(-b.Upper, n) : PowerUp(b.Upper, n);
        DoubleInterval power = DoubleInterval.Of(lower, upper);
        return k > 0 ? power : Divide(One, power);
    }

    /// <summary>a^c, monotone for a ≥ 0, with 0^c = 0 for c &gt; 0; multiples of 1/2 come from square roots.</summary>
    public DoubleInterval Power(DoubleInterval a, Rational c)
    {
        if (c.Denominator.IsOne && BigInteger.Abs(c.Numerator) <= int.MaxValue)
        {
            return Power(a, (int)c.Numerator);
        }

        if (!a.IsBounded || a.Lower < 0 || (c.Sign < 0 && a.Lower == 0))
        {
            return DoubleInterval.Entire;
        }

        if (c.Denominator == 2 && BigInteger.Abs(c.Numerator) <= int.MaxValue)
        {
            return Power(DoubleInterval.Of(RootDown(a.Lower), RootUp(a.Upper)), (int)c.Numerator);
        }

        return c.Sign > 0 ? Increasing(a, Kind.Power, c) : Decreasing(a, Kind.Power, c);
    }

    /// <summary>e^a, increasing.</summary>
    public DoubleInterval Exp(DoubleInterval a) => Increasing(a, Kind.Exp);

    /// <summary>The natural logarithm, increasing; <see cref="DoubleInterval.Entire"/> unless a &gt; 0.</summary>
    public DoubleInterval Log(DoubleInterval a) => a.Lower > 0 ? Increasing(a, Kind.Log) : DoubleInterval.Entire;

    /// <summary>The sine: 1 if π/2 + 2πn is inside, -1 if -π/2 + 2πn is, otherwise from the ends.</summary>
    public DoubleInterval Sin(DoubleInterval a) => Wave(a, 1, Kind.Sin);

    /// <summary>The cosine: 1 if 2πn is inside, -1 if π + 2πn is, otherwise from the ends.</summary>
    public DoubleInterval Cos(DoubleInterval a) => Wave(a, 0, Kind.Cos);

    /// <summary>The tangent, increasing between its poles; <see cref="DoubleInterval.Entire"/> when one may be inside.</summary>
    public DoubleInterval Tan(DoubleInterval a) =>
        a.Magnitude <= MostCircular && (a.IsPoint || !Contains(Quarters(a), 1, 2)) ? Increasing(a, Kind.Tan) : DoubleInterval.Entire;

    /// <summary>The arc sine, increasing; <see cref="DoubleInterval.Entire"/> unless the argument is within [-1, 1].</summary>
    public DoubleInterval Asin(DoubleInterval a) => a.Magnitude <= 1 ? Increasing(a, Kind.Asin) : DoubleInterval.Entire;

    /// <summary>The arc cosine, decreasing; <see cref="DoubleInterval.Entire"/> unless the argument is within [-1, 1].</summary>
    public DoubleInterval Acos(DoubleInterval a) => a.Magnitude <= 1 ? Decreasing(a, Kind.Acos) : DoubleInterval.Entire;

    /// <summary>The arc tangent, increasing.</summary>
    public DoubleInterval Atan(DoubleInterval a) => Increasing(a, Kind.Atan);

    /// <summary>The hyperbolic sine, increasing.</summary>
    public DoubleInterval Sinh(DoubleInterval a) => Increasing(a, Kind.Sinh);

    /// <summary>The hyperbolic cosine, increasing in |a|.</summary>
    public DoubleInterval Cosh(DoubleInterval a) => Increasing(Abs(a), Kind.Cosh);

    /// <summary>The hyperbolic tangent, increasing.</summary>
    public DoubleInterval Tanh(DoubleInterval a) => Increasing(a, Kind.Tanh);

    /// <summary>The error function, increasing.</summary>
    public DoubleInterval Erf(DoubleInterval a) => Increasing(a, Kind.Erf);

    // Of functions whose digits cancel.
    private static readonly IntervalAlgebra Digits = new(192);

    /// <summary>The coefficients as <see cref="IntervalAlgebra"/> encloses them with more digits, for such functions cancel.</summary>
    public DoubleInterval[] Coefficients(ITaylorSeries f, DoubleInterval a, int order) => a.IsBounded
        ? Array.ConvertAll(f.Coefficients(Digits, a.ToInterval(), order), DoubleInterval.Around)
        : [.. Enumerable.Repeat(DoubleInterval.Entire, order + 1)];

    /// <summary>sin(a)/a, or a Taylor coefficient of it, as <see cref="IntervalAlgebra.Sinc"/> encloses it.</summary>
    public DoubleInterval Sinc(DoubleInterval a, int j) => DoubleInterval.Around(_exact.Sinc(a.ToInterval(), j));

    /// <summary>The whole parts of both ends.</summary>
    public DoubleInterval Floor(DoubleInterval a) => DoubleInterval.Of(Math.Floor(a.Lower), Math.Floor(a.Upper));

    private DoubleInterval Increasing(DoubleInterval a, Kind function, Rational exponent = default) => a.IsBounded
        ? DoubleInterval.Of(At(function, a.Lower, exponent).Lower, At(function, a.Upper, exponent).Upper)
        : a;

    private DoubleInterval Decreasing(DoubleInterval a, Kind function, Rational exponent = default) => a.IsBounded
        ? DoubleInterval.Of(At(function, a.Upper, exponent).Lower, At(function, a.Lower, exponent).Upper)
        : a;

    /// <summary>1 at the multiples k·π/2 with k = <paramref name="top"/> mod 4, -1 at those with k = top + 2, and monotone between.</summary>
    private DoubleInterval Wave(DoubleInterval a, int top, Kind function)
    {
        if (!a.IsBounded || a.Magnitude > MostCircular)
        {
            return a.IsBounded ? MinusOneToOne : a;
        }

        DoubleInterval lower = At(function, a.Lower);
        if (a.IsPoint)
        {
            return lower;
        }

        (long After, long UpTo) inside = Quarters(a);
        DoubleInterval ends = DoubleInterval.Hull(lower, At(function, a.Upper));
        return DoubleInterval.Of(Contains(inside, top + 2, 4) ? -1 : ends.Lower, Contains(inside, top, 4) ? 1 : ends.Upper);
    }

    /// <summary>The integers k with k·π/2 inside an interval are above the first number and up to the second; perhaps one more at either side.</summary>
    private (long After, long UpTo) Quarters(DoubleInterval a)
    {
        DoubleInterval quarters = Divide(Multiply(a, DoubleInterval.Create(2, 2)), Pi);
        return ((long)Math.Floor(quarters.Lower), (long)Math.Floor(quarters.Upper));
    }

    private static bool Contains((long After, long UpTo) inside, int rest, int modulus) =>
        Floor(inside.UpTo - rest, modulus) > Floor(inside.After - rest, modulus);

    private static long Floor(long k, int modulus) => k >> BitOperations.Log2((uint)modulus);

    private DoubleInterval At(Kind function, double x, Rational exponent = default)
    {
        if (!_known.TryGetValue((function, x, exponent), out DoubleInterval value))
        {
            value = DoubleInterval.Around(Exactly(function, Interval.Point(Dyadic.FromDouble(x)), exponent));
            _known.Add((function, x, exponent), value);
        }

        return value;
    }

    private Interval Exactly(Kind function, Interval x, Rational exponent) => function switch
    {
        Kind.Exp => _exact.Exp(x),
        Kind.Log => _exact.Log(x),
        Kind.Sin => _exact.Sin(x),
        Kind.Cos => _exact.Cos(x),
        Kind.Tan => _exact.Tan(x),
        Kind.Asin => _exact.Asin(x),
        Kind.Acos => _exact.Acos(x),
        Kind.Atan => _exact.Atan(x),
        Kind.Sinh => _exact.Sinh(x),
        Kind.Cosh => _exact.Cosh(x),
        Kind.Tanh => _exact.Tanh(x),
        Kind.Erf => _exact.Erf(x),
        Kind.Power => _exact.Power(x, exponent),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no rule for this function."),
    };
}
