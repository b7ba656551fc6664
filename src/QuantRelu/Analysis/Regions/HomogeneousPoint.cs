using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>
/// An exact point (X/W, Y/W, Z/W) with integers that have no common divisor and W > 0, and doubles next to it. Coordinates that there are not are 0.
/// Integers below 2^62, which are nearly all, are kept in 64 bits. Immutable.
/// </summary>
internal sealed class HomogeneousPoint
{
    private const int SmallBits = 62;
    private const int Digits = 128;
    private const double Doubt = 1.0 / (1L << 50);
    private readonly SpaceForm<BigInteger>? _large;

    private HomogeneousPoint(BigInteger x, BigInteger y, BigInteger z, BigInteger w)
    {
        if (IsBelow(x) && IsBelow(y) && IsBelow(z) && IsBelow(w))
        {
            (X, Y, Z, W) = ((long)x, (long)y, (long)z, (long)w);
            (NearX, NearY, NearZ) = ((double)X / W, (double)Y / W, (double)Z / W);
        }
        else
        {
            _large = new(x, y, z, w);
            (NearX, NearY, NearZ) = (Quotient(x, w), Quotient(y, w), Quotient(z, w));
        }
    }

    private HomogeneousPoint(long x, long y, long z, long w)
    {
        (X, Y, Z, W) = (x, y, z, w);
        (NearX, NearY, NearZ) = ((double)x / w, (double)y / w, (double)z / w);
    }

    /// <summary>Tells points from each other by where they are.</summary>
    public static IEqualityComparer<HomogeneousPoint> ByPlace { get; } = new PlaceComparer();

    /// <summary>True when the integers are kept in 64 bits.</summary>
    public bool IsSmall => _large is null;

    /// <summary>X, of a small point.</summary>
    public long X { get; }

    /// <summary>Y, of a small point.</summary>
    public long Y { get; }

    /// <summary>Z, of a small point.</summary>
    public long Z { get; }

    /// <summary>W, of a small point.</summary>
    public long W { get; }

    /// <summary>A double within 2^-51 |X/W| of X/W.</summary>
    public double NearX { get; }

    /// <summary>A double within 2^-51 |Y/W| of Y/W.</summary>
    public double NearY { get; }

    /// <summary>A double within 2^-51 |Z/W| of Z/W.</summary>
    public double NearZ { get; }

    /// <summary>X, Y, Z and W.</summary>
    public SpaceForm<BigInteger> Exact => _large ?? new(X, Y, Z, W);

    /// <summary>The point with given coordinates, at most three.</summary>
    public static HomogeneousPoint Of(ReadOnlySpan<Rational> coordinates)
    {
        Rational x = coordinates[0], y = coordinates.Length > 1 ? coordinates[1] : 0, z = coordinates.Length > 2 ? coordinates[2] : 0;
        BigInteger w = x.Denominator * y.Denominator * z.Denominator;
        return Reduced(x.Numerator * (w / x.Denominator), y.Numerator * (w / y.Denominator), z.Numerator * (w / z.Denominator), w);
    }

    /// <summary>The zero of a form between two points at which its signs are opposite.</summary>
    public static HomogeneousPoint Zero<TInteger>(HomogeneousPoint a, HomogeneousPoint b, SpaceForm<TInteger> form)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        if (typeof(TInteger) == typeof(long) && a.IsSmall && b.IsSmall
            && Between(a, b, form.TimesSmallWeight(a), form.TimesSmallWeight(b)) is { } small)
        {
            return small;
        }

