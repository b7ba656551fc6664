using System.Globalization;
using QuantRelu.Numerics;

namespace QuantRelu.Analysis;

/// <summary>What the regions of a network on a box tell of it, exactly.</summary>
/// <param name="ConvexRegions">The convex regions into which <see cref="LinearRegions"/> cuts the box.</param>
/// <param name="Minimum">The least value on the box.</param>
/// <param name="MinimumAt">A point where it is attained.</param>
/// <param name="Maximum">The greatest value on the box.</param>
/// <param name="MaximumAt">A point where it is attained.</param>
/// <param name="GreatestSlope">
/// The greatest |∂N/∂x_k| of all k and points: the least L with |N(x) - N(y)| ≤ L Σ_k |x_k - y_k| on the box.
/// </param>
/// <param name="SquaredLipschitz">
/// The greatest Σ_k (∂N/∂x_k)²: the square of the least L with |N(x) - N(y)| ≤ L ‖x - y‖_2 on the box. The root may be irrational.
/// </param>
public sealed record RegionSummary(
    long ConvexRegions, Rational Minimum, ImmutableArray<Rational> MinimumAt, Rational Maximum, ImmutableArray<Rational> MaximumAt, Rational GreatestSlope,
    Rational SquaredLipschitz)
{
    private readonly Sequence<Rational> _minimumAt = MinimumAt;
    private readonly Sequence<Rational> _maximumAt = MaximumAt;

    /// <summary>A point where the least value is attained.</summary>
    public ImmutableArray<Rational> MinimumAt
    {
        get => _minimumAt.Items;
        init => _minimumAt = value;
    }

    /// <summary>A point where the greatest value is attained.</summary>
    public ImmutableArray<Rational> MaximumAt
    {
        get => _maximumAt.Items;
        init => _maximumAt = value;
    }

    /// <summary>The square root of <see cref="SquaredLipschitz"/> as a double next to it.</summary>
    public double LipschitzConstant => Math.Sqrt((double)SquaredLipschitz);

    /// <summary>The regions, the range with its points, and the slopes: "4 convex regions; from 0 at (0) to 1 at (1); slopes at most 7/4".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{ConvexRegions:N0} convex regions; from {Minimum} at ({Point(MinimumAt)}) to {Maximum} at ({Point(MaximumAt)}); slopes at most {GreatestSlope}");

    private static string Point(ImmutableArray<Rational> at) => string.Join(", ", at);
}
