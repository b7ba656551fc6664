using System.Numerics;

namespace QuantRelu.Numerics;

/// <content>Powers.</content>
internal sealed partial class IntervalAlgebra
{
    /// <summary>a^k: increasing for odd k; for even k a power of |a|, so never below zero. a^0 = 1.</summary>
    public Interval Power(Interval a, int k)
    {
        if (!a.IsBounded)
        {
            return a;
        }

        long n = Math.Abs((long)k);
        var wide = new OutwardRounding(Precision + (2 * BitOperations.Log2((uint)n | 1)) + 8);
        Interval magnitudes = k % 2 == 0 ? Abs(a) : a;
        Interval power = Increasing(magnitudes, x => PointPower(x, n, wide));
        if (!power.IsBounded)
        {
            return power;
        }

        return k >= 0 ? _rounding.Around(power.Lower, power.Upper) : Divide(One, power);
    }

    /// <summary>
    /// a^c, monotone for a ≥ 0, with 0^c = 0 for c &gt; 0. Square roots and their small odd powers come from an
    /// integer square root and are exact where they can be; other exponents from e^(c·log a).
    /// </summary>
    public Interval Power(Interval a, Rational c)
    {
        if (c.Denominator.IsOne && BigInteger.Abs(c.Numerator) <= int.MaxValue)
        {
            return Power(a, (int)c.Numerator);
        }

        if (!a.IsBounded || a.Lower.Sign < 0 || (c.Sign < 0 && a.Lower.IsZero))
        {
            return Interval.Entire;
        }

        return c.Sign > 0 ? Increasing(a, x => PointPower(x, c)) : Decreasing(a, x => PointPower(x, c));
    }

    /// <summary>x^n by repeated squaring of both bounds; each of at most 2n roundings costs 2^(1 - wide precision).</summary>
    private static Interval PointPower(Dyadic x, long n, OutwardRounding wide)
    {
        if (x.Sign < 0)
        {
            Interval positive = PointPower(-x, n, wide);
            return positive.IsBounded && n % 2 != 0 ? Interval.Create(-positive.Upper, -positive.Lower) : positive;
        }

        Interval power = One;
        Interval square = Interval.Point(x);
        for (; n > 0 && power.IsBounded; n >>= 1)
        {
            power = (n & 1) == 0 ? power : Product(power, square, wide);
            square = n == 1 ? square : Product(square, square, wide);
        }

        return power;
    }

    private static Interval Product(Interval a, Interval b, OutwardRounding wide) => a.IsBounded && b.IsBounded
        ? wide.Around(a.Lower * b.Lower, a.Upper * b.Upper)
        : Interval.Entire;

    private Interval PointPower(Dyadic x, Rational c)
    {
        if (x.IsZero || x == Dyadic.One)
        {
            return Interval.Point(x);
        }

        if (c.Denominator == 2 && BigInteger.Abs(c.Numerator) < 10)
        {
            return RootPower(x, (int)c.Numerator);
        }

        // An order of c·log x; |log x| is below |order of x| + 1.
        long order = (long)BigInteger.Abs(c.Numerator).GetBitLength() - (long)c.Denominator.GetBitLength()
            + BitOperations.Log2((uint)Math.Abs(x.Order) + 1) + 2;
        Interval power = order > CircularOrderLimit ? Interval.Entire : Refine(x, order, (y, bits) => Logarithm.Power(y, c, bits));
        bool isBelowOne = (x < Dyadic.One) == (c.Sign > 0);
        return power.IsBounded || !isBelowOne ? power : Interval.Create(Dyadic.Zero, Dyadic.One);
    }

    /// <summary>√(x^n), or its reciprocal for negative n, for small odd n.</summary>
    private Interval RootPower(Dyadic x, int n)
    {
        Dyadic product = x;
        for (int i = 1; i < Math.Abs(n); i++)
        {
            product *= x;
        }

        return n > 0
            ? _rounding.SquareRoot(product)
            : Divide(One, new OutwardRounding(Precision + 8).SquareRoot(product));
    }
}
