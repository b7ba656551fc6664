using System.Numerics;

namespace QuantRelu.Analysis.FixedPoint;

/// <summary>
/// A row over integers, R = Σ c_j V_j + B, and the value that it makes: max(R, 0), or R where that is proved to be the same or is not wanted.
/// </summary>
/// <param name="Terms">The values j that it reads, ascending, and c_j ≠ 0.</param>
/// <param name="Constant">B.</param>
/// <param name="IsRectified">Whether the value is max(R, 0).</param>
/// <param name="Sum">Where R is.</param>
internal sealed record FixedPointRow(IReadOnlyList<(int Value, BigInteger Coefficient)> Terms, BigInteger Constant, bool IsRectified, IntegerRange Sum)
{
    /// <summary>Where the value is.</summary>
    public IntegerRange Range => IsRectified ? Sum.Rectified() : Sum;
}
