namespace QuantRelu.Numerics;

/// <summary>
/// The closed interval [lower, upper] with finite doubles as ends: the value it stands for is certainly between them.
/// <see cref="Entire"/> stands for a value of which nothing is known, not even that it exists, as with <see cref="Interval"/>.
/// Made and combined by a <see cref="DoubleIntervalAlgebra"/>. The <c>default</c> value is the point zero.
/// </summary>
internal readonly record struct DoubleInterval
{
    private DoubleInterval(double lower, double upper)
    {
        Lower = lower;
        Upper = upper;
    }

    /// <summary>The value may be any number, or undefined.</summary>
    public static DoubleInterval Entire { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The lower end; -∞ for <see cref="Entire"/>.</summary>
    public double Lower { get; }

    /// <summary>The upper end; ∞ for <see cref="Entire"/>.</summary>
    public double Upper { get; }

    /// <summary>False for <see cref="Entire"/>.</summary>
    public bool IsBounded => !double.IsInfinity(Lower);

    /// <summary>True when both ends are one number, which then is the value itself.</summary>
    public bool IsPoint => Lower == Upper;

    /// <summary>The largest absolute value; ∞ for <see cref="Entire"/>.</summary>
    public double Magnitude => Math.Max(Math.Abs(Lower), Math.Abs(Upper));

    /// <summary>The least absolute value; 0 for <see cref="Entire"/>.</summary>
    public double Mignitude => Lower > 0 ? Lower : Upper < 0 ? -Upper : 0;

    /// <summary>The interval from <paramref name="lower"/> to <paramref name="upper"/>.</summary>
    /// <exception cref="ArgumentException">An end is not finite, or the lower end is above the upper end.</exception>
    public static DoubleInterval Create(double lower, double upper) => double.IsFinite(lower) && double.IsFinite(upper) && lower <= upper
        ? new DoubleInterval(lower, upper)
        : throw new ArgumentException($"[{lower}, {upper}] is no interval: two finite ends, the lower one first, are needed.", nameof(lower));

    /// <summary>The doubles around an interval with dyadic ends; <see cref="Entire"/> where no finite ones will do.</summary>
    public static DoubleInterval Around(Interval interval)
    {
        (double lower, double upper) = interval.ToDoubles();
        return Of(lower, upper);
    }

    /// <summary>The same interval with dyadic ends.</summary>
    internal Interval ToInterval() => IsBounded ? Interval.Create(Dyadic.FromDouble(Lower), Dyadic.FromDouble(Upper)) : Interval.Entire;

    /// <summary>The smallest interval that encloses both; <see cref="Entire"/> when either is.</summary>
    public static DoubleInterval Hull(DoubleInterval a, DoubleInterval b) => Of(Math.Min(a.Lower, b.Lower), Math.Max(a.Upper, b.Upper));

    /// <summary>
    /// What is known of a value that both intervals enclose, or <c>null</c> when they have no number in common.
    /// <see cref="Entire"/> adds nothing to the other interval.
    /// </summary>
    public static DoubleInterval? Intersect(DoubleInterval a, DoubleInterval b)
    {
        double lower = Math.Max(a.Lower, b.Lower);
        double upper = Math.Min(a.Upper, b.Upper);
        return lower <= upper ? new DoubleInterval(lower, upper) : null;
    }

    /// <summary>True when lower ≤ value ≤ upper. <see cref="Entire"/> contains every number.</summary>
    public bool Contains(double value) => Lower <= value && value <= Upper;

    /// <summary>"[lower, upper]", or "(-∞, ∞)".</summary>
    public override string ToString() => IsBounded
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{Lower:R}, {Upper:R}]")
        : "(-∞, ∞)";

    /// <summary>The interval between two computed ends; <see cref="Entire"/> unless both are finite.</summary>
    internal static DoubleInterval Of(double lower, double upper) =>
        double.IsFinite(lower) && double.IsFinite(upper) ? Create(lower, upper) : Entire;
}
