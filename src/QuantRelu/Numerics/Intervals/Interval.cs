namespace QuantRelu.Numerics;

/// <summary>
/// The closed interval [lower, upper] with exact dyadic ends: the value it stands for is certainly between them.
/// <see cref="Entire"/> stands for a value of which nothing is known, not even that it exists: a quotient by an interval
/// around zero, the logarithm of an interval that reaches zero. The <c>default</c> value is the point zero.
/// </summary>
public readonly record struct Interval
{
    private readonly Dyadic _lower;
    private readonly Dyadic _upper;
    private readonly bool _isEntire;

    private Interval(Dyadic lower, Dyadic upper, bool isEntire)
    {
        _lower = lower;
        _upper = upper;
        _isEntire = isEntire;
    }

    /// <summary>The value may be any number, or undefined.</summary>
    public static Interval Entire { get; } = new(default, default, isEntire: true);

    /// <summary>False for <see cref="Entire"/>, which has no ends.</summary>
    public bool IsBounded => !_isEntire;

    /// <summary>True when both ends are one number, which then is the value itself.</summary>
    public bool IsPoint => IsBounded && _lower == _upper;

    /// <summary>The lower end.</summary>
    /// <exception cref="InvalidOperationException">The interval is <see cref="Entire"/>.</exception>
    public Dyadic Lower => _isEntire ? throw NoEnds() : _lower;

    /// <summary>The upper end.</summary>
    /// <exception cref="InvalidOperationException">The interval is <see cref="Entire"/>.</exception>
    public Dyadic Upper => _isEntire ? throw NoEnds() : _upper;

    /// <summary>upper - lower.</summary>
    /// <exception cref="InvalidOperationException">The interval is <see cref="Entire"/>.</exception>
    public Dyadic Width => Upper - Lower;

    /// <summary>(lower + upper) / 2, exactly.</summary>
    /// <exception cref="InvalidOperationException">The interval is <see cref="Entire"/>.</exception>
    public Dyadic Midpoint => (Lower + Upper).Scale(-1);

    /// <summary>The largest absolute value, max(|lower|, |upper|).</summary>
    /// <exception cref="InvalidOperationException">The interval is <see cref="Entire"/>.</exception>
    public Dyadic Magnitude => Dyadic.Max(Dyadic.Abs(Lower), Dyadic.Abs(Upper));

    /// <summary>The interval from <paramref name="lower"/> to <paramref name="upper"/>.</summary>
    /// <exception cref="ArgumentException">The lower end is above the upper end.</exception>
    public static Interval Create(Dyadic lower, Dyadic upper) => lower <= upper
        ? new Interval(lower, upper, isEntire: false)
        : throw new ArgumentException($"The lower end {lower} is above the upper end {upper}.", nameof(lower));

    /// <summary>The interval that holds one number.</summary>
    public static Interval Point(Dyadic value) => new(value, value, isEntire: false);

    /// <summary>The smallest interval that encloses both; <see cref="Entire"/> when either is.</summary>
    public static Interval Hull(Interval a, Interval b) => a.IsBounded && b.IsBounded
        ? Create(Dyadic.Min(a._lower, b._lower), Dyadic.Max(a._upper, b._upper))
        : Entire;

    /// <summary>
    /// What is known of a value that both intervals enclose, or <c>null</c> when they have no number in common.
    /// <see cref="Entire"/> adds nothing to the other interval.
    /// </summary>
    public static Interval? Intersect(Interval a, Interval b)
    {
        if (!a.IsBounded || !b.IsBounded)
        {
            return a.IsBounded ? a : b;
        }

        Dyadic lower = Dyadic.Max(a._lower, b._lower);
        Dyadic upper = Dyadic.Min(a._upper, b._upper);
        return lower <= upper ? Create(lower, upper) : null;
    }

    /// <summary>True when lower ≤ value ≤ upper. <see cref="Entire"/> contains every number.</summary>
    public bool Contains(Dyadic value) => _isEntire || (_lower <= value && value <= _upper);

    /// <summary>True when lower ≤ value ≤ upper. <see cref="Entire"/> contains every number.</summary>
    public bool Contains(Rational value) => _isEntire || (_lower <= value && value <= _upper);

    /// <summary>True when every number of the other interval is in this one.</summary>
    public bool Encloses(Interval other) => _isEntire || (other.IsBounded && _lower <= other._lower && other._upper <= _upper);

    /// <summary>
    /// Doubles around the interval: the largest not above the lower end and the smallest not below the upper end.
    /// Infinite where no finite double will do, and (-∞, ∞) for <see cref="Entire"/>.
    /// </summary>
    public (double Lower, double Upper) ToDoubles() => _isEntire
        ? (double.NegativeInfinity, double.PositiveInfinity)
        : (-DoubleAbove(-_lower), DoubleAbove(_upper));

    /// <summary>"[lower, upper]" with exact ends, or "(-∞, ∞)".</summary>
    public override string ToString() => _isEntire ? "(-∞, ∞)" : $"[{_lower}, {_upper}]";

    private static double DoubleAbove(Dyadic value)
    {
        double nearest = (double)value;
        if (double.IsInfinity(nearest))
        {
            return nearest > 0 ? nearest : double.MinValue;
        }

        return Dyadic.FromDouble(nearest) < value ? Math.BitIncrement(nearest) : nearest;
    }

    private static InvalidOperationException NoEnds() => new("The entire line has no ends: ask IsBounded first.");
}
