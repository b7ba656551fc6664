using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Evaluation.Exact;

/// <summary>Collects the segments on which a network with one input is affine, and its slopes and constants, which must be doubles exactly.</summary>
/// <param name="scale">The network is the form that is visited over this.</param>
internal sealed class PieceCollector(Rational scale) : IRegionVisitor
{
    /// <summary>The segments that have doubles in them: each one's least double, slope and constant.</summary>
    public List<(double Low, double Slope, double Constant)> Pieces { get; } = [];

    /// <summary>True as long as every slope and constant was a double.</summary>
    public bool AreDoubles { get; private set; } = true;

    /// <inheritdoc/>
    public void Visit<TInteger>(ConvexCell cell, SpaceForm<TInteger> map)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        if (!AreDoubles)
        {
            return;
        }

        double a = Above(cell.Vertices[0].Coordinate(0)), b = Above(cell.Vertices[1].Coordinate(0));
        AreDoubles = ExactQuotient.IsDouble(map.X, scale, out double slope) & ExactQuotient.IsDouble(map.One, scale, out double constant);
        if (a != b || a == 1)
        {
            Pieces.Add((Math.Min(a, b), slope, constant));
        }
    }

    private static double Above(Rational place)
    {
        double near = (double)place;
        return Dyadic.FromDouble(near) < place ? Math.BitIncrement(near) : near;
    }
}
