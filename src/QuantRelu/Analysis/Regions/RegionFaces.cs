using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>Keeps the regions of each map, and joins those that share more than a face of lower dimension.</summary>
internal sealed class RegionFaces : IRegionVisitor
{
    private readonly Dictionary<SpaceForm<BigInteger>, List<ConvexCell>> _cells = [];

    /// <inheritdoc/>
    public void Visit<TInteger>(ConvexCell cell, SpaceForm<TInteger> map)
        where TInteger : struct, IBinaryInteger<TInteger> => Add(map.To<BigInteger>(), [cell]);

    /// <summary>The number of connected regions of all subtrees together.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static long Join(IEnumerable<RegionFaces> subtrees, CancellationToken cancellationToken = default)
    {
        var all = new RegionFaces();
        foreach ((SpaceForm<BigInteger> map, List<ConvexCell> cells) in subtrees.SelectMany(s => s._cells))
        {
            all.Add(map, cells);
        }

        long count = 0;
        foreach (List<ConvexCell> cells in all._cells.Values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            count += Connected(cells);
        }

        return count;
    }

    private static long Connected(List<ConvexCell> cells)
    {
        var sets = new DisjointSets(cells.Count);
        if (cells.Count > 1)
        {
            IEnumerable<(CellFace Face, int Cell)> faces = cells.SelectMany((c, i) => CellFace.Of(c).Select(f => (f, i)));
            foreach (IGrouping<SpaceForm<BigInteger>, (CellFace Face, int Cell)> plane in faces.GroupBy(f => f.Face.Plane))
            {
                CellFace.Join([.. plane], sets);
            }
        }

        return sets.Count;
    }

    private void Add(SpaceForm<BigInteger> map, List<ConvexCell> cells)
    {
        if (_cells.TryGetValue(map, out List<ConvexCell>? known))
        {
            known.AddRange(cells);
        }
        else
        {
            _cells[map] = cells;
        }
    }
}
