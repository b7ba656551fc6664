using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification.Regions;

/// <summary>A line u_k = c of a grid.</summary>
internal sealed class GridLine
{
    // More than doubles next to the line, and the boxes around cells, are off by.
    private const double Doubt = 1.0 / (1L << 44);
    private readonly int _axis;
    private readonly double _near;
    private readonly SpaceForm<BigInteger> _form;
    private readonly SpaceForm<long>? _small;

    /// <summary>A line.</summary>
    /// <param name="axis">k, 0 or 1.</param>
    /// <param name="at">c, from 0 to 1.</param>
    public GridLine(int axis, Rational at)
    {
        (_axis, _near) = (axis, (double)at);
        BigInteger p = -at.Numerator, q = at.Denominator;
        _form = axis == 0 ? new(q, 0, 0, p) : new(0, q, 0, p);
        _small = q <= long.MaxValue ? _form.To<long>() : null;
    }

    /// <summary>The parts below and above it; null for one that is not there.</summary>
    public (ConvexCell? Below, ConvexCell? Above) Cut(ConvexCell cell)
    {
        if (cell[_axis].High < _near - Doubt)
        {
            return (cell, null);
        }

        if (cell[_axis].Low > _near + Doubt)
        {
            return (null, cell);
        }

        if ((_small is { } small ? RegionPart.Cut(cell, small) : RegionPart.Cut(cell, _form)) is var (below, above))
        {
            return (below, above);
        }

        return Array.Exists(cell.Vertices, vertex => _form.SignAt(vertex) > 0) ? (null, cell) : (cell, null);
    }
}
