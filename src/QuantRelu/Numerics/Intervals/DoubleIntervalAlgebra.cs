using static QuantRelu.Numerics.DirectedDoubles;

namespace QuantRelu.Numerics;

/// <summary>
/// Rigorous interval arithmetic with doubles as ends, some fifty times faster than <see cref="IntervalAlgebra"/>: every result
/// encloses all values that the operation takes over its arguments, and is the same on every machine. Sums, products, quotients and
/// square roots have the best double ends; elementary functions at a point come from an <see cref="IntervalAlgebra"/>.
/// </summary>
/// <remarks>
/// Where an argument sticks out of the natural domain, or a result leaves the range of doubles, the answer is
/// <see cref="DoubleInterval.Entire"/>, and so is every operation on it. An instance remembers values at points: one thread only.
/// </remarks>
internal sealed partial class DoubleIntervalAlgebra : ISetAlgebra<DoubleInterval>
{
    private static readonly DoubleInterval One = DoubleInterval.Create(1, 1);

    private static readonly DoubleInterval MinusOneToOne = DoubleInterval.Create(-1, 1);

    private readonly IntervalAlgebra _exact = new(Precision);

    /// <summary>An arithmetic that remembers nothing yet.</summary>
    public DoubleIntervalAlgebra() => Pi = DoubleInterval.Around(_exact.Pi);

    /// <inheritdoc/>
    public DoubleInterval Pi { get; }

    /// <inheritdoc/>
    public DoubleInterval Entire => DoubleInterval.Entire;

    /// <inheritdoc/>
    public DoubleInterval Constant(Rational value)
    {
        const long exact = 1L << 53;
        System.Numerics.BigInteger p = value.Numerator, q = value.Denominator;
        return p <= exact && p >= -exact && q <= exact
            ? DoubleInterval.Of(DivideDown((long)p, (long)q), DivideUp((long)p, (long)q))
            : DoubleInterval.Around(_exact.Constant(value));
    }

    /// <summary>[a₁ + b₁, a₂ + b₂].</summary>
    public DoubleInterval Add(DoubleInterval a, DoubleInterval b) => DoubleInterval.Of(AddDown(a.Lower, b.Lower), AddUp(a.Upper, b.Upper));

    /// <summary>[a₁ - b₂, a₂ - b₁].</summary>
    public DoubleInterval Subtract(DoubleInterval a, DoubleInterval b) => DoubleInterval.Of(AddDown(a.Lower, -b.Upper), AddUp(a.Upper, -b.Lower));

    /// <summary>[-a₂, -a₁].</summary>
    public DoubleInterval Negate(DoubleInterval a) => DoubleInterval.Of(-a.Upper, -a.Lower);

    /// <summary>The least and the largest of the four products of ends.</summary>
    public DoubleInterval Multiply(DoubleInterval a, DoubleInterval b)
    {
        if (!a.IsBounded || !b.IsBounded)
        {
            return DoubleInterval.Entire;
        }

        if (a.Lower >= 0)
        {
            return DoubleInterval.Of(
                MultiplyDown(b.Lower, b.Lower < 0 ? a.Upper : a.Lower),
                MultiplyUp(b.Upper, b.Upper < 0 ? a.Lower : a.Upper));
        }

        if (a.Upper <= 0)
        {
            return Negate(Multiply(Negate(a), b));
        }

        return b.Lower >= 0 || b.Upper <= 0
            ? Multiply(b, a)
            : DoubleInterval.Of(
                Math.Min(MultiplyDown(a.Lower, b.Upper), MultiplyDown(a.Upper, b.Lower)),
                Math.Max(MultiplyUp(a.Lower, b.Lower), MultiplyUp(a.Upper, b.Upper)));
    }

    /// <summary>The quotient; <see cref="DoubleInterval.Entire"/> when the divisor contains zero.</summary>
    public DoubleInterval Divide(DoubleInterval a, DoubleInterval b)
    {
        if (!a.IsBounded || !b.IsBounded || b.Contains(0))
        {
            return DoubleInterval.Entire;
        }

        if (b.Upper < 0)
        {
            return Divide(Negate(a), Negate(b));
        }

        return DoubleInterval.Of(
            DivideDown(a.Lower, a.Lower < 0 ? b.Lower : b.Upper),
            DivideUp(a.Upper, a.Upper < 0 ? b.Upper : b.Lower));
    }

    /// <summary>[0, max(|a₁|, |a₂|)] around zero, otherwise the interval or its negative.</summary>
    public DoubleInterval Abs(DoubleInterval a) => DoubleInterval.Of(a.Mignitude, a.Magnitude);

    /// <summary>[min(a₁, b₁), min(a₂, b₂)].</summary>
    public DoubleInterval Min(DoubleInterval a, DoubleInterval b) => a.IsBounded && b.IsBounded
        ? DoubleInterval.Of(Math.Min(a.Lower, b.Lower), Math.Min(a.Upper, b.Upper))
        : DoubleInterval.Entire;

    /// <summary>[max(a₁, b₁), max(a₂, b₂)].</summary>
    public DoubleInterval Max(DoubleInterval a, DoubleInterval b) => a.IsBounded && b.IsBounded
        ? DoubleInterval.Of(Math.Max(a.Lower, b.Lower), Math.Max(a.Upper, b.Upper))
        : DoubleInterval.Entire;

    /// <summary>The one, the other, or the hull of both when the intervals do not decide.</summary>
    public DoubleInterval Select(DoubleInterval a, DoubleInterval b, DoubleInterval atLeast, DoubleInterval below)
    {
        if (!a.IsBounded || !b.IsBounded)
        {
            return DoubleInterval.Entire;
        }

        return a.Lower >= b.Upper ? atLeast : a.Upper <= b.Lower ? below : DoubleInterval.Hull(atLeast, below);
    }

    /// <inheritdoc/>
    public bool IsAtLeast(DoubleInterval a, DoubleInterval b) => a.IsBounded && b.IsBounded && a.Lower >= b.Upper;

    /// <inheritdoc/>
    public bool Separates(DoubleInterval a, DoubleInterval b) => a.Lower > b.Upper || a.Upper < b.Lower;

    /// <inheritdoc/>
    public DoubleInterval Hull(DoubleInterval a, DoubleInterval b) => DoubleInterval.Hull(a, b);

    /// <inheritdoc/>
    public DoubleInterval Restrict(DoubleInterval a, DoubleInterval b, bool atLeast) => !a.IsBounded || !b.IsBounded ? a
        : atLeast ? DoubleInterval.Of(Math.Min(a.Upper, Math.Max(a.Lower, b.Lower)), a.Upper)
        : DoubleInterval.Of(a.Lower, Math.Max(a.Lower, Math.Min(a.Upper, b.Upper)));
}
