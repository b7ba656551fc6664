using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>
/// How much two faces on one plane have in common, seen along an axis that the plane does not contain: areas, or lengths of edges on one line, in one
/// proportion to the true ones. Exact: one polygon is cut by the lines of the edges of the other.
/// </summary>
internal static class FlatOverlap
{
    /// <summary>The measure of the common part; 1 for two ends at one point.</summary>
    public static Rational Measure(CellFace a, CellFace b)
    {
        if (a.Vertices.Length == 1)
        {
            return 1;
        }

        if (a.Vertices.Length == 2)
        {
            int along = a.Plane.Y.IsZero ? 1 : 0;
            ((HomogeneousPoint Low, HomogeneousPoint High) p, (HomogeneousPoint Low, HomogeneousPoint High) q) = (Ordered(a, along), Ordered(b, along));
            HomogeneousPoint low = HomogeneousPoint.Compare(p.Low, q.Low, along) >= 0 ? p.Low : q.Low;
            HomogeneousPoint high = HomogeneousPoint.Compare(p.High, q.High, along) <= 0 ? p.High : q.High;
            return HomogeneousPoint.Compare(low, high, along) < 0 ? high.Coordinate(along) - low.Coordinate(along) : 0;
        }

        int axis = !a.Plane.X.IsZero ? 0 : !a.Plane.Y.IsZero ? 1 : 2;
        List<HomogeneousPoint> common = [.. a.Vertices];
        for (int i = 0; i < b.Vertices.Length && common.Count > 2; i++)
        {
            SpaceForm<BigInteger> line = Line(b.Vertices[i], b.Vertices[(i + 1) % b.Vertices.Length], axis);
            common = Part(common, line, b.Vertices.Sum(line.SignAt) > 0 ? 1 : -1);
        }

        return Area(common, axis);
    }

    private static (HomogeneousPoint Low, HomogeneousPoint High) Ordered(CellFace edge, int axis) =>
        HomogeneousPoint.Compare(edge.Vertices[0], edge.Vertices[1], axis) < 0 ? (edge.Vertices[0], edge.Vertices[1]) : (edge.Vertices[1], edge.Vertices[0]);

    // Of a polygon, where the form has a sign or is 0.
    private static List<HomogeneousPoint> Part(List<HomogeneousPoint> polygon, SpaceForm<BigInteger> form, int sign)
    {
        var part = new List<HomogeneousPoint>(polygon.Count + 1);
        int[] signs = [.. polygon.Select(v => form.SignAt(v) * sign)];
        for (int i = 0; i < signs.Length; i++)
        {
            int next = (i + 1) % signs.Length;
            if (signs[i] >= 0)
            {
                part.Add(polygon[i]);
            }

            if (signs[i] * signs[next] < 0)
            {
                part.Add(HomogeneousPoint.Zero(polygon[i], polygon[next], form));
            }
        }

        return part;
    }

    private static Rational Area(List<HomogeneousPoint> polygon, int axis)
    {
        (int first, int second) = (axis == 0 ? 1 : 0, axis == 2 ? 1 : 2);
        Rational twice = 0;
        for (int i = 1; i + 1 < polygon.Count; i++)
        {
            twice += (Step(i, first) * Step(i + 1, second)) - (Step(i, second) * Step(i + 1, first));
        }

        return Rational.Abs(twice) / 2;

        Rational Step(int i, int along) => polygon[i].Coordinate(along) - polygon[0].Coordinate(along);
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
