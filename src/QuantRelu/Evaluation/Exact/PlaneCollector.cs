using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Evaluation.Exact;

/// <summary>Collects the polygons on which a network with two inputs is affine, and its affine functions, whose coefficients must be doubles exactly.</summary>
/// <param name="scale">The network is the form that is visited over this.</param>
internal sealed class PlaneCollector(Rational scale) : IRegionVisitor
{
    /// <summary>The polygons.</summary>
    public List<PlanePart> Parts { get; } = [];

    /// <summary>True as long as every coefficient was a double.</summary>
    public bool AreDoubles { get; private set; } = true;

    /// <inheritdoc/>
    public void Visit<TInteger>(ConvexCell cell, SpaceForm<TInteger> map)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        AreDoubles = AreDoubles && ExactQuotient.IsDouble(map.X, scale, out double x) & ExactQuotient.IsDouble(map.Y, scale, out double y)
            & ExactQuotient.IsDouble(map.One, scale, out double one) && Add(cell, new PlaneMap(x, y, one));
    }

    private bool Add(ConvexCell cell, PlaneMap map)
    {
        Parts.Add(new PlanePart(cell, map));
        return true;
    }
}
