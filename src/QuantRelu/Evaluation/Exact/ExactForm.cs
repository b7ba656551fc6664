using QuantRelu.Analysis;

namespace QuantRelu.Evaluation.Exact;

/// <summary>
/// A network written otherwise, so that it takes less: with the exact value at all points whose coordinates are in <see cref="Grid"/>, where every other
/// way to evaluate it in doubles gives the exact value as well.
/// </summary>
/// <param name="grid">The coordinates for which it may be used.</param>
internal abstract class ExactForm(DyadicGrid grid)
{
    /// <summary>The coordinates for which it may be used.</summary>
    public DyadicGrid Grid { get; } = grid;

    /// <summary>A form for more coordinates that takes longer, if there is one.</summary>
    public virtual ExactForm? Wider => null;

    /// <summary>The value at a point of the grid.</summary>
    public abstract double At(ReadOnlySpan<double> point);

    /// <summary>The values at some points of the grid, point by point.</summary>
    public abstract void At(ReadOnlySpan<double> points, Span<double> results);

    /// <summary>The best form of a network but for <see cref="PlaneTable"/>; null where there is none, or finding it would take too long.</summary>
    /// <param name="network">The network.</param>
    /// <param name="precision">What is known of its values.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public static ExactForm? Of(Network network, PrecisionAnalysis precision, CancellationToken cancellationToken = default)
    {
        int bits = Math.Min(precision.ExactFractionBits, DyadicGrid.MostBits);
        return bits < 0 || !network.Outputs.IsOne ? null
            : (network.Inputs == 1 ? PieceTable.Of(network, bits, cancellationToken) : null)
                ?? (ExactForm?)RowForm.Of(network, bits, cancellationToken);
    }
}
