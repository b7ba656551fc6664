using QuantRelu.Numerics;

namespace QuantRelu;

/// <summary>
/// A function f given by code, and what the caller knows of it. All of it is in the function's own coordinates x, and must hold wherever f is used: on the
/// domain of its target, and between that and the doubles next to its ends. What is stated is taken at its word; what contradicts itself is refused where
/// that is seen. The code may be called by several threads at once.
/// </summary>
/// <remarks>
/// Values and derivatives make networks; an <see cref="Enclosure"/>, or a <see cref="ValueError"/> with <see cref="DerivativeBounds"/>, makes it possible
/// to certify them. What is proved then holds for every f for which the statements hold.
/// </remarks>
public sealed class DelegateFunction
{
    /// <summary>A function of which there are values only.</summary>
    /// <param name="value">x ↦ f(x).</param>
    public DelegateFunction(Func<double[], double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
    }

    /// <summary>A function with its derivatives.</summary>
    /// <param name="dimension">The number of variables, at least 1.</param>
    /// <param name="derivative">(x, k) ↦ D^k f(x), for |k| from 0, the value, to <paramref name="derivativesUpTo"/>.</param>
    /// <param name="derivativesUpTo">The highest order of derivatives, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension or the order is below 1.</exception>
    public DelegateFunction(int dimension, Func<double[], int[], double> derivative, int derivativesUpTo)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentNullException.ThrowIfNull(derivative);
        ArgumentOutOfRangeException.ThrowIfLessThan(derivativesUpTo, 1);
        Value = x => derivative(x, new int[dimension]);
        Derivative = derivative;
        DerivativesUpTo = derivativesUpTo;
    }

    /// <summary>x ↦ f(x), in doubles.</summary>
    public Func<double[], double> Value { get; }

    /// <summary>(x, k) ↦ D^k f(x), in doubles; null when there are values only.</summary>
    public Func<double[], int[], double>? Derivative { get; }

    /// <summary>The highest order of <see cref="Derivative"/>; 0 when there are values only.</summary>
    public int DerivativesUpTo { get; }

    /// <summary>
    /// e with |<see cref="Value"/>(x) - f(x)| ≤ e for every double x, finite and not negative. When it is not stated, no proof rests on values; they must
    /// still be within 2^-40·max(1, |value|) of the enclosure.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double? ValueError
    {
        get;
        init => field = value is not { } e || (double.IsFinite(e) && e >= 0)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The error of values is finite and not negative.");
    }

    /// <summary>
    /// A function of boxes: an interval that holds f(x) for every x in the box, one interval for each variable, or <see cref="Interval.Entire"/> where it knows
    /// none. Smaller boxes must give smaller intervals for a proof to end. The ends have up to 640 bits; where an end of the domain is not a dyadic number, a
    /// box may reach over it by the rounding of its last bit.
    /// </summary>
    public Func<Interval[], Interval>? Enclosure { get; init; }

    /// <summary>
    /// M_1, M_2, ..., each finite and not negative: along any axis f changes by at most M_1 times the way, its first derivatives by at most M_2 times the way,
    /// and so on, so that |D^k f| ≤ M_j for all |k| = j. The derivatives below the last order are continuous. Empty for none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound is negative or not finite.</exception>
    public ImmutableArray<double> DerivativeBounds
    {
        get;
        init => field = value.IsDefault ? []
            : value.FirstOrDefault(m => !double.IsFinite(m) || m < 0) is var bad && bad.Equals(0.0)
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), bad, "A bound of derivatives is finite and not negative.");
    } = [];

    /// <summary>
    /// The largest n for which networks can be built: derivatives up to n - 1 must be computed, and those of order n computed or bounded. At least 1 with any
    /// bound, 0 when there are values and no bound.
    /// </summary>
    public int Smoothness => DerivativeBounds.Length > DerivativesUpTo ? DerivativesUpTo + 1 : DerivativesUpTo;
}
