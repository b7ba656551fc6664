using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>
/// Whether two convex polygons on one plane have inner points in common: they have none exactly when the line of an edge of one of them separates them.
/// </summary>
internal static class FlatOverlap
{
    /// <summary>Whether they have.</summary>
    public static bool Of(CellFace a, CellFace b)
    {
        // Seen along an axis that the plane does not contain.
        int axis = !a.Plane.X.IsZero ? 0 : !a.Plane.Y.IsZero ? 1 : 2;
        return !Separates(a.Vertices, b.Vertices, axis) && !Separates(b.Vertices, a.Vertices, axis);
    }

    private static bool Separates(HomogeneousPoint[] polygon, HomogeneousPoint[] other, int axis)
    {
        for (int i = 0; i < polygon.Length; i++)
        {
            SpaceForm<BigInteger> line = Line(polygon[i], polygon[(i + 1) % polygon.Length], axis);
            int own = polygon.Sum(line.SignAt) > 0 ? 1 : -1;
            if (other.All(v => line.SignAt(v) * own <= 0))
            {
                return true;
            }
        }

        return false;
    }

    // The plane through two points that is parallel to the axis.
    private static SpaceForm<BigInteger> Line(HomogeneousPoint from, HomogeneousPoint to, int axis)
    {
        SpaceForm<BigInteger> p = from.Exact, q = to.Exact;
        (BigInteger p1, BigInteger p2) = axis == 0 ? (p.Y, p.Z) : axis == 1 ? (p.X, p.Z) : (p.X, p.Y);
        (BigInteger q1, BigInteger q2) = axis == 0 ? (q.Y, q.Z) : axis == 1 ? (q.X, q.Z) : (q.X, q.Y);
        BigInteger first = (p2 * q.One) - (p.One * q2), second = (p.One * q1) - (p1 * q.One), one = (p1 * q2) - (p2 * q1);
        return axis == 0 ? new(0, first, second, one) : axis == 1 ? new(first, 0, second, one) : new(first, second, 0, one);
    }
}
