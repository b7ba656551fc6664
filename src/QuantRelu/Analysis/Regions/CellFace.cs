using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>A face of a cell: an end, an edge, or a polygon, and the point, line or plane that it lies on.</summary>
/// <param name="Plane">The form that is 0 there, its integers without a common divisor and its first one positive.</param>
/// <param name="Vertices">The vertices in the order of the boundary.</param>
internal readonly record struct CellFace(SpaceForm<BigInteger> Plane, HomogeneousPoint[] Vertices)
{
    /// <summary>The faces of a cell.</summary>
    public static IEnumerable<CellFace> Of(ConvexCell cell) => cell switch
    {
        Polyhedron solid => solid.Faces.Select(f => Through([.. f.Select(v => solid.Vertices[v])])),
        Polygon => cell.Vertices.Select((v, i) => Through([v, cell.Vertices[(i + 1) % cell.Vertices.Length]])),
        _ => cell.Vertices.Select(v => Through([v])),
    };

    /// <summary>
    /// Forms with integer coefficients whose half spaces, form ≥ 0, have exactly the cell in common: one for each face, which is 0 there. A convex polytope
    /// with inner points is the intersection of the half spaces of its faces.
    /// </summary>
    public static IEnumerable<SpaceForm<BigInteger>> HalfSpaces(ConvexCell cell) =>
        Of(cell).Select(face => SideOf(cell, face) > 0 ? face.Plane : default(SpaceForm<BigInteger>) - face.Plane);

    /// <summary>1 when a cell is where the form of a face's plane is positive, else -1.</summary>
    public static int SideOf(ConvexCell cell, CellFace face) => cell.Vertices.Select(face.Plane.SignAt).First(sign => sign != 0);

    private static CellFace Through(HomogeneousPoint[] vertices)
    {
        SpaceForm<BigInteger> a = vertices[0].Exact;
        if (vertices.Length == 1)
        {
            return new CellFace(Primitive(a.One, 0, 0, -a.X), vertices);
        }

        SpaceForm<BigInteger> b = vertices[1].Exact;
        if (vertices.Length == 2)
        {
            return new CellFace(
                Primitive((a.Y * b.One) - (a.One * b.Y), (a.One * b.X) - (a.X * b.One), 0, (a.X * b.Y) - (a.Y * b.X)), vertices);
        }

        // Three vertices of a convex ring are never on one line.
        SpaceForm<BigInteger> c = vertices[2].Exact;
        return new CellFace(
            Primitive(
                Determinant((a.Y, a.Z, a.One), (b.Y, b.Z, b.One), (c.Y, c.Z, c.One)),
                -Determinant((a.X, a.Z, a.One), (b.X, b.Z, b.One), (c.X, c.Z, c.One)),
                Determinant((a.X, a.Y, a.One), (b.X, b.Y, b.One), (c.X, c.Y, c.One)),
                -Determinant((a.X, a.Y, a.Z), (b.X, b.Y, b.Z), (c.X, c.Y, c.Z))),
            vertices);
    }

    private static BigInteger Determinant(
        (BigInteger X, BigInteger Y, BigInteger Z) a, (BigInteger X, BigInteger Y, BigInteger Z) b, (BigInteger X, BigInteger Y, BigInteger Z) c) =>
        (a.X * ((b.Y * c.Z) - (b.Z * c.Y))) - (a.Y * ((b.X * c.Z) - (b.Z * c.X))) + (a.Z * ((b.X * c.Y) - (b.Y * c.X)));

    private static SpaceForm<BigInteger> Primitive(BigInteger x, BigInteger y, BigInteger z, BigInteger one)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(BigInteger.GreatestCommonDivisor(x, y), BigInteger.GreatestCommonDivisor(z, one));
        int sign = !x.IsZero ? x.Sign : !y.IsZero ? y.Sign : z.Sign;
        divisor *= sign;
        return new(x / divisor, y / divisor, z / divisor, one / divisor);
    }
}
