using System.Numerics;
using System.Runtime.ExceptionServices;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification.Regions;

/// <summary>
/// Looks at all regions of a network, subtree by subtree, those with the greatest bounds first, and tells the bound of all: each subtree has one before it is
/// begun, from one affine function that the network is near to there, and what is proved of it when it is done.
/// </summary>
/// <param name="traversal">The subtrees.</param>
/// <param name="scale">The scale of maps.</param>
/// <param name="target">The target.</param>
/// <param name="goal">What it is for.</param>
/// <param name="bracket">Is told what is proved.</param>
/// <param name="search">What is known before; it is given what is found.</param>
internal sealed class SubtreeWalk(RegionTraversal traversal, Rational scale, TargetCell target, Goal goal, Bracket bracket, RegionSearch search)
{
    private const int Probes = 8;

    // Parts that wait until all regions were looked at.
    private const int MostKept = 256_000;
    private const int LeastKept = 16;
    private readonly SubtreeSearch?[] _found = new SubtreeSearch?[traversal.Roots.Count];
    private readonly double[] _bounds = new double[traversal.Roots.Count];
    private readonly Lock _turn = new();
    private SettlingRecord _record = new(traversal.Levels);
    private bool _isProbing = true;
    private int[] _order = [];
    private int _done;
    private double _proved;

    /// <summary>Goes through all regions, or up to the subtree that refutes the claim.</summary>
    /// <param name="most">The most work.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The parts that may matter; null when there is too much work, which is told from a few subtrees.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<RegionPart>? Run(long most, CancellationToken cancellationToken)
    {
        int count = _found.Length, step = Math.Max(1, count / Probes);
        int[] probes = [.. Enumerable.Range(0, count).Where(i => i % step == 0)];
        Bound(cancellationToken);
        if (!Probe(probes, (long)(most * ((double)probes.Length / count)), cancellationToken))
        {
            return null;
        }

        _record = _record.Copy(isLearning: false);
        _isProbing = false;
        Array.ForEach(probes, Add);
        int[] others = [.. _order.Except(probes)];
        if (!search.IsRefuted)
        {
            WalkOthers(others, cancellationToken);
            Array.ForEach(others, Add);
        }

        return search.IsRefuted ? [] : [.. _found.SelectMany(s => s!.TakeLeft()).Where(search.Matters)];
    }

    // Up to the first one that refutes the claim, if any does: which others were looked at depends on chance.
    private void Add(int root)
    {
        if (!search.IsRefuted && _found[root] is { } subtree)
        {
            search.Add(subtree.Search);
        }
    }

    private void Bound(CancellationToken cancellationToken)
    {
        Parallel.For(0, _bounds.Length, new ParallelOptions { CancellationToken = cancellationToken }, root =>
        {
            var bound = new WholeBound(scale, target, search);
            traversal.Ask(root, bound);
            _bounds[root] = bound.Upper;
        });
        _order = [.. Enumerable.Range(0, _bounds.Length).OrderByDescending(root => _bounds[root])];
        Tell();
    }

    // One after the other; false when they take more than the most. A claim that is refuted ends it.
    private bool Probe(int[] roots, long most, CancellationToken cancellationToken)
    {
        foreach (int root in roots)
        {
            Visited<SubtreeSearch> visited = Visit(root, most, cancellationToken);
            if (!visited.IsWhole || visited.Work > most)
            {
                Array.ForEach([.. _found.OfType<SubtreeSearch>(), visited.Visitor], Keep);
                return false;
            }

            most -= visited.Work;
            _record = visited.Visitor.Record;
            Finish(root, visited.Visitor);
            if (visited.Visitor.Search.IsRefuted)
            {
                return true;
            }
        }

        return true;
    }

    // On all cores. A claim that is refuted ends it, when all subtrees before are looked at.
    private void WalkOthers(int[] roots, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? fault = null;
        Parallel.For(0, roots.Length, new ParallelOptions { CancellationToken = cancellationToken }, (i, state) =>
        {
            try
            {
                SubtreeSearch subtree = Visit(roots[i], long.MaxValue, cancellationToken).Visitor;
                Finish(roots[i], subtree);
                if (subtree.Search.IsRefuted)
                {
                    state.Break();
                }
                else if (goal.Claim is null)
                {
                    Keep(subtree);
                }
            }
            catch (TargetException e)
            {
                fault = ExceptionDispatchInfo.Capture(e);
                state.Stop();
            }
        });
        fault?.Throw();
    }

    // What a subtree has proved stays known when it is left before its end.
    private Visited<SubtreeSearch> Visit(int root, long most, CancellationToken cancellationToken)
    {
        SubtreeSearch? begun = null;
        try
        {
            return traversal.Visit(root, () => begun = Begin(cancellationToken), most, cancellationToken);
        }
        catch (OperationCanceledException) when (begun is not null)
        {
            Keep(begun);
            throw;
        }
    }

    private SubtreeSearch Begin(CancellationToken cancellationToken) => new(
        scale,
        target,
        new RegionSearch(goal, search.Lower, search.Blur),
        _isProbing ? _record.Copy(isLearning: true) : _record,
        Math.Max(LeastKept, MostKept / _found.Length),
        () => cancellationToken.IsCancellationRequested);

    // A difference above the claim is told with its place, by those who look for it.
    private void Keep(SubtreeSearch subtree)
    {
        if (!subtree.Search.IsRefuted && subtree.Search.Lowest is { } lowest)
        {
            bracket.Raise(Dyadic.FromDouble(lowest.Bounds.Lower), lowest.LowerAt);
        }
    }

    private void Finish(int root, SubtreeSearch subtree)
    {
        lock (_turn)
        {
            _found[root] = subtree;
            _proved = Math.Max(_proved, Math.Min(_bounds[root], subtree.Upper));
            Tell();
        }
    }

    // The subtrees that were not looked at have none with a greater bound than the first of them.
    private void Tell()
    {
        while (_done < _order.Length && _found[_order[_done]] is not null)
        {
            _done++;
        }

        double upper = Math.Max(_proved, _done < _order.Length ? _bounds[_order[_done]] : 0);
        bracket.Narrow(bracket.Lower, bracket.At, double.IsFinite(upper) ? Dyadic.FromDouble(upper) : null);
    }

    /// <summary>The bound on a subtree as a whole.</summary>
    private sealed class WholeBound(Rational scale, TargetCell target, RegionSearch search) : IRegionSettler
    {
        public double Upper { get; private set; } = double.PositiveInfinity;

        public SettlingRecord Record { get; } = new(0);

        public void Visit<TInteger>(ConvexCell cell, SpaceForm<TInteger> map)
            where TInteger : struct, IBinaryInteger<TInteger>
        {
        }

        public bool Settles<TInteger>(ConvexCell cell, SpaceForm<TInteger> map, double radius)
            where TInteger : struct, IBinaryInteger<TInteger>
        {
            var bound = NearBound.Of(map, scale, radius, search, isBounded: false);
            Upper = target.ForEach(cell, ref bound) ? bound.Upper : double.PositiveInfinity;
            return false;
        }
    }
}
