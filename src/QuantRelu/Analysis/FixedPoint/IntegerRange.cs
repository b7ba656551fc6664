using System.Numerics;

namespace QuantRelu.Analysis.FixedPoint;

/// <summary>All integers from <paramref name="Low"/> to <paramref name="High"/>: proved bounds of a value. The default is {0}.</summary>
internal readonly record struct IntegerRange(BigInteger Low, BigInteger High)
{
    /// <summary>The integers in a range of numbers.</summary>
    public static IntegerRange Inside(ValueRange range) => new(-(-range.Low).Floor(), range.High.Floor());

    /// <summary>True when none is below 0.</summary>
    public bool IsUnsigned => Low.Sign >= 0;

    /// <summary>The bits of the narrowest word that holds all of them, in two's complement where some are below 0; at least 1.</summary>
    public int Bits => IsUnsigned ? Math.Max(1, (int)High.GetBitLength()) : 1 + (int)BigInteger.Max(-Low - 1, High).GetBitLength();

    /// <summary>The range of a sum of independent values.</summary>
    public static IntegerRange operator +(IntegerRange a, IntegerRange b) => new(a.Low + b.Low, a.High + b.High);

    /// <summary>The range of a multiple.</summary>
    public static IntegerRange operator *(BigInteger c, IntegerRange a) => c.Sign < 0 ? new(c * a.High, c * a.Low) : new(c * a.Low, c * a.High);

    /// <summary>The integers that are in both, for ranges that are known to meet.</summary>
    public IntegerRange Meet(IntegerRange other) => new(BigInteger.Max(Low, other.Low), BigInteger.Min(High, other.High));

    /// <summary>The range of max(v, 0).</summary>
    public IntegerRange Rectified() => new(BigInteger.Max(Low, 0), BigInteger.Max(High, 0));
}
