using System.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>A + B u with integers A and B.</summary>
/// <typeparam name="T">The kind of integer: of fixed size with checked arithmetic, or unbounded.</typeparam>
internal readonly record struct AffineForm<T>(T Constant, T Slope)
    where T : struct, IBinaryInteger<T>
{
    // Conversion of an integer to a double errs by at most one unit in the last place, product and sum by half a unit each.
    private const double Doubt = 4e-15;

    /// <summary>True for the form 0.</summary>
    public bool IsZero => T.IsZero(Constant) && T.IsZero(Slope);

    /// <summary>The root -A/B, B ≠ 0.</summary>
    public Breakpoint Root
    {
        get
        {
            BigInteger a = BigInteger.CreateChecked(Constant), b = BigInteger.CreateChecked(Slope);
            return b.Sign > 0 ? new Breakpoint(-a, b) : new Breakpoint(a, -b);
        }
    }

    /// <summary>The sign of A + B u at a breakpoint, exactly: from doubles where they decide.</summary>
    public int SignAt(Breakpoint u)
    {
        double a = double.CreateTruncating(Constant), b = double.CreateTruncating(Slope) * u.Approximation;
        double value = a + b;
        if (Math.Abs(value) > Doubt * (Math.Abs(a) + Math.Abs(b)) && double.IsFinite(value))
        {
            return Math.Sign(value);
        }

        return ((BigInteger.CreateChecked(Constant) * u.Denominator) + (BigInteger.CreateChecked(Slope) * u.Numerator)).Sign;
    }

    /// <summary>The form plus a multiple of another.</summary>
    /// <exception cref="OverflowException">The integers are too small for the result.</exception>
    public AffineForm<T> Plus(T factor, in AffineForm<T> form) =>
        checked(new(Constant + CheckedProduct.Of(factor, form.Constant), Slope + CheckedProduct.Of(factor, form.Slope)));

    /// <summary>The form plus another.</summary>
    /// <exception cref="OverflowException">The integers are too small for the result.</exception>
    public AffineForm<T> Plus(in AffineForm<T> form) => checked(new(Constant + form.Constant, Slope + form.Slope));

    /// <summary>The form less another.</summary>
    /// <exception cref="OverflowException">The integers are too small for the result.</exception>
    public AffineForm<T> Minus(in AffineForm<T> form) => checked(new(Constant - form.Constant, Slope - form.Slope));
}

/// <summary>An exact fraction p/q in [0, 1] with q ≥ 1, not in lowest terms, and the double next to it.</summary>
internal readonly record struct Breakpoint : IComparable<Breakpoint>
{
    // Two approximations of numbers up to 1 err by less than this together.
    private const double Doubt = 1.0 / (1L << 49);

    public Breakpoint(BigInteger numerator, BigInteger denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
        Approximation = Quotient(numerator, denominator);
    }

    /// <summary>A fraction p/q of which a double within 2^-51 p/q is known.</summary>
    public Breakpoint(BigInteger numerator, BigInteger denominator, double approximation) =>
        (Numerator, Denominator, Approximation) = (numerator, denominator, approximation);

    /// <summary>p.</summary>
    public BigInteger Numerator { get; }

    /// <summary>q.</summary>
    public BigInteger Denominator { get; }

    /// <summary>A double within 2^-51 p/q of p/q.</summary>
    public double Approximation { get; }

    /// <summary>p/q.</summary>
    public Rational Exact => Rational.Create(Numerator, Denominator);

    /// <summary>The order of the two fractions, exactly: from doubles where they decide.</summary>
    public int CompareTo(Breakpoint other)
    {
        double difference = Approximation - other.Approximation;
        return Math.Abs(difference) > Doubt
            ? Math.Sign(difference)
            : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
    }

    /// <summary>
    /// A double within 2^-51 |p/q| of p/q, q > 0, unless that is out of range: leading digits are enough, and their quotient does not overflow.
    /// </summary>
    public static double Quotient(BigInteger p, BigInteger q)
    {
        int dropP = (int)Math.Max(0, BigInteger.Abs(p).GetBitLength() - 128), dropQ = (int)Math.Max(0, q.GetBitLength() - 128);
        return Math.ScaleB((double)(p >> dropP) / (double)(q >> dropQ), dropP - dropQ);
    }
}
