using System.Numerics;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>An exact fraction p/q ≥ 0 of integers with q ≥ 1, not in lowest terms, and a double within 2^-51 p/q of it.</summary>
internal readonly struct SweepPoint<T>
    where T : struct, IBinaryInteger<T>
{
    /// <summary>The approximations of two numbers up to 1 err by less than this together.</summary>
    public const double Doubt = 1.0 / (1L << 49);

    // Two conversions, a product by an approximation and a sum err by less than this part of the magnitudes.
    private const double FormDoubt = 4e-15;
    private readonly T _numerator;
    private readonly T _denominator;

    public SweepPoint(T numerator, T denominator)
    {
        _numerator = numerator;
        _denominator = denominator;
        Approximation = typeof(T) == typeof(BigInteger)
            ? Breakpoint.Quotient(BigInteger.CreateChecked(numerator), BigInteger.CreateChecked(denominator))
            : double.CreateTruncating(numerator) / double.CreateTruncating(denominator);
    }

    /// <summary>The double.</summary>
    public double Approximation { get; }

    /// <summary>The double that is nearest.</summary>
    public double Nearest => typeof(T) == typeof(long)
        ? NearestQuotient.Of((Int128)long.CreateTruncating(_numerator), long.CreateTruncating(_denominator))
        : NearestQuotient.Of(BigInteger.CreateChecked(_numerator), BigInteger.CreateChecked(_denominator));

    /// <summary>The fraction with unbounded integers.</summary>
    public Breakpoint Exact => new(BigInteger.CreateChecked(_numerator), BigInteger.CreateChecked(_denominator), Approximation);

    /// <summary>The fraction over integers of this kind.</summary>
    /// <exception cref="OverflowException">It needs larger ones.</exception>
    public static SweepPoint<T> Of(Breakpoint point) => new(T.CreateChecked(point.Numerator), T.CreateChecked(point.Denominator));

    /// <summary>True when this fraction is below another one, exactly: from doubles where they decide.</summary>
    public bool IsBelow(in SweepPoint<T> other)
    {
        double difference = other.Approximation - Approximation;
        return Math.Abs(difference) > Doubt ? difference > 0 : IsJustBelow(other);
    }

    /// <summary>The sign of A + B u on the right of this point, next to it: that of the value here, or of the slope where the value is 0.</summary>
    public int SignAfter(in AffineForm<T> form)
    {
        double a = double.CreateTruncating(form.Constant), b = double.CreateTruncating(form.Slope) * Approximation, value = a + b;
        if (Math.Abs(value) > FormDoubt * (Math.Abs(a) + Math.Abs(b)) && (typeof(T) != typeof(BigInteger) || double.IsFinite(value)))
        {
            return value > 0 ? 1 : -1;
        }

        int exact = WideProduct.SignOfSum(form.Constant, _denominator, form.Slope, _numerator);
        return exact == 0 ? T.Sign(form.Slope) : exact;
    }

    /// <summary>The double that is nearest to A + B u at this point.</summary>
    public double NearestOf(in AffineForm<T> form)
    {
        if (typeof(T) == typeof(long))
        {
            long p = long.CreateTruncating(_numerator), q = long.CreateTruncating(_denominator);
            return NearestQuotient.Of(WideProduct.Sum(long.CreateTruncating(form.Constant), q, long.CreateTruncating(form.Slope), p), q);
        }

        return NearestQuotient.Of(WideProduct.Sum(form.Constant, _denominator, form.Slope, _numerator), BigInteger.CreateChecked(_denominator));
    }

    /// <summary>Where a form of that sign on the right of a point is 0 next; false when it never is.</summary>
    /// <exception cref="OverflowException">The integers are too large.</exception>
    public static bool TryRootAfter(int sign, in AffineForm<T> form, out SweepPoint<T> root)
    {
        int slope = T.Sign(form.Slope);
        if (sign * slope >= 0)
        {
            root = default;
            return false;
        }

        root = checked(slope < 0 ? new(form.Constant, -form.Slope) : new(-form.Constant, form.Slope));
        return true;
    }

    private bool IsJustBelow(in SweepPoint<T> other) =>
        !(_numerator == other._numerator && _denominator == other._denominator)
        && WideProduct.SignOfSum(_numerator, other._denominator, -other._numerator, _denominator) < 0;
}
