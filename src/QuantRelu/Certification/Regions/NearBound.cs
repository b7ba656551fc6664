using System.Numerics;
using QuantRelu.Analysis.Regions;
using QuantRelu.Numerics;

namespace QuantRelu.Certification.Regions;

/// <summary>Bounds |network - target| from above where the network is known to be near to an affine function.</summary>
/// <param name="Map">The affine function.</param>
/// <param name="Off">How far the network is from it at most.</param>
/// <param name="Search">What is known.</param>
/// <param name="IsBounded">True to end at the first piece that may matter.</param>
internal record struct NearBound(RegionMap Map, double Off, RegionSearch Search, bool IsBounded) : IPieceAction
{
    /// <summary>The bound where scale times the network is within a radius of a form.</summary>
    public static NearBound Of<TInteger>(SpaceForm<TInteger> form, Rational scale, double radius, RegionSearch search, bool isBounded)
        where TInteger : struct, IBinaryInteger<TInteger> =>
        new(RegionMap.Of(form, scale, (double)scale), Math.BitIncrement(radius / DirectedRounding.Down(scale)), search, isBounded);

    /// <summary>The bound on the pieces so far.</summary>
    public double Upper { get; private set; }

    /// <inheritdoc/>
    public bool Do(ConvexCell piece, RegionTarget target)
    {
        double enough = IsBounded ? Search.Enough(target.IsExact) : double.PositiveInfinity;
        double upper = Math.BitIncrement(target.Bound(piece, Map, Search.Blur, enough - Off) is { Peak: null } bounds
            ? bounds.Upper + Off
            : double.PositiveInfinity);
        Upper = double.IsNaN(upper) ? double.PositiveInfinity : Math.Max(Upper, upper);
        return Upper <= enough;
    }
}
