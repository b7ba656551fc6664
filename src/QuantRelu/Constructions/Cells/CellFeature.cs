using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Cells;

/// <summary>How a feature is made.</summary>
internal enum FeatureKind
{
    /// <summary>u_i = (a_i + 1)/2, exact.</summary>
    Linear,

    /// <summary>a_i² + κ + q/2, a square.</summary>
    Square,

    /// <summary>((a_i + a_j)/2)² + κ + q/2, a square.</summary>
    Mixed,

    /// <summary>The square of another feature, + κ + q/2.</summary>
    SquareOf,

    /// <summary>The product of two other features.</summary>
    Product,
}

/// <summary>
/// One function φ ≥ 0 of the local coordinates a in [-1, 1]^d of a cell, which all cells of a class share: β·φ is added up from the planes of β.
/// A factor that may exceed 1 is halved before it is multiplied.
/// </summary>
/// <param name="Index">k: a^k is the monomial that φ adds to those of the features before it.</param>
/// <param name="Kind">How it is made.</param>
/// <param name="Axes">The axes it depends on, ascending.</param>
/// <param name="Polynomial">What it stands for, exactly.</param>
internal sealed record CellFeature(MultiIndex Index, FeatureKind Kind, ImmutableArray<int> Axes, LocalPolynomial Polynomial)
{
    private readonly Sequence<int> _axes = Axes;

    /// <summary>The axes it depends on, ascending.</summary>
    public ImmutableArray<int> Axes
    {
        get => _axes.Items;
        init => _axes = value;
    }

    /// <summary>Of a square or a product: the number of the first factor.</summary>
    public int First { get; init; } = -1;

    /// <summary>Of a product: the number of the second factor.</summary>
    public int Second { get; init; } = -1;

    /// <summary>The greatest value that it is made to have anywhere.</summary>
    public double Top { get; init; } = 1;

    /// <summary>The most by which what is made differs from the polynomial.</summary>
    public double Error { get; init; }

    /// <summary>|k|.</summary>
    public int Degree => Index.Total;

    /// <summary>True when it is halved to be a factor.</summary>
    public bool IsHalvedAsFactor => Top > 1;
}
