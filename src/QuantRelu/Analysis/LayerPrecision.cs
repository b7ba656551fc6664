using QuantRelu.Analysis.Ranges;

namespace QuantRelu.Analysis;

/// <summary>
/// The fixed-point format that one layer needs for inputs in [0, 1] with p fraction bits: every value is a multiple of
/// 2^-(p + <see cref="ExtraFractionBits"/>) from <paramref name="Low"/> to <paramref name="High"/>.
/// </summary>
/// <param name="Low">A lower bound of all values of the layer's units.</param>
/// <param name="High">An upper bound.</param>
/// <param name="LowestSum">A lower bound of every sum of some of a unit's terms, its bias among them, connections from equal units counted as one.</param>
/// <param name="HighestSum">An upper bound.</param>
/// <param name="ExtraFractionBits">Bits after the point beyond p, or null when a weight up to here is not dyadic.</param>
public sealed record LayerPrecision(Rational Low, Rational High, Rational LowestSum, Rational HighestSum, int? ExtraFractionBits)
{
    /// <summary>Bits before the point, besides the sign: |v| &lt; 2^IntegerBits for every value v.</summary>
    public int IntegerBits => LayerTally.IntegerBits(new ValueRange(Low, High).Magnitude);

    /// <summary>Bits before the point, besides the sign, of an accumulator of a unit's terms.</summary>
    public int AccumulatorBits => LayerTally.IntegerBits(new ValueRange(LowestSum, HighestSum).Magnitude);

    /// <summary>True when values may be below 0.</summary>
    public bool IsSigned => Low.Sign < 0;
}
