using QuantRelu.Certification.SeveralDimensions;

namespace QuantRelu.Certification.Grids;

/// <summary>A cell low ≤ u ≤ high of a grid, on which the network is Σ w_i g_i + constant with the functions g_i of its class.</summary>
/// <param name="Class">The number of its class.</param>
/// <param name="Low">The lower ends.</param>
/// <param name="High">The upper ends.</param>
/// <param name="Weights">w_i.</param>
/// <param name="Constant">The constant.</param>
internal sealed record GridCell(int Class, Rational[] Low, Rational[] High, Weight[] Weights, Weight Constant);

/// <summary>The numbers of the terms that act on a cell, ascending.</summary>
internal sealed class GridClassKey(int[] terms) : IEquatable<GridClassKey>
{
    /// <summary>The numbers.</summary>
    public int[] Terms { get; } = terms;

    /// <inheritdoc/>
    public bool Equals(GridClassKey? other) => other is not null && Terms.AsSpan().SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GridClassKey);

    /// <inheritdoc/>
    public override int GetHashCode() => Terms.Aggregate(Terms.Length, HashCode.Combine);
}
