using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>A convex polytope with inner points, by its exact vertices: a segment, a polygon or a polyhedron. Immutable.</summary>
internal abstract class ConvexCell
{
    // Covers that doubles are next to the vertices: 2^-51 of them, and what the middle is rounded by.
    private const double Doubt = 1.0 / (1L << 49);

    /// <summary>A cell with given vertices.</summary>
    protected ConvexCell(HomogeneousPoint[] vertices)
    {
        Vertices = vertices;
        (double low, double high) x = (double.PositiveInfinity, double.NegativeInfinity), y = x, z = x;
        foreach (HomogeneousPoint v in vertices)
        {
            x = (Math.Min(x.low, v.NearX), Math.Max(x.high, v.NearX));
            y = (Math.Min(y.low, v.NearY), Math.Max(y.high, v.NearY));
            z = (Math.Min(z.low, v.NearZ), Math.Max(z.high, v.NearZ));
        }

        (X, Y, Z) = (Side.Of(x.low, x.high), Side.Of(y.low, y.high), Side.Of(z.low, z.high));
    }

    /// <summary>The vertices; of a polygon in the order of its boundary.</summary>
    public HomogeneousPoint[] Vertices { get; }

    /// <summary>d.</summary>
    public abstract int Dimension { get; }

    /// <summary>A box around the cell: its first side.</summary>
    public Side X { get; }

    /// <summary>Its second side; 0 where there is none.</summary>
    public Side Y { get; }

    /// <summary>Its third side; 0 where there is none.</summary>
    public Side Z { get; }

    /// <summary>A side of the box around the cell.</summary>
    public Side this[int axis] => axis == 0 ? X : axis == 1 ? Y : Z;

    /// <summary>The box with given sides, at most three.</summary>
    public static ConvexCell Box(ReadOnlySpan<(Rational Low, Rational High)> sides)
    {
        int count = 1 << sides.Length;
        var corners = new HomogeneousPoint[count];
        Span<Rational> corner = new Rational[sides.Length];
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < corner.Length; k++)
            {
                corner[k] = ((i >> k) & 1) == 0 ? sides[k].Low : sides[k].High;
            }

            corners[i] = HomogeneousPoint.Of(corner);
        }

        return sides.Length switch
        {
            1 => new Segment(corners[0], corners[1]),
            2 => new Polygon([corners[0], corners[1], corners[3], corners[2]]),
            _ => Polyhedron.Box(corners),
        };
    }

    /// <summary>The parts on which a form is at least 0, and at most 0; it has both signs on the cell.</summary>
    /// <param name="signs">The form's sign at each vertex.</param>
    /// <param name="form">The form.</param>
    public abstract (ConvexCell Above, ConvexCell Below) Cut<TInteger>(ReadOnlySpan<sbyte> signs, SpaceForm<TInteger> form)
        where TInteger : struct, IBinaryInteger<TInteger>;

    /// <summary>The length, area or volume.</summary>
    public abstract Rational Measure();

    /// <summary>{ c + h s : |s| ≤ 1 } around all coordinates of the exact vertices along an axis.</summary>
    internal readonly record struct Side(double Center, double Half)
    {
        /// <summary>The lower end.</summary>
        public double Low => Center - Half;

        /// <summary>The upper end.</summary>
        public double High => Center + Half;

        /// <summary>Around the coordinates that doubles between two are next to.</summary>
        public static Side Of(double low, double high)
        {
            double center = low + ((high - low) / 2);
            return new Side(center, ((high - low) / 2) + (Doubt * (Math.Abs(low) + Math.Abs(high))));
        }
    }
}
