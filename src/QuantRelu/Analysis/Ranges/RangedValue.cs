using QuantRelu.Analysis.Functions;
namespace QuantRelu.Analysis.Ranges;

/// <summary>
/// What is known of a value: it lies in <paramref name="Range"/>, it is as fine as <paramref name="Bits"/>, and, unless it is a constant, it is
/// <paramref name="Shape"/>, as a function of number <paramref name="Root"/>, plus something in <paramref name="Band"/>.
/// </summary>
internal sealed record RangedValue(ValueRange Range, FractionBits Bits, int Root = RangedValue.NoRoot, PiecewiseLinear? Shape = null, ValueRange Band = default)
{
    /// <summary>The root of a constant.</summary>
    public const int NoRoot = -1;

    /// <summary>True when the shape says everything.</summary>
    public bool IsExact => Band == default;

    /// <summary>True for the root times a number plus a number.</summary>
    public bool IsLinear => IsExact && Shape is { IsStraight: true };
}
