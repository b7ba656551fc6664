using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace QuantRelu;

/// <summary>
/// An exact fraction p/q in lowest terms with q ≥ 1: codebook values such as 1/6, decimal inputs such as 0.1, exact outputs.
/// The <c>default</c> value is zero. Where every number is dyadic, <see cref="Dyadic"/> is the faster type.
/// </summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    // Zero in the default value, where it stands for one.
    private readonly BigInteger _denominator;

    private Rational(BigInteger numerator, BigInteger denominator)
    {
        Numerator = numerator;
        _denominator = denominator;
    }

    /// <summary>p, which carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>q ≥ 1.</summary>
    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>True for zero.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>True when q is a power of two.</summary>
    public bool IsDyadic => Denominator.IsPowerOfTwo;

    /// <summary>The fraction p/q.</summary>
    /// <exception cref="DivideByZeroException">q is zero.</exception>
    public static Rational Create(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException($"The fraction {numerator}/0 has no value.");
        }

        if (denominator.IsPowerOfTwo)
        {
            // No division: most fractions are dyadic.
            int shift = numerator.IsZero ? (int)BigInteger.TrailingZeroCount(denominator)
                : (int)BigInteger.Min(BigInteger.TrailingZeroCount(numerator), BigInteger.TrailingZeroCount(denominator));
            return shift == 0 ? new Rational(numerator, denominator) : new Rational(numerator >> shift, denominator >> shift);
        }

        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        return new Rational(numerator / divisor, denominator / divisor);
    }

    /// <summary>The number as a dyadic.</summary>
    /// <exception cref="InvalidOperationException">q is not a power of two.</exception>
    public Dyadic ToDyadic() => IsDyadic
        ? Dyadic.Create(Numerator, -(int)BigInteger.TrailingZeroCount(Denominator))
        : throw new InvalidOperationException($"{this} is not dyadic: its denominator is not a power of two.");

    /// <summary>The largest integer that is not above this number.</summary>
    public BigInteger Floor()
    {
        BigInteger quotient = BigInteger.DivRem(Numerator, Denominator, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The nearest integer, ties away from zero.</summary>
    public BigInteger Round() => Sign * Create((BigInteger.Abs(Numerator) * 2) + Denominator, Denominator * 2).Floor();

    /// <summary>The least common multiple of the denominators: the least number above 0 that makes all of them whole.</summary>
    internal static BigInteger CommonDenominator(IEnumerable<Rational> values) =>
        values.Aggregate(BigInteger.One, (multiple, v) => multiple / BigInteger.GreatestCommonDivisor(multiple, v.Denominator) * v.Denominator);

    /// <summary>The absolute value.</summary>
    public static Rational Abs(Rational value) => value.Sign < 0 ? -value : value;

    /// <summary>The most characters of a decimal that is read, and the largest exponent of its power of ten, 1e10000 and 1e-10000.</summary>
    public const int MostDigits = 10_000;

    /// <summary>
    /// Reads "3", "-3/8", "0.25" or "1e-3": an integer, a fraction of two decimals, or a decimal, exactly. Decimals of more than
    /// <see cref="MostDigits"/> characters, or with an exponent beyond ±<see cref="MostDigits"/>, are refused before any arithmetic.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Rational value)
    {
        value = default;
        string[] parts = (text ?? string.Empty).Split('/', 3);
        if (parts.Length > 2 || !TryParseDecimal(parts[0], out value))
        {
            return false;
        }

        if (parts.Length == 2)
        {
            if (!TryParseDecimal(parts[1], out Rational divisor) || divisor.IsZero)
            {
                return false;
            }

            value /= divisor;
        }

        return true;
    }

    /// <summary>Reads what <see cref="TryParse"/> reads.</summary>
    /// <exception cref="FormatException">The text is not a number.</exception>
    public static Rational Parse(string text) => TryParse(text, out Rational value)
        ? value
        : throw new FormatException($"'{text}' is not a number: write 0.25, 1e-3 or 1/3.");

    /// <summary>An integer as a fraction.</summary>
    public static implicit operator Rational(int value) => new(value, BigInteger.One);

    /// <summary>A dyadic as a fraction.</summary>
    public static implicit operator Rational(Dyadic value) => value.Exponent >= 0
        ? new(value.Mantissa << value.Exponent, BigInteger.One)
        : new(value.Mantissa, BigInteger.One << -value.Exponent);

    /// <summary>The nearest double, rounded once, ties to even.</summary>
    public static explicit operator double(Rational value)
    {
        // A quotient of more than 64 bits, its last bit made sticky, rounds like the fraction itself.
        int shift = 66 + (int)Math.Max(0, value.Denominator.GetBitLength() - BigInteger.Abs(value.Numerator).GetBitLength());
        BigInteger quotient = BigInteger.DivRem(BigInteger.Abs(value.Numerator) << shift, value.Denominator, out BigInteger rest);
        BigInteger sticky = rest.IsZero ? quotient : quotient | 1;
        return value.Sign * (double)Dyadic.Create(sticky, -shift);
    }

    /// <summary>Exact sum.</summary>
    public static Rational operator +(Rational a, Rational b) => a.Denominator == b.Denominator
        ? Create(a.Numerator + b.Numerator, a.Denominator)
        : Create((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>The negative.</summary>
    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    /// <summary>Exact difference.</summary>
    public static Rational operator -(Rational a, Rational b) => a + -b;

    /// <summary>Exact product.</summary>
    public static Rational operator *(Rational a, Rational b) => Create(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Exact quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static Rational operator /(Rational a, Rational b) => Create(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Equality of values.</summary>
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    /// <summary>Inequality of values.</summary>
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>Less than.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>Greater than.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>Less than or equal.</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>Greater than or equal.</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Rational other) => Sign != other.Sign ? Sign.CompareTo(other.Sign)
        : Denominator == other.Denominator ? Numerator.CompareTo(other.Numerator)
        : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary>The exact value as "p" or "p/q".</summary>
    public override string ToString() => Denominator.IsOne
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <summary>
    /// The value for a sentence: "1/3" while neither number has more than nine digits and the fraction is no decimal, otherwise a decimal number of at
    /// most 17 digits, such as "0.1" or "1E-300", however large or small it is.
    /// </summary>
    public string ToShortString()
    {
        const int digits = 9;
        BigInteger most = BigInteger.Pow(10, digits);
        if (BigInteger.Abs(Numerator) < most && Denominator < most && !(BigInteger.Pow(10, 30) % Denominator).IsZero)
        {
            return ToString();
        }

        const double largest = 1e300, least = 1e-300;
        if (IsZero || Math.Abs((double)this) is > least and < largest)
        {
            return ((double)this).ToString("R", CultureInfo.InvariantCulture);
        }

        double order = BigInteger.Log10(BigInteger.Abs(Numerator)) - BigInteger.Log10(Denominator);
        double exponent = Math.Floor(order + 1e-7);
        return string.Create(CultureInfo.InvariantCulture, $"{Sign * Math.Pow(10, order - exponent):G6}E{exponent:+0;-0}");
    }

    private static bool TryParseDecimal(string text, out Rational value)
    {
        value = default;
        if (text.Length > MostDigits)
        {
            return false;
        }

        string[] parts = text.Trim().Split('e', 'E');
        int power = 0;
        if (parts.Length > 2 || (parts.Length == 2
            && (!int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power) || power is < -MostDigits or > MostDigits)))
        {
            return false;
        }

        string digits = parts[0];
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            power -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }

        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger integer))
        {
            return false;
        }

        value = power >= 0 ? Create(integer * BigInteger.Pow(10, power), 1) : Create(integer, BigInteger.Pow(10, -power));
        return true;
    }
}
