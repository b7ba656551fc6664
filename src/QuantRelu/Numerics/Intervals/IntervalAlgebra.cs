namespace QuantRelu.Numerics;

/// <summary>
/// Rigorous interval arithmetic: every result encloses all values that the operation takes over its arguments.
/// Ends that are computed have at most <see cref="Precision"/> significant bits and are only ever rounded outward;
/// a function at a point gives an interval of relative width at most 2^(3 - precision).
/// </summary>
/// <remarks>
/// Where an argument sticks out of the natural domain (a divisor around zero, a square root of something negative, an arc
/// sine beyond 1), or a result leaves the range 2^±(2^22), the answer is <see cref="Interval.Entire"/>, and every operation on
/// that is <see cref="Interval.Entire"/> again. Instances are immutable and may be shared by threads.
/// </remarks>
internal sealed partial class IntervalAlgebra : ISetAlgebra<Interval>
{
    private readonly OutwardRounding _rounding;

    /// <summary>The arithmetic of a precision of at least 2 significant bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The precision is below 2 or above 2^20.</exception>
    public IntervalAlgebra(int precision = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 1 << 20);
        _rounding = new OutwardRounding(precision);
        _guard = 16 + (int)(Math.Sqrt(precision) / 2);
        Pi = _rounding.Around(FixedConstant.HalfPi.Ball(precision + 8).Times(2));
    }

    /// <summary>How many significant bits an end has at most.</summary>
    public int Precision => _rounding.Precision;

    /// <inheritdoc/>
    public Interval Pi { get; }

    /// <inheritdoc/>
    public Interval Entire => Interval.Entire;

    /// <inheritdoc/>
    public Interval Constant(Rational value) => _rounding.Quotient(value.Numerator, value.Denominator);

    /// <summary>[a₁ + b₁, a₂ + b₂].</summary>
    public Interval Add(Interval a, Interval b) => a.IsBounded && b.IsBounded
        ? _rounding.Around(a.Lower + b.Lower, a.Upper + b.Upper)
        : Interval.Entire;

    /// <summary>[a₁ - b₂, a₂ - b₁].</summary>
    public Interval Subtract(Interval a, Interval b) => a.IsBounded && b.IsBounded
        ? _rounding.Around(a.Lower - b.Upper, a.Upper - b.Lower)
        : Interval.Entire;

    /// <summary>[-a₂, -a₁].</summary>
    public Interval Negate(Interval a) => a.IsBounded ? Interval.Create(-a.Upper, -a.Lower) : Interval.Entire;

    /// <summary>The least and the largest of the four products of ends.</summary>
    public Interval Multiply(Interval a, Interval b)
    {
        if (!a.IsBounded || !b.IsBounded)
        {
            return Interval.Entire;
        }

        if (a.Lower.Sign >= 0)
        {
            return _rounding.Around(
                b.Lower * (b.Lower.Sign < 0 ? a.Upper : a.Lower),
                b.Upper * (b.Upper.Sign < 0 ? a.Lower : a.Upper));
        }

        if (a.Upper.Sign <= 0)
        {
            return Negate(Multiply(Negate(a), b));
        }

        return b.Lower.Sign >= 0 || b.Upper.Sign <= 0
            ? Multiply(b, a)
            : _rounding.Around(
                Dyadic.Min(a.Lower * b.Upper, a.Upper * b.Lower),
                Dyadic.Max(a.Lower * b.Lower, a.Upper * b.Upper));
    }

    /// <summary>The quotient; <see cref="Interval.Entire"/> when the divisor contains zero.</summary>
    public Interval Divide(Interval a, Interval b)
    {
        if (!a.IsBounded || !b.IsBounded || b.Contains(Dyadic.Zero))
        {
            return Interval.Entire;
        }

        if (b.Upper.Sign < 0)
        {
            return Divide(Negate(a), Negate(b));
        }

        Interval lower = _rounding.Quotient(a.Lower, a.Lower.Sign < 0 ? b.Lower : b.Upper);
        Interval upper = _rounding.Quotient(a.Upper, a.Upper.Sign < 0 ? b.Upper : b.Lower);
        return Span(lower, upper);
    }

    /// <summary>[0, max(|a₁|, |a₂|)] around zero, otherwise the interval or its negative.</summary>
    public Interval Abs(Interval a)
    {
        if (!a.IsBounded || a.Lower.Sign >= 0)
        {
            return a;
        }

        return a.Upper.Sign <= 0 ? Negate(a) : Interval.Create(Dyadic.Zero, a.Magnitude);
    }

    /// <summary>[min(a₁, b₁), min(a₂, b₂)].</summary>
    public Interval Min(Interval a, Interval b) => a.IsBounded && b.IsBounded
        ? Interval.Create(Dyadic.Min(a.Lower, b.Lower), Dyadic.Min(a.Upper, b.Upper))
        : Interval.Entire;

    /// <summary>[max(a₁, b₁), max(a₂, b₂)].</summary>
    public Interval Max(Interval a, Interval b) => a.IsBounded && b.IsBounded
        ? Interval.Create(Dyadic.Max(a.Lower, b.Lower), Dyadic.Max(a.Upper, b.Upper))
        : Interval.Entire;

    /// <summary>The one, the other, or the hull of both when the intervals do not decide.</summary>
    public Interval Select(Interval a, Interval b, Interval atLeast, Interval below)
    {
        if (!a.IsBounded || !b.IsBounded)
        {
            return Interval.Entire;
        }

        return a.Lower >= b.Upper ? atLeast : a.Upper <= b.Lower ? below : Interval.Hull(atLeast, below);
    }

    /// <inheritdoc/>
    public bool IsAtLeast(Interval a, Interval b) => a.IsBounded && b.IsBounded && a.Lower >= b.Upper;

    /// <inheritdoc/>
    public bool Separates(Interval a, Interval b) => a.IsBounded && b.IsBounded && (a.Lower > b.Upper || a.Upper < b.Lower);

    /// <inheritdoc/>
    public Interval Hull(Interval a, Interval b) => Interval.Hull(a, b);

    /// <inheritdoc/>
    public Interval Restrict(Interval a, Interval b, bool atLeast) => !a.IsBounded || !b.IsBounded ? a
        : atLeast ? Interval.Create(Dyadic.Min(a.Upper, Dyadic.Max(a.Lower, b.Lower)), a.Upper)
        : Interval.Create(a.Lower, Dyadic.Max(a.Lower, Dyadic.Min(a.Upper, b.Upper)));

    /// <summary>From the lower end of one result to the upper end of another.</summary>
    private static Interval Span(Interval lower, Interval upper) => lower.IsBounded && upper.IsBounded
        ? Interval.Create(lower.Lower, upper.Upper)
        : Interval.Entire;
}
