using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>
/// Every real number within radius·2^-bits of center·2^-bits: a fixed-point number that carries the proof of its own error.
/// Each operation below returns a ball around all results that its operands allow; an ulp is 2^-bits.
/// Both operands of an operation have the same number of bits.
/// </summary>
internal readonly struct FixedBall
{
    // A radius of this size or more is kept at it and means that nothing is known; so no sum or product below overflows.
    private const long NoBound = 1L << 60;

    public FixedBall(BigInteger center, long radius, int bits)
    {
        Center = center;
        Radius = Math.Min(radius, NoBound);
        Bits = bits;
    }

    public BigInteger Center { get; }

    public long Radius { get; }

    public int Bits { get; }

    public bool HasBound => Radius < NoBound;

    /// <summary>How many leading digits of the center are certain; negative when zero is well inside.</summary>
    public long AccurateBits => CenterLength - Length(Radius);

    /// <summary>True when the center is below 2^<paramref name="power"/> in absolute value.</summary>
    public bool IsBelow(int power) => CenterLength <= Bits + power;

    /// <summary>How many zeros stand between the point and the first digit of the center, which has none before the point.</summary>
    public int LeadingZeros => (int)Math.Max(0, Bits - CenterLength);

    private long CenterLength => BigInteger.Abs(Center).GetBitLength();

    public static FixedBall Nothing(int bits) => new(default, NoBound, bits);

    public static FixedBall One(int bits) => new(BigInteger.One << bits, 0, bits);

    /// <summary>Exact when x has at most <paramref name="bits"/> digits after the point, otherwise within 1 ulp.</summary>
    public static FixedBall From(Dyadic x, int bits)
    {
        int shift = checked(x.Exponent + bits);
        return shift >= 0 ? new(x.Mantissa << shift, 0, bits) : new(x.Mantissa >> -shift, 1, bits);
    }

    /// <summary>The same center, <paramref name="ulps"/> more radius.</summary>
    public FixedBall Widen(long ulps) => new(Center, Radius + Math.Min(ulps, NoBound), Bits);

    /// <summary>Exactly 2^<paramref name="power"/> times this ball, in finer or coarser ulps.</summary>
    public FixedBall Scale(int power) => new(Center, Radius, checked(Bits - power));

    /// <summary>This ball over 2^<paramref name="count"/>, in the same ulps.</summary>
    public FixedBall Halve(int count) => count == 0 ? this : new(Center >> count, Shift(Radius, -count) + 1, Bits);

    /// <summary>n times this ball.</summary>
    public FixedBall Times(int n) => new(Center * n, (long)Int128.Min(NoBound, (Int128)Radius * Math.Abs((long)n)), Bits);

    /// <summary>A third of this ball, in the same ulps.</summary>
    public FixedBall Third() => HasBound ? new(Center / 3, (Radius / 3) + 2, Bits) : this;

    /// <summary>
    /// √x, in ulps of which the root of a small x has as many as x: with z leading zeros, z/2 bits fewer.
    /// The rounded-down root errs by less than 1 ulp, and |√(c + δ) - √c| ≤ |δ|/√c for |δ| ≤ r ≤ c.
    /// </summary>
    public FixedBall Sqrt()
    {
        if (Center < Radius)
        {
            return Nothing(Bits);
        }

        int bits = Bits - (LeadingZeros / 2);
        int shift = (2 * bits) - Bits;
        BigInteger root = IntegerRoot.Floor(Center << shift);
        return new(root, Shift(Radius, shift + 1 - root.GetBitLength()) + 1, bits);
    }

    /// <summary>a/b in ulps of 2^-<paramref name="bits"/>.</summary>
    /// <remarks>
    /// |a/b - c_a/c_b| ≤ (r_a + |c_a/c_b| r_b) / (|c_b| - r_b), where |c_b| - r_b ≥ 2^(n-2) for |c_b| of n binary digits
    /// and r_b ≤ 2^(n-2); rounding the quotient errs by less than 1 ulp.
    /// </remarks>
    public static FixedBall Quotient(FixedBall a, FixedBall b, int bits)
    {
        long low = b.CenterLength - 2;
        if (low < 0 || b.Radius > Shift(1, low))
        {
            return Nothing(bits);
        }

        BigInteger quotient = bits >= 0 ? (a.Center << bits) / b.Center : a.Center / (b.Center << -bits);
        long size = (BigInteger.Abs(quotient) + 1).GetBitLength();
        return new(quotient, Shift(a.Radius, bits - low) + Shift(b.Radius, size - low) + 1, bits);
    }

    public static FixedBall operator +(FixedBall a, FixedBall b) => new(a.Center + b.Center, a.Radius + b.Radius, a.Bits);

    public static FixedBall operator -(FixedBall a) => new(-a.Center, a.Radius, a.Bits);

    public static FixedBall operator -(FixedBall a, FixedBall b) => new(a.Center - b.Center, a.Radius + b.Radius, a.Bits);

    /// <summary>|ab - c_a c_b| ≤ |c_a| r_b + |c_b| r_a + r_a r_b, and dropping digits errs by less than 1 ulp.</summary>
    public static FixedBall operator *(FixedBall a, FixedBall b)
    {
        long error = Shift(b.Radius, a.CenterLength - a.Bits) + Shift(a.Radius, b.CenterLength - b.Bits);
        return new((a.Center * b.Center) >> a.Bits, error + Shift(a.Radius, Length(b.Radius) - a.Bits) + 1, a.Bits);
    }

    public static FixedBall operator /(FixedBall a, FixedBall b) => Quotient(a, b, a.Bits);

    /// <summary>An upper bound of radius·2^power.</summary>
    private static long Shift(long radius, long power)
    {
        if (radius is 0 or NoBound)
        {
            return radius;
        }

        if (power >= 0)
        {
            return Length(radius) + power > 60 ? NoBound : radius << (int)power;
        }

        return power < -62 ? 1 : (radius >> (int)-power) + 1;
    }

    private static int Length(long radius) => 64 - BitOperations.LeadingZeroCount((ulong)radius);
}
