using QuantRelu.Analysis.Regions;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.Regions;

/// <summary>
/// A table on a grid. A part of a region is cut by the lines of the grid; on what lies in one cell the network is affine and the target bilinear, so that their
/// difference D has no extremum inside, where its Hessian is indefinite or 0, and on an edge is a quadratic polynomial: the greatest |D| is at a vertex, or
/// where D' = 0 on an edge. All of it is rational, and found exactly where doubles do not tell that it does not matter. Ours.
/// </summary>
/// <remarks>
/// On the edge from P to Q, D(P + t(Q - P)) = D(P) + t(D(Q) - D(P) - q) + t²q with q = E (Q_u - P_u)(Q_v - P_v), E the coefficient of uv. D' = 0 at
/// t = (1 - (D(Q) - D(P))/q)/2, which is inside the edge when |D(Q) - D(P)| &lt; |q|, and D is D(P) - t²q there.
/// </remarks>
internal sealed class GridRegionTarget : RegionTarget
{
    private readonly GridCells _cells;
    private readonly GridLine[][] _lines;

    /// <summary>The target on the unit square.</summary>
    public GridRegionTarget(GridCells cells)
    {
        _cells = cells;
        _lines = [Lines(0), Lines(1)];
    }

    /// <inheritdoc/>
    public override bool IsExact => true;

    /// <inheritdoc/>
    public override PartBounds Bound(ConvexCell cell, RegionMap map, double blur, double known)
    {
        double upper = 0;
        PartPeak? peak = null;
        foreach ((int i, ConvexCell strip) in Cut(cell, 0))
        {
            foreach ((int j, ConvexCell part) in Cut(strip, 1))
            {
                Bilinear target = _cells[i, j];
                double near = Near(part, map, target, blur);
                if (near <= Math.Max(known, peak is null ? 0 : DirectedRounding.Down(peak.Difference)))
                {
                    upper = Math.Max(upper, near);
                }
                else if (Greatest(part, map, target) is var found && !(found.Difference <= peak?.Difference))
                {
                    peak = found;
                }
            }
        }

        return PartBounds.Exactly(upper, peak);
    }

    private GridLine[] Lines(int axis) => [.. _cells.Along(axis).ToArray()[1..^1].Select(end => new GridLine(axis, end))];

    // The parts between two lines each, and which these are.
    private IEnumerable<(int Cell, ConvexCell Part)> Cut(ConvexCell cell, int axis)
    {
        GridLine[] lines = _lines[axis];
        ConvexCell? rest = cell;
        for (int i = _cells.CellNear(axis, cell[axis].Low); rest is not null; i++)
        {
            (ConvexCell? below, rest) = i < lines.Length ? lines[i].Cut(rest) : (rest, null);
            if (below is not null)
            {
                yield return (i, below);
            }
        }
    }

    // An upper bound in doubles.
    private static double Near(ConvexCell part, RegionMap map, Bilinear target, double blur)
    {
        int count = part.Vertices.Length;
        Span<double> differences = count <= 64 ? stackalloc double[count] : new double[count];
        double doubt = 0, greatest = 0;
        for (int i = 0; i < count; i++)
        {
            HomogeneousPoint vertex = part.Vertices[i];
            (double network, double off) = map.At(vertex, blur);
            (double value, double size) = target.Near(vertex.NearX, vertex.NearY);
            differences[i] = value - network;
            doubt = Math.Max(doubt, off + (Rounding * (size + Math.Abs(network))));
            greatest = Math.Max(greatest, Math.Abs(differences[i]));
        }

        for (int i = 0; i < count; i++)
        {
            int next = i + 1 == count ? 0 : i + 1;
            HomogeneousPoint p = part.Vertices[i], q = part.Vertices[next];
            double bend = target.NearTwist * (q.NearX - p.NearX) * (q.NearY - p.NearY), rise = differences[next] - differences[i];
            if (Math.Abs(rise) < Math.Abs(bend))
            {
                double t = (1 - (rise / bend)) / 2;
                greatest = Math.Max(greatest, Math.Abs(differences[i] - (t * t * bend)));
            }

            // The coordinates that the bend is made of are rounded.
            doubt = Math.Max(doubt, Rounding * Math.Abs(target.NearTwist));
        }

        double upper = ((greatest + (4 * doubt)) * (1 + Rounding)) + Tiny;
        return double.IsFinite(upper) ? upper : double.PositiveInfinity;
    }

    private static PartPeak Greatest(ConvexCell part, RegionMap map, Bilinear target)
    {
        (Rational U, Rational V)[] at = [.. part.Vertices.Select(v => (v.Coordinate(0), v.Coordinate(1)))];
        Rational[] differences = [.. part.Vertices.Select((v, i) => target.At(at[i].U, at[i].V) - map.ExactlyAt(v))];
        var peak = new PartPeak(Rational.Abs(differences[0]), [at[0].U, at[0].V]);
        for (int i = 0; i < at.Length; i++)
        {
            int next = i + 1 == at.Length ? 0 : i + 1;
            peak = peak.Or(differences[next], at[next]);
            (Rational du, Rational dv) = (at[next].U - at[i].U, at[next].V - at[i].V);
            Rational bend = target.Twist * du * dv, rise = differences[next] - differences[i];
            if (Rational.Abs(rise) < Rational.Abs(bend))
            {
                Rational t = (1 - (rise / bend)) / 2;
                peak = peak.Or(differences[i] - (t * t * bend), (at[i].U + (t * du), at[i].V + (t * dv)));
            }
        }

        return peak;
    }
}
