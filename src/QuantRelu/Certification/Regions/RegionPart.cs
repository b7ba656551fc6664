using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification.Regions;

/// <summary>A part of a region, and what is proved on it.</summary>
/// <param name="Cell">The part.</param>
/// <param name="Map">The network there.</param>
/// <param name="Target">The target there.</param>
/// <param name="Level">How often it was halved.</param>
/// <param name="Bounds">What is proved.</param>
internal sealed record RegionPart(ConvexCell Cell, RegionMap Map, RegionTarget Target, int Level, PartBounds Bounds)
{
    private const int MostLevels = 200;

    // Halves are cut at multiples of a power of two next to the middle, so that new vertices have few bits.
    private const int ExtraBits = 4;
    private const int MostBits = 58;

    /// <summary>True when the part is tiny.</summary>
    public bool IsHopeless => Level >= MostLevels || Widest().Half < 1.0 / (1L << (MostBits - 10));

    /// <summary>True when what is between the bounds is rounding, which smaller parts would not lessen.</summary>
    public bool IsExhausted => Bounds.Upper - Bounds.Lower <= 2 * Bounds.Noise || IsHopeless;

    /// <summary>A double next to the u at which the lower bound is attained.</summary>
    public double[] LowerAt => Bounds.Peak is { } peak
        ? [.. peak.At.Select(u => (double)u)]
        : [.. Enumerable.Range(0, Cell.Dimension).Select(k => Math.Clamp(Near(k), 0, 1))];

    /// <summary>The middle of the box around it.</summary>
    public double[] Middle => [.. Enumerable.Range(0, Cell.Dimension).Select(k => Cell[k].Center)];

    /// <summary>The u at which the lower bound is attained.</summary>
    public Rational[] PointOfLower => Bounds.Peak is { } peak ? peak.At : [.. Enumerable.Range(0, Cell.Dimension).Select(k => Bounds.Place >= 0
        ? Cell.Vertices[Bounds.Place].Coordinate(k)
        : Cell.Vertices.Select(v => v.Coordinate(k)).Aggregate((a, b) => a + b) / Cell.Vertices.Length)];

    /// <summary>The network at a point of the part.</summary>
    public Rational ExactlyAt(Rational[] u) => Map.ExactlyAt(HomogeneousPoint.Of(u));

    /// <summary>The two halves across the widest side; null when it cannot be told apart where they meet.</summary>
    public (ConvexCell Low, ConvexCell High)? Halves()
    {
        (int axis, double half) = Widest();
        int bits = Math.Clamp((int)Math.Ceiling(-Math.Log2(2 * half)) + ExtraBits, ExtraBits, MostBits);
        long places = 1L << bits, at = -(long)Math.Round(Math.ScaleB(Cell[axis].Center, bits));
        SpaceForm<long> form = axis == 0 ? new(places, 0, 0, at) : axis == 1 ? new(0, places, 0, at) : new(0, 0, places, at);
        return Cut(Cell, form);
    }

    /// <summary>The parts below and above the zeros of a form; null when it has one sign.</summary>
    public static (ConvexCell Below, ConvexCell Above)? Cut<TInteger>(ConvexCell cell, SpaceForm<TInteger> form)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        Span<sbyte> signs = cell.Vertices.Length <= 64 ? stackalloc sbyte[cell.Vertices.Length] : new sbyte[cell.Vertices.Length];
        (bool above, bool below) = (false, false);
        for (int i = 0; i < signs.Length; i++)
        {
            int sign = form.SignAt(cell.Vertices[i]);
            signs[i] = (sbyte)sign;
            above |= sign > 0;
            below |= sign < 0;
        }

        if (!above || !below)
        {
            return null;
        }

        (ConvexCell high, ConvexCell low) = cell.Cut(signs, form);
        return (low, high);
    }

    private double Near(int axis) => Bounds.Place >= 0 ? Cell.Vertices[Bounds.Place].Near(axis) : Cell.Vertices.Average(v => v.Near(axis));

    private (int Axis, double Half) Widest()
    {
        int axis = 0;
        for (int k = 1; k < Cell.Dimension; k++)
        {
            axis = Cell[k].Half > Cell[axis].Half ? k : axis;
        }

        return (axis, Cell[axis].Half);
    }
}
