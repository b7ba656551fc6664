using System.Numerics;
using QuantRelu.Analysis.Regions;
using QuantRelu.Numerics;

namespace QuantRelu.Certification.Regions;

/// <summary>
/// Looks at the regions of a subtree as they are found, cut at the target's cells. Of those that may matter a number is kept in the end; while there are
/// more, the latest is halved until nothing of it is left, so that memory is bounded. Cells on which the network is so near to an affine function that
/// nothing there can matter are not cut into regions.
/// </summary>
/// <param name="scale">The scale of maps.</param>
/// <param name="whole">The target.</param>
/// <param name="search">What is known.</param>
/// <param name="record">Of which cells it is asked whether they are settled.</param>
/// <param name="mostKept">How many parts are kept, at least 1.</param>
/// <param name="isStopped">Whether the work was stopped.</param>
internal sealed class SubtreeSearch(Rational scale, TargetCell whole, RegionSearch search, SettlingRecord record, int mostKept, Func<bool> isStopped)
    : IRegionSettler
{
    private readonly double _nearScale = (double)scale;
    private readonly double _mostScale = DirectedRounding.Up(scale);
    private readonly List<RegionPart> _kept = [];
    private readonly Stack<RegionPart> _latest = new();

    /// <summary>What is known from the parts that were looked at.</summary>
    public RegionSearch Search => search;

    /// <inheritdoc/>
    public SettlingRecord Record => record;

    /// <summary>An upper bound on all parts that were looked at.</summary>
    public double Upper => search.Unbounded is not null
        ? double.PositiveInfinity
        : _kept.Aggregate(search.Settled, (most, part) => Math.Max(most, part.Bounds.Upper));

    /// <summary>Takes the parts that may matter, with what is known by now.</summary>
    public RegionPart[] TakeLeft()
    {
        RegionPart[] left = [.. _kept.Where(search.Matters)];
        _kept.Clear();
        return left;
    }

    /// <inheritdoc/>
    public void Visit<TInteger>(ConvexCell cell, SpaceForm<TInteger> map)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        var examination = new Examination(this, RegionMap.Of(map, scale, _nearScale));
        whole.ForEach(cell, ref examination);
    }

    /// <inheritdoc/>
    public bool Settles<TInteger>(ConvexCell cell, SpaceForm<TInteger> map, double radius)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        // Most are told from the radius alone.
        if (!(radius < search.Enough(isExact: false) * _mostScale))
        {
            return false;
        }

        var bound = NearBound.Of(map, scale, radius, search, isBounded: true);
        if (!whole.ForEach(cell, ref bound))
        {
            return false;
        }

        search.Settle(bound.Upper);
        return true;
    }

    private void Examine(ConvexCell piece, RegionMap map, RegionTarget target)
    {
        Keep(search.Examine(piece, map, target, 0));
        while (_latest.TryPop(out RegionPart? latest) && !isStopped())
        {
            if (!search.Matters(latest))
            {
                continue;
            }

            if (latest.Halves() is var (low, high))
            {
                Keep(search.Examine(high, latest.Map, latest.Target, latest.Level + 1, latest.Bounds.Upper));
                Keep(search.Examine(low, latest.Map, latest.Target, latest.Level + 1, latest.Bounds.Upper));
            }
            else
            {
                search.GiveUp(latest);
            }
        }
    }

    private void Keep(RegionPart part)
    {
        if (!search.Note(part))
        {
            return;
        }

        if (_kept.Count == mostKept)
        {
            // The lower bound may be greater now.
            _kept.AddRange(TakeLeft());
        }

        if (_kept.Count < mostKept)
        {
            _kept.Add(part);
        }
        else
        {
            _latest.Push(part);
        }
    }

    private readonly record struct Examination(SubtreeSearch Subtree, RegionMap Map) : IPieceAction
    {
        public bool Do(ConvexCell piece, RegionTarget target)
        {
            Subtree.Examine(piece, Map, target);
            return true;
        }
    }
}
