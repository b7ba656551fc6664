using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>The dyadic cell [i, i + 1]·2^-level of the unit interval.</summary>
internal readonly record struct UnitCell(BigInteger Index, int Level)
{
    /// <summary>The lower end.</summary>
    public Dyadic Low => Dyadic.Create(Index, -Level);

    /// <summary>The upper end.</summary>
    public Dyadic High => Dyadic.Create(Index + 1, -Level);

    /// <summary>The middle.</summary>
    public Dyadic Center => Dyadic.Create((2 * Index) + 1, -Level - 1);

    /// <summary>All its numbers.</summary>
    public Interval Interval => Interval.Create(Low, High);

    /// <summary>The cell by its ends.</summary>
    public Cell Ends => new(new Breakpoint(Index, BigInteger.One << Level), new Breakpoint(Index + 1, BigInteger.One << Level));

    /// <summary>The left half.</summary>
    public UnitCell Left => new(2 * Index, Level + 1);

    /// <summary>The right half.</summary>
    public UnitCell Right => new((2 * Index) + 1, Level + 1);
}
