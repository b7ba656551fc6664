using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>A proved enclosure of max over |k| = j of ess sup |D^k f| on the unit box, for one j.</summary>
/// <param name="Lower">A proved lower bound.</param>
/// <param name="Upper">A proved upper bound, finite.</param>
/// <param name="Derivative">The k of the lower bound.</param>
/// <param name="At">A point of the unit box at which, or in every neighbourhood of which, |D^k f| reaches the lower bound.</param>
/// <param name="IsTight">
/// True when the search ended: the ends are within a hundredth of each other, or of the lower orders' bounds, or have the same power of two
/// above them. False when the limit of work came first; the bounds are proved all the same.
/// </param>
/// <exception cref="ArgumentException">The ends are not 0 ≤ lower ≤ upper &lt; ∞.</exception>
public sealed record DerivativeEnclosure(double Lower, double Upper, MultiIndex Derivative, ImmutableArray<double> At, bool IsTight)
{
    private readonly Sequence<double> _at = At;

    /// <summary>A point of the unit box at which, or in every neighbourhood of which, |D^k f| reaches the lower bound.</summary>
    public ImmutableArray<double> At
    {
        get => _at.Items;
        init => _at = value;
    }

    /// <summary>A proved lower bound.</summary>
    public double Lower { get; } = 0 <= Lower && Lower <= Upper
        ? Lower
        : throw new ArgumentException($"[{Lower}, {Upper}] encloses no norm: 0 ≤ lower ≤ upper is needed.", nameof(Lower));

    /// <summary>A proved upper bound, finite.</summary>
    public double Upper { get; } = double.IsFinite(Upper)
        ? Upper
        : throw new ArgumentException($"[{Lower}, {Upper}] encloses no norm: a finite upper bound is needed.", nameof(Upper));
}

/// <summary>Proved enclosures of the norms of W^{n,∞} on the unit box, for every n up to some order.</summary>
/// <param name="Orders">Order j at position j, as far as they are bounded and the limit of work allows one look at the box.</param>
/// <param name="Boxes">How many boxes were looked at.</param>
/// <param name="Failure">Why there are fewer orders than were asked for, or null.</param>
public sealed record NormEnclosure(ImmutableArray<DerivativeEnclosure> Orders, long Boxes, NormFailure? Failure)
{
    private readonly Sequence<DerivativeEnclosure> _orders = Orders;

    /// <summary>Order j at position j, as far as they are bounded and the limit of work allows one look at the box.</summary>
    public ImmutableArray<DerivativeEnclosure> Orders
    {
        get => _orders.Items;
        init => _orders = value;
    }

    /// <summary>The highest order n that is enclosed; -1 when not even the function itself is.</summary>
    public int Order => Orders.Length - 1;

    /// <summary>The proved lower bound of the norm of W^{n,∞}.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative or above <see cref="Order"/>.</exception>
    public double Lower(int n) => UpTo(n).Max(d => d.Lower);

    /// <summary>The proved upper bound of the norm of W^{n,∞}.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative or above <see cref="Order"/>.</exception>
    public double Upper(int n) => UpTo(n).Max(d => d.Upper);

    /// <summary>The orders 0, ..., n, each with its upper bound as the value.</summary>
    internal SobolevEstimate ToEstimate(int n) =>
        new(NormSource.Proved, [.. UpTo(n).Select(d => new DerivativePeak(d.Upper, d.Derivative, d.At))]);

    private IEnumerable<DerivativeEnclosure> UpTo(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, Order);
        return Orders.Take(n + 1);
    }
}
