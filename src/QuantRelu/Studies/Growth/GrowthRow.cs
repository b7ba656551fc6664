using System.Numerics;

namespace QuantRelu.Studies.Growth;

/// <summary>
/// One network of a study of growth: its counts, and what they are against the theorem's expressions and the row before. Logarithms are to base 2.
/// </summary>
public sealed record GrowthRow
{
    /// <summary>ε.</summary>
    public required Rational Error { get; init; }

    /// <summary>L = log(1/ε).</summary>
    public required double LogError { get; init; }

    /// <summary>log N, or log T where the topology depends on the target.</summary>
    public required int LogCells { get; init; }

    /// <summary>r, or null where there are no squarers.</summary>
    public int? Teeth { get; init; }

    /// <summary>m, or null where nothing is cached.</summary>
    public int? Nodes { get; init; }

    /// <summary>t.</summary>
    public required int Precision { get; init; }

    /// <summary>Depth, width, units, weights and bits.</summary>
    public required NetworkCounts Counts { get; init; }

    /// <summary>Weights for each grid point, of which there are (N+1)^d, or for each of the T cells.</summary>
    public required double PerPoint { get; init; }

    /// <summary>How many times the depth is the theorem's expression: the constant that O(·) hides, at this ε.</summary>
    public double DepthConstant { get; init; }

    /// <summary>How many times the weights are the theorem's expression.</summary>
    public double WeightConstant { get; init; }

    /// <summary>
    /// θ₁ of equation (6) for each grid point: weights·log λ/((N+1)^d λ log λ·log^{1/(λ-1)+1}(3n2^d/ε)). Equation (7) takes it for a constant.
    /// Null but for Theorem 1.
    /// </summary>
    public double? Theta { get; init; }

    /// <summary>How many times as many weights as the same circuits have with free weights.</summary>
    public double TimesFree { get; init; }

    /// <summary>The quotient of the leading expressions for the same: λL^{1/(λ-1)} for Theorem 1.</summary>
    public double TimesFreeExpected { get; init; }

    /// <summary>The power of L that the depth has grown by since the row before.</summary>
    public double? DepthExponent { get; init; }

    /// <summary>The power of L that the weights for each grid point or cell have grown by since the row before.</summary>
    public double? PointExponent { get; init; }

    /// <summary>The power of 1/ε that all weights have grown by since the row before.</summary>
    public double? ErrorExponent { get; init; }

    /// <summary>The row after another one: the exponents that one sees between the two.</summary>
    internal GrowthRow After(GrowthRow? before) => before is null ? this : this with
    {
        DepthExponent = Math.Log((double)Counts.Depth / before.Counts.Depth) / Math.Log(LogError / before.LogError),
        PointExponent = Math.Log(PerPoint / before.PerPoint) / Math.Log(LogError / before.LogError),
        ErrorExponent = (BigInteger.Log(Counts.Weights) - BigInteger.Log(before.Counts.Weights)) / Math.Log(2) / (LogError - before.LogError),
    };
}
