namespace QuantRelu.Analysis.Regions;

/// <summary>A segment of a line, from the lower to the upper end.</summary>
internal sealed class Segment(HomogeneousPoint low, HomogeneousPoint high) : ConvexCell([low, high])
{
    /// <inheritdoc/>
    public override int Dimension => 1;

    /// <inheritdoc/>
    public override (ConvexCell Above, ConvexCell Below) Cut<TInteger>(ReadOnlySpan<sbyte> signs, SpaceForm<TInteger> form)
    {
        var zero = HomogeneousPoint.Zero(Vertices[0], Vertices[1], form);
        var (left, right) = (new Segment(Vertices[0], zero), new Segment(zero, Vertices[1]));
        return signs[0] > 0 ? (left, right) : (right, left);
    }

    /// <inheritdoc/>
    public override Rational Measure() => Vertices[1].Coordinate(0) - Vertices[0].Coordinate(0);
}
