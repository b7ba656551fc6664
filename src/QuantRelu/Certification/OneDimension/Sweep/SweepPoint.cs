namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>An exact fraction p/q ≥ 0 of 64-bit integers with q ≥ 1, not in lowest terms, and a double within 2^-51 p/q of it.</summary>
internal readonly struct SweepPoint
{
    // Two approximations of numbers up to 1 err by less than this together.
    private const double Doubt = 1.0 / (1L << 49);

    // Two conversions, a product by an approximation and a sum err by less than this part of the magnitudes.
    private const double FormDoubt = 4e-15;
    private readonly long _numerator;
    private readonly long _denominator;

    public SweepPoint(long numerator, long denominator)
    {
        (_numerator, _denominator) = (numerator, denominator);
        Approximation = (double)numerator / denominator;
    }

    /// <summary>The double.</summary>
    public double Approximation { get; }

    /// <summary>The fraction with unbounded integers.</summary>
    public Breakpoint Exact => new(_numerator, _denominator, Approximation);

    /// <summary>The fraction over 64-bit integers; null when it needs larger ones.</summary>
    public static SweepPoint? Of(Breakpoint point) => point.Numerator <= long.MaxValue && point.Denominator <= long.MaxValue
        ? new SweepPoint((long)point.Numerator, (long)point.Denominator)
        : null;

    /// <summary>True when this fraction is below another one, exactly: from doubles where they decide.</summary>
    public bool IsBelow(in SweepPoint other)
    {
        double difference = other.Approximation - Approximation;
        return Math.Abs(difference) > Doubt
            ? difference > 0
            : Int128.CreateChecked(_numerator) * other._denominator < Int128.CreateChecked(other._numerator) * _denominator;
    }

    /// <summary>The sign of A + B u on the right of this point, next to it: that of the value here, or of the slope where the value is 0.</summary>
    public int SignAfter(AffineForm<long> form)
    {
        double a = form.Constant, b = form.Slope * Approximation, value = a + b;
        if (Math.Abs(value) > FormDoubt * (Math.Abs(a) + Math.Abs(b)))
        {
            return Math.Sign(value);
        }

        Int128 exact = ((Int128)form.Constant * _denominator) + ((Int128)form.Slope * _numerator);
        return exact == 0 ? Math.Sign(form.Slope) : Int128.Sign(exact);
    }

    /// <summary>Where a form of that sign on the right of a point is 0 next; null when it never is.</summary>
    /// <exception cref="OverflowException">The integers are too large.</exception>
    public static SweepPoint? RootAfter(int sign, AffineForm<long> form) => (sign, Math.Sign(form.Slope)) switch
    {
        (1, -1) => new SweepPoint(form.Constant, checked(-form.Slope)),
        (-1, 1) => new SweepPoint(checked(-form.Constant), form.Slope),
        _ => null,
    };
}
