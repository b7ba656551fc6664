using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>
/// Makes intervals whose ends have at most <paramref name="Precision"/> binary digits, by moving ends outward only.
/// Numbers of an order above 2^22 in absolute value are not carried along: beyond 2^(2^22) an end makes the interval
/// <see cref="Interval.Entire"/>, and nearer to zero than 2^-(2^22) it moves outward to 0 or ±2^-(2^22).
/// </summary>
/// <param name="Precision">Significant bits of an end.</param>
internal readonly record struct OutwardRounding(int Precision)
{
    /// <summary>The largest order of a number that is kept.</summary>
    public const int OrderLimit = 1 << 22;

    /// <summary>The least positive number that is kept.</summary>
    public static Dyadic Least { get; } = Dyadic.PowerOfTwo(-OrderLimit);

    /// <summary>The narrowest interval of this precision around [lower, upper].</summary>
    public Interval Around(Dyadic lower, Dyadic upper) => lower.Order > OrderLimit || upper.Order > OrderLimit
        ? Interval.Entire
        : Interval.Create(Down(lower), -Down(-upper));

    /// <summary>The interval around a/b for b ≠ 0; a point when the quotient has few enough digits.</summary>
    public Interval Quotient(BigInteger a, BigInteger b, int exponent = 0)
    {
        int shift = (int)Math.Max(0, Precision + 1 + BigInteger.Abs(b).GetBitLength() - BigInteger.Abs(a).GetBitLength());
        BigInteger quotient = BigInteger.DivRem(a << shift, b, out BigInteger rest);
        int side = rest.Sign * b.Sign;
        Dyadic lower = Dyadic.Create(side < 0 ? quotient - 1 : quotient, exponent - shift);
        Dyadic upper = Dyadic.Create(side > 0 ? quotient + 1 : quotient, exponent - shift);
        return Around(lower, upper);
    }

    /// <summary>The interval around a/b for b ≠ 0.</summary>
    public Interval Quotient(Dyadic a, Dyadic b) => Quotient(a.Mantissa, b.Mantissa, checked(a.Exponent - b.Exponent));

    /// <summary>The interval around √x for x ≥ 0; a point when the root has few enough digits.</summary>
    /// <remarks>With x = n·4^f and s = ⌊√n⌋ of at least precision + 1 digits, s·2^f ≤ √x &lt; (s + 1)·2^f.</remarks>
    public Interval SquareRoot(Dyadic x)
    {
        int shift = (int)Math.Max(0, (2 * Precision) + 2 - x.Mantissa.GetBitLength());
        shift += (x.Exponent - shift) & 1;
        BigInteger scaled = x.Mantissa << shift;
        BigInteger root = IntegerRoot.Floor(scaled);
        int exponent = (x.Exponent - shift) / 2;
        return Around(Dyadic.Create(root, exponent), Dyadic.Create(root * root == scaled ? root : root + 1, exponent));
    }

    /// <summary>The ball's two ends, moved outward.</summary>
    public Interval Around(FixedBall ball) => ball.HasBound
        ? Around(Dyadic.Create(ball.Center - ball.Radius, -ball.Bits), Dyadic.Create(ball.Center + ball.Radius, -ball.Bits))
        : Interval.Entire;

    private Dyadic Down(Dyadic x)
    {
        if (x.IsZero || x.Order > -OrderLimit)
        {
            return x.RoundDown(Precision);
        }

        return x.Sign > 0 ? Dyadic.Zero : -Least;
    }
}
