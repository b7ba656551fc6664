using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification.Regions;

/// <summary>
/// Looks at the regions of a subtree as they are found, cut at the target's cells. Of those that may matter a number is kept in the end; while there are
/// more, the latest is halved until nothing of it is left, so that memory is bounded.
/// </summary>
/// <param name="scale">The scale of maps.</param>
/// <param name="whole">The target.</param>
/// <param name="search">What is known.</param>
/// <param name="mostKept">How many parts are kept, at least 1.</param>
/// <param name="isStopped">Whether the work was stopped.</param>
internal sealed class SubtreeSearch(Rational scale, TargetCell whole, RegionSearch search, int mostKept, Func<bool> isStopped) : IRegionVisitor
{
    private readonly double _nearScale = (double)scale;
    private readonly List<RegionPart> _kept = [];
    private readonly Stack<RegionPart> _latest = new();

    /// <summary>What is known from the parts that were looked at.</summary>
    public RegionSearch Search => search;

    /// <summary>Takes the parts that may matter, with what is known by now.</summary>
    public RegionPart[] TakeLeft()
    {
        RegionPart[] left = [.. _kept.Where(search.Matters)];
        _kept.Clear();
        return left;
    }

    /// <inheritdoc/>
    public void Visit<TInteger>(ConvexCell cell, SpaceForm<TInteger> map)
        where TInteger : struct, IBinaryInteger<TInteger> => Place(cell, RegionMap.Of(map, scale, _nearScale), whole, 0);

    /// <summary>Looks at a part within a cell of the target.</summary>
    public void Place(ConvexCell part, RegionMap map, TargetCell target, int level)
    {
        while (target.Known is null)
        {
            ConvexCell.Side side = part[target.Axis];
            if (side.High <= target.Middle)
            {
                target = target.LowHalf;
            }
            else if (side.Low >= target.Middle)
            {
                target = target.HighHalf;
            }
            else if (RegionPart.Cut(part, target.Half) is var (below, above))
            {
                Place(below, map, target.LowHalf, level);
                (part, target) = (above, target.HighHalf);
            }
            else
            {
                target = side.Center <= target.Middle ? target.LowHalf : target.HighHalf;
            }
        }

        Keep(search.Examine(part, map, target.Known, level));
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
}
