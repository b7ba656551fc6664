using QuantRelu.Circuits;

namespace QuantRelu.Constructions.Cells;

/// <summary>Units that add up to 2^log times a value.</summary>
/// <param name="Units">The units.</param>
/// <param name="Log">The binary logarithm of their scale.</param>
internal readonly record struct ScaledUnits(LinearForm[] Units, int Log)
{
    /// <summary>Their sum.</summary>
    public LinearForm Sum => LinearForm.Sum(Units);
}
