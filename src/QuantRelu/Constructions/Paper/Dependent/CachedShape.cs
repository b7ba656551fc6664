using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Paper;

/// <summary>A cached function γ of Theorem 3: piecewise linear, 0 at 0 and 1, and 2·heights[k-1]/m at k/m.</summary>
/// <param name="Cells">How many of the T cells have it.</param>
/// <param name="Heights">The heights at 1/m, ..., (m-1)/m in steps of 2/m.</param>
public sealed record CachedShape(int Cells, ImmutableArray<int> Heights)
{
    private readonly Sequence<int> _heights = Heights;

    /// <summary>The heights at 1/m, ..., (m-1)/m in steps of 2/m.</summary>
    public ImmutableArray<int> Heights
    {
        get => _heights.Items;
        init => _heights = value;
    }
}
