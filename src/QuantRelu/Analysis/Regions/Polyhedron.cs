using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>A convex polyhedron: its vertices, and its faces as rings of their numbers.</summary>
internal sealed class Polyhedron(HomogeneousPoint[] vertices, int[][] faces) : ConvexCell(vertices)
{
    /// <summary>The faces: for each the numbers of its vertices in the order of its boundary.</summary>
    public int[][] Faces { get; } = faces;

    /// <inheritdoc/>
    public override int Dimension => 3;

    /// <summary>A box; corner i has the upper end along axis k when bit k of i is set.</summary>
    public static Polyhedron Box(HomogeneousPoint[] corners) =>
        new(corners, [[0, 1, 3, 2], [4, 5, 7, 6], [0, 1, 5, 4], [2, 3, 7, 6], [0, 2, 6, 4], [1, 3, 7, 5]]);

    /// <inheritdoc/>
    public override (ConvexCell Above, ConvexCell Below) Cut<TInteger>(ReadOnlySpan<sbyte> signs, SpaceForm<TInteger> form)
    {
        var above = new PolyhedronPart(Vertices, signs, 1);
        var below = new PolyhedronPart(Vertices, signs, -1);
        var zeros = new List<(int From, int To, HomogeneousPoint Point)>();
        var edges = new List<(int From, int To)>();
        Span<int> onPlane = stackalloc int[2];
        foreach (int[] face in Faces)
        {
            int count = 0;
            for (int i = 0; i < face.Length; i++)
            {
                (int from, int to) = (face[i], face[i + 1 == face.Length ? 0 : i + 1]);
                above.Follow(from);
                below.Follow(from);
                int place = signs[from] == 0 ? from : -1;
                if (signs[from] * signs[to] < 0)
                {
                    place = Vertices.Length + Zero(zeros, from, to, form);
                    above.Follow(place, zeros);
                    below.Follow(place, zeros);
                }

                if (place >= 0)
                {
                    onPlane[count++ & 1] = place;
                }
            }

            above.CloseFace();
            below.CloseFace();
            if (count == 2)
            {
                (int, int) edge = (Math.Min(onPlane[0], onPlane[1]), Math.Max(onPlane[0], onPlane[1]));
                if (!edges.Contains(edge))
                {
                    edges.Add(edge);
                }
            }
        }

        int[] ring = Ring(edges);
        return (above.With(ring, zeros), below.With(ring, zeros));
    }

    /// <inheritdoc/>
    public override Rational Measure()
    {
        Rational[] apex = Place(0);
        Rational six = 0;
        foreach (int[] face in Faces.Where(f => !f.Contains(0)))
        {
            for (int i = 1; i + 1 < face.Length; i++)
            {
                six += Rational.Abs(Determinant(Less(Place(face[0]), apex), Less(Place(face[i]), apex), Less(Place(face[i + 1]), apex)));
            }
        }

        return six / 6;
    }

    // The zero on an edge, which two faces share.
    private int Zero<TInteger>(List<(int From, int To, HomogeneousPoint Point)> zeros, int from, int to, SpaceForm<TInteger> form)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        (from, to) = from < to ? (from, to) : (to, from);
        for (int i = 0; i < zeros.Count; i++)
        {
            if (zeros[i].From == from && zeros[i].To == to)
            {
                return i;
            }
        }

        zeros.Add((from, to, HomogeneousPoint.Zero(Vertices[from], Vertices[to], form)));
        return zeros.Count - 1;
    }

    // The edges of the face between the parts, one after the other.
    private static int[] Ring(List<(int From, int To)> edges)
    {
        var ring = new int[edges.Count];
        (int before, int place) = (-1, edges[0].From);
        for (int i = 0; i < ring.Length; i++)
        {
            ring[i] = place;
            int next = -1;
            foreach ((int from, int to) in edges)
            {
                int other = from == place ? to : to == place ? from : -1;
                if (other >= 0 && other != before && (i > 0 || next < 0))
                {
                    next = other;
                }
            }

            (before, place) = (place, next);
        }

        return ring;
    }

    private static Rational[] Less(Rational[] a, Rational[] b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

    private static Rational Determinant(Rational[] a, Rational[] b, Rational[] c) => (a[0] * ((b[1] * c[2]) - (b[2] * c[1])))
        - (a[1] * ((b[0] * c[2]) - (b[2] * c[0]))) + (a[2] * ((b[0] * c[1]) - (b[1] * c[0])));

    private Rational[] Place(int vertex) => [Vertices[vertex].Coordinate(0), Vertices[vertex].Coordinate(1), Vertices[vertex].Coordinate(2)];
}
