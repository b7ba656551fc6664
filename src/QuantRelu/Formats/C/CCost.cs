using System.Numerics;

namespace QuantRelu.Formats.C;

/// <summary>What one evaluation costs, counted on the code: operations on values, not those of loops and addresses.</summary>
/// <param name="Multiplications">Of two values.</param>
/// <param name="Additions">Additions, subtractions and changes of sign.</param>
/// <param name="Shifts">Shifts and masks.</param>
/// <param name="Comparisons">Comparisons with a constant.</param>
/// <param name="DataBytes">The bytes of constant tables.</param>
public sealed record CCost(BigInteger Multiplications, BigInteger Additions, BigInteger Shifts, BigInteger Comparisons, BigInteger DataBytes)
{
    /// <summary>All operations.</summary>
    public BigInteger Operations => Multiplications + Additions + Shifts + Comparisons;
}
