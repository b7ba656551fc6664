using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>Convex regions of one map that are joined, and the number of their faces that are not yet covered.</summary>
/// <param name="map">The map.</param>
/// <param name="faces">The faces of the first region.</param>
internal sealed class JoinedRegion(SpaceForm<BigInteger> map, long faces)
{
    private readonly SpaceForm<BigInteger> _map = map;
    private long _faces = faces;
    private JoinedRegion? _parent;

    /// <summary>Makes one of two when they have one map.</summary>
    public void Join(JoinedRegion other)
    {
        (JoinedRegion a, JoinedRegion b) = (Root(), other.Root());
        if (a != b && a._map == b._map)
        {
            (a, b) = a._faces >= b._faces ? (a, b) : (b, a);
            (b._parent, a._faces) = (a, a._faces + b._faces);
        }
    }

    /// <summary>One face less is uncovered; true when none is left.</summary>
    public bool Close() => --Root()._faces == 0;

    private JoinedRegion Root()
    {
        JoinedRegion region = this;
        while (region._parent is { } parent)
        {
            region._parent = parent._parent ?? parent;
            region = parent;
        }

        return region;
    }
}
