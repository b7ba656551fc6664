namespace QuantRelu.Analysis.Regions;

/// <summary>A convex polygon, its vertices counterclockwise.</summary>
internal sealed class Polygon(HomogeneousPoint[] vertices) : ConvexCell(vertices)
{
    /// <inheritdoc/>
    public override int Dimension => 2;

    /// <inheritdoc/>
    public override (ConvexCell Above, ConvexCell Below) Cut<TInteger>(ReadOnlySpan<sbyte> signs, SpaceForm<TInteger> form)
    {
        int count = Vertices.Length;
        var above = new List<HomogeneousPoint>(count + 1);
        var below = new List<HomogeneousPoint>(count + 1);
        for (int i = 0; i < count; i++)
        {
            int next = i + 1 == count ? 0 : i + 1;
            if (signs[i] >= 0)
            {
                above.Add(Vertices[i]);
            }

            if (signs[i] <= 0)
            {
                below.Add(Vertices[i]);
            }

            if (signs[i] * signs[next] < 0)
            {
                var zero = HomogeneousPoint.Zero(Vertices[i], Vertices[next], form);
                above.Add(zero);
                below.Add(zero);
            }
        }

        return (new Polygon([.. above]), new Polygon([.. below]));
    }

    /// <inheritdoc/>
    public override Rational Measure()
    {
        (Rational x, Rational y) = (Vertices[0].Coordinate(0), Vertices[0].Coordinate(1));
        Rational twice = 0;
        for (int i = 1; i + 1 < Vertices.Length; i++)
        {
            twice += ((Vertices[i].Coordinate(0) - x) * (Vertices[i + 1].Coordinate(1) - y))
                - ((Vertices[i].Coordinate(1) - y) * (Vertices[i + 1].Coordinate(0) - x));
        }

        return twice / 2;
    }
}
