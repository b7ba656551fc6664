using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>The regions of a network on a cell one after the other, in the order of their subtrees, found when they are asked for.</summary>
internal sealed class RegionStream(KinkNetwork network, ConvexCell whole) : IDisposable
{
    private readonly IntegerWalks _walks = new(network);
    private readonly RegionTraversal _traversal = new(network, whole);
    private int _root = -1;
    private long _told;

    /// <summary>Goes on to the next region.</summary>
    /// <param name="cell">The region.</param>
    /// <param name="map">Scale times the network there.</param>
    /// <returns>False when there are no more.</returns>
    public bool MoveNext(out ConvexCell cell, out SpaceForm<BigInteger> map)
    {
        while (_root < _traversal.Roots.Count)
        {
            if (_root >= 0 && _walks.Run(new Next(_traversal.Roots[_root], _told)) is { } found)
            {
                _told++;
                (cell, map) = found;
                return true;
            }

            (_root, _told) = (_root + 1, 0);
        }

        (cell, map) = (null!, default);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _traversal.Dispose();

    // A walk that is not the one that told the last region, because integers became wider or there is a new root, begins again and catches up.
    private sealed record Next(ConvexCell Root, long Told) : IWalkAction<(ConvexCell, SpaceForm<BigInteger>)?>
    {
        public (ConvexCell, SpaceForm<BigInteger>)? Run<TInteger>(RegionWalk<TInteger> walk)
            where TInteger : struct, IBinaryInteger<TInteger>
        {
            if (walk.Root != Root || walk.Told != Told)
            {
                walk.Begin(Root);
                while (walk.Told < Told)
                {
                    walk.MoveNext(out _, out _);
                }
            }

            return walk.MoveNext(out ConvexCell cell, out SpaceForm<TInteger> map) ? (cell, map.To<BigInteger>()) : null;
        }
    }
}
