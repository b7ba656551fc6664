using System.Globalization;
using System.Numerics;

namespace QuantRelu;

/// <summary>
/// An exact dyadic rational m·2^e with m odd (or the number zero with m = e = 0): closed under addition, subtraction,
/// multiplication and halving, which is all that a network over dyadic weights ever does.
/// The <c>default</c> value is zero.
/// </summary>
public readonly struct Dyadic : IEquatable<Dyadic>, IComparable<Dyadic>
{
    private Dyadic(BigInteger mantissa, int exponent)
    {
        Mantissa = mantissa;
        Exponent = exponent;
    }

    /// <summary>The odd integer m, or 0 for zero.</summary>
    public BigInteger Mantissa { get; }

    /// <summary>The power of two e; 0 for zero.</summary>
    public int Exponent { get; }

    /// <summary>Zero.</summary>
    public static Dyadic Zero => default;

    /// <summary>One.</summary>
    public static Dyadic One { get; } = new(BigInteger.One, 0);

    /// <summary>One half, the larger weight of the smallest codebook.</summary>
    public static Dyadic Half { get; } = new(BigInteger.One, -1);

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Mantissa.Sign;

    /// <summary>True for zero.</summary>
    public bool IsZero => Mantissa.IsZero;

    /// <summary>How many binary digits after the point are needed to write the number: max(0, -e).</summary>
    public int FractionBits => Math.Max(0, -Exponent);

    /// <summary>The place of the leading digit: 2^(order - 1) ≤ |x| &lt; 2^order. Zero has <see cref="long.MinValue"/>.</summary>
    public long Order => IsZero ? long.MinValue : BigInteger.Abs(Mantissa).GetBitLength() + Exponent;

    /// <summary>The number m·2^e, for any integer m.</summary>
    /// <exception cref="OverflowException">The normalised exponent does not fit an <see cref="int"/>.</exception>
    public static Dyadic Create(BigInteger mantissa, int exponent)
    {
        if (mantissa.IsZero)
        {
            return default;
        }

        int zeros = (int)BigInteger.TrailingZeroCount(mantissa);
        return new Dyadic(mantissa >> zeros, checked(exponent + zeros));
    }

    /// <summary>2^e.</summary>
    public static Dyadic PowerOfTwo(int exponent) => new(BigInteger.One, exponent);

    /// <summary>The exact value of a finite double.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or not a number.</exception>
    public static Dyadic FromDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A dyadic number is finite.");
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & 0xFFFFFFFFFFFFFL;
        long mantissa = biased == 0 ? fraction : fraction | (1L << 52);
        return Create(bits < 0 ? -mantissa : mantissa, (biased == 0 ? 1 : biased) - 1075);
    }

    /// <summary>The nearest multiple of 2^-<paramref name="fractionBits"/>, ties away from zero.</summary>
    public Dyadic Round(int fractionBits)
    {
        if (FractionBits <= fractionBits)
        {
            return this;
        }

        int drop = -Exponent - fractionBits;
        BigInteger magnitude = (BigInteger.Abs(Mantissa) + (BigInteger.One << (drop - 1))) >> drop;
        return Create(Sign * magnitude, -fractionBits);
    }

    /// <summary>The largest number of at most <paramref name="significantBits"/> ≥ 1 binary digits that is not above this one.</summary>
    public Dyadic RoundDown(int significantBits)
    {
        int drop = (int)Math.Max(0, Mantissa.GetBitLength() - significantBits);
        return drop == 0 ? this : Create(Mantissa >> drop, checked(Exponent + drop));
    }

    /// <summary>The smallest number of at most <paramref name="significantBits"/> ≥ 1 binary digits that is not below this one.</summary>
    public Dyadic RoundUp(int significantBits) => -(-this).RoundDown(significantBits);

    /// <summary>This number times 2^<paramref name="power"/>.</summary>
    public Dyadic Scale(int power) => IsZero ? this : new Dyadic(Mantissa, checked(Exponent + power));

    /// <summary>The integer this·2^<paramref name="fractionBits"/>.</summary>
    /// <exception cref="InvalidOperationException">The product is not an integer.</exception>
    public BigInteger ToScaledInteger(int fractionBits) => FractionBits <= fractionBits
        ? Mantissa << checked(Exponent + fractionBits)
        : throw new InvalidOperationException($"{this} needs {FractionBits} fraction bits, only {fractionBits} are given.");

    /// <summary>The smallest integer that is not below this number.</summary>
    public BigInteger ToCeiling() => Exponent >= 0 ? Mantissa << Exponent : -((-Mantissa) >> -Exponent);

    /// <summary>The absolute value.</summary>
    public static Dyadic Abs(Dyadic value) => new(BigInteger.Abs(value.Mantissa), value.Exponent);

    /// <summary>The larger of two numbers.</summary>
    public static Dyadic Max(Dyadic a, Dyadic b) => a >= b ? a : b;

    /// <summary>The smaller of two numbers.</summary>
    public static Dyadic Min(Dyadic a, Dyadic b) => a <= b ? a : b;

    /// <summary>An integer as a dyadic number.</summary>
    public static implicit operator Dyadic(int value) => Create(value, 0);

    /// <summary>The nearest double, rounded once, ties to even.</summary>
    public static explicit operator double(Dyadic value)
    {
        BigInteger magnitude = BigInteger.Abs(value.Mantissa);
        long length = magnitude.IsZero ? 0 : (long)magnitude.GetBitLength();
        long lowest = Math.Max(length + value.Exponent - 53, -1074);
        long drop = lowest - value.Exponent;
        if (drop > 0)
        {
            BigInteger kept = drop > length + 1 ? BigInteger.Zero : magnitude >> (int)drop;
            BigInteger rest = drop > length + 1 ? BigInteger.One : magnitude - (kept << (int)drop);
            BigInteger half = BigInteger.One << (int)Math.Min(drop - 1, length + 1);
            int order = rest.CompareTo(half);
            magnitude = order > 0 || (order == 0 && !kept.IsEven) ? kept + 1 : kept;
        }

        // At most 53 bits remain, so both steps are exact (or overflow to infinity as they should).
        double result = Math.ScaleB((double)magnitude, (int)(drop > 0 ? lowest : value.Exponent));
        return value.Sign < 0 ? -result : result;
    }

    /// <summary>Exact sum.</summary>
    public static Dyadic operator +(Dyadic a, Dyadic b)
    {
        if (a.IsZero)
        {
            return b;
        }

        if (b.IsZero)
        {
            return a;
        }

        int low = Math.Min(a.Exponent, b.Exponent);
        return Create((a.Mantissa << (a.Exponent - low)) + (b.Mantissa << (b.Exponent - low)), low);
    }

    /// <summary>The negative.</summary>
    public static Dyadic operator -(Dyadic a) => new(-a.Mantissa, a.Exponent);

    /// <summary>Exact difference.</summary>
    public static Dyadic operator -(Dyadic a, Dyadic b) => a + -b;

    /// <summary>Exact product.</summary>
    public static Dyadic operator *(Dyadic a, Dyadic b) =>
        a.IsZero || b.IsZero ? default : new Dyadic(a.Mantissa * b.Mantissa, checked(a.Exponent + b.Exponent));

    /// <summary>Equality of values.</summary>
    public static bool operator ==(Dyadic a, Dyadic b) => a.Equals(b);

    /// <summary>Inequality of values.</summary>
    public static bool operator !=(Dyadic a, Dyadic b) => !a.Equals(b);

    /// <summary>Less than.</summary>
    public static bool operator <(Dyadic a, Dyadic b) => a.CompareTo(b) < 0;

    /// <summary>Greater than.</summary>
    public static bool operator >(Dyadic a, Dyadic b) => a.CompareTo(b) > 0;

    /// <summary>Less than or equal.</summary>
    public static bool operator <=(Dyadic a, Dyadic b) => a.CompareTo(b) <= 0;

    /// <summary>Greater than or equal.</summary>
    public static bool operator >=(Dyadic a, Dyadic b) => a.CompareTo(b) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Dyadic other)
    {
        if (Sign != other.Sign)
        {
            return Sign.CompareTo(other.Sign);
        }

        // Numbers of different orders compare without being brought to a common exponent.
        int byOrder = Order.CompareTo(other.Order);
        return byOrder != 0 ? Sign * byOrder : (this - other).Sign;
    }

    /// <inheritdoc/>
    public bool Equals(Dyadic other) => Exponent == other.Exponent && Mantissa == other.Mantissa;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Dyadic other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mantissa, Exponent);

    /// <summary>The exact value as "p" or "p/q", q a power of two.</summary>
    public override string ToString() => Exponent >= 0
        ? (Mantissa << Exponent).ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Mantissa}/{BigInteger.One << -Exponent}");
}