        BigInteger p = form.TimesWeight(a), q = form.TimesWeight(b);
        SpaceForm<BigInteger> u = a.Exact, v = b.Exact;
        return Reduced((q * u.X) - (p * v.X), (q * u.Y) - (p * v.Y), (q * u.Z) - (p * v.Z), (q * u.One) - (p * v.One));
    }

    /// <summary>The coordinate along an axis, exactly.</summary>
    public Rational Coordinate(int axis)
    {
        SpaceForm<BigInteger> p = Exact;
        return Rational.Create(axis == 0 ? p.X : axis == 1 ? p.Y : p.Z, p.One);
    }

    /// <summary>The order of the coordinates of two points along an axis, exactly.</summary>
    public static int Compare(HomogeneousPoint a, HomogeneousPoint b, int axis)
    {
        double difference = a.Near(axis) - b.Near(axis);
        return Math.Abs(difference) > Doubt * (Math.Abs(a.Near(axis)) + Math.Abs(b.Near(axis)))
            ? Math.Sign(difference)
            : a.Coordinate(axis).CompareTo(b.Coordinate(axis));
    }

    /// <summary>A double next to the coordinate along an axis.</summary>
    public double Near(int axis) => axis == 0 ? NearX : axis == 1 ? NearY : NearZ;

    // With the values p and q in lowest terms; null where 128 bits may not do.
    private static HomogeneousPoint? Between(HomogeneousPoint a, HomogeneousPoint b, Int128 p, Int128 q)
    {
        UInt128 common = WideDivisor.Of(WideDivisor.Magnitude(p), WideDivisor.Magnitude(q));
        (p, q) = (Quotient(p, common), Quotient(q, common));
        Int128 most = Int128.One << SmallBits;
        if (p >= most || -p >= most || q >= most || -q >= most)
        {
            return null;
        }

        (long f, long g) = ((long)p, (long)q);
        Int128 x = Math.BigMul(g, a.X) - Math.BigMul(f, b.X), y = Math.BigMul(g, a.Y) - Math.BigMul(f, b.Y);
        Int128 z = Math.BigMul(g, a.Z) - Math.BigMul(f, b.Z), w = Math.BigMul(g, a.W) - Math.BigMul(f, b.W);
        UInt128 divisor = WideDivisor.Of(WideDivisor.Of(WideDivisor.Magnitude(x), WideDivisor.Magnitude(w)),
            WideDivisor.Of(WideDivisor.Magnitude(y), WideDivisor.Magnitude(z)));
        bool isNegative = w < 0;
        (x, y, z, w) = (Quotient(x, divisor), Quotient(y, divisor), Quotient(z, divisor), Quotient(w, divisor));
        (x, y, z, w) = isNegative ? (-x, -y, -z, -w) : (x, y, z, w);
        bool fits = x < most && -x < most && y < most && -y < most && z < most && -z < most && w < most;
        return fits ? new HomogeneousPoint((long)x, (long)y, (long)z, (long)w) : new HomogeneousPoint(x, y, z, (BigInteger)w);
    }

    private static HomogeneousPoint Reduced(BigInteger x, BigInteger y, BigInteger z, BigInteger w)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(BigInteger.GreatestCommonDivisor(x, y), BigInteger.GreatestCommonDivisor(z, w)) * w.Sign;
        return new HomogeneousPoint(x / divisor, y / divisor, z / divisor, w / divisor);
    }

    private static bool IsBelow(BigInteger value) => value.GetBitLength() <= SmallBits;

    private static Int128 Quotient(Int128 value, UInt128 divisor) => divisor == UInt128.One ? value
        : value < 0 ? -(Int128)(WideDivisor.Magnitude(value) / divisor) : (Int128)((UInt128)value / divisor);

    // Leading digits are enough, and their quotient does not overflow.
    private static double Quotient(BigInteger p, BigInteger q)
    {
        int dropP = (int)Math.Max(0, BigInteger.Abs(p).GetBitLength() - Digits), dropQ = (int)Math.Max(0, q.GetBitLength() - Digits);
        return Math.ScaleB((double)(p >> dropP) / (double)(q >> dropQ), dropP - dropQ);
    }

    // Equal points have equal doubles next to them.
    private sealed class PlaceComparer : IEqualityComparer<HomogeneousPoint>
    {
        public bool Equals(HomogeneousPoint? a, HomogeneousPoint? b) => ReferenceEquals(a, b)
            || (a is not null && b is not null && a.NearX == b.NearX && a.NearY == b.NearY && a.NearZ == b.NearZ
                && (a.IsSmall ? b.IsSmall && a.X == b.X && a.Y == b.Y && a.Z == b.Z && a.W == b.W : !b.IsSmall && a.Exact == b.Exact));

        public int GetHashCode(HomogeneousPoint point) => HashCode.Combine(point.NearX, point.NearY, point.NearZ);
    }
}
