using System.Runtime.ExceptionServices;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Regions;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.Regions;

/// <summary>
/// Certifies a network with two or three inputs against a formula, a table on a grid, or code that can be enclosed, region by region: on each the network
/// is an affine function, so that the target's curvature alone decides how sharp the bounds are. Parts with the greatest upper bounds are halved first. The
/// result does not depend on the number of cores.
/// </summary>
internal sealed class RegionCertification : IDisposable
{
    // Larger networks than this are not folded, and longer walks than this are left to box models: both are counted, so that every machine decides alike.
    private const int MostWeights = 1_000_000;
    private const long MostWalk = 20_000_000_000;
    private const long WalkPerCell = 4000;
    private const int Precision = 80;
    private const int Probes = 8;
    private const int PartsAtOnce = 256;

    // Parts that wait until all regions were looked at.
    private const int MostKept = 256_000;
    private const int LeastKept = 16;
    private const double LeastBlur = 1e-300;
    private readonly RegionTraversal _traversal;
    private readonly Rational _scale;
    private readonly Target _given;
    private readonly Goal _goal;
    private readonly int? _most;
    private readonly Bracket _bracket;
    private readonly Frontier<RegionPart, (double, long)> _frontier;
    private readonly TargetCell _target;
    private readonly RegionSearch _search;
    private readonly double _blur;
    private long _added;
    private bool _isWhole;
    private double _upperBefore = double.PositiveInfinity;

    private RegionCertification(KinkNetwork network, Target target, Goal goal, int? most, Bracket bracket, double start, double blur)
    {
        _traversal = new RegionTraversal(network, ConvexCell.Box(Domain.Unit(network.Inputs).Sides.AsSpan()));
        (_scale, _given, _goal, _most, _bracket, _blur) = (network.Scale, target, goal, most, bracket, blur);
        _target = TargetCell.Whole(target, blur);
        _search = new RegionSearch(goal, start, blur);
        _frontier = new(goal.MostInOrder);
    }

    /// <summary>Prepares a certification.</summary>
    /// <param name="network">A network of ReLU units.</param>
    /// <param name="target">A formula, a table on a grid, or code that can be enclosed.</param>
    /// <param name="first">What is known before.</param>
    /// <param name="goal">When it is enough.</param>
    /// <param name="most">The most parts that are looked at; null for no limit.</param>
    /// <param name="bracket">Is told what is proved.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Null when the network has another number of inputs, or is too large.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static RegionCertification? Of(
        Network network, Target target, FirstBounds first, Goal goal, int? most, Bracket bracket, CancellationToken cancellationToken = default)
    {
        if (network.Inputs is < 2 or > LinearRegions.MostInputs || network.Count().Weights > MostWeights)
        {
            return null;
        }

        double start = Math.Max(0, DirectedDown(goal.FromPoint(first.LeastSeen)));
        double expected = goal.Expected(double.IsFinite(first.Seen) ? first.Seen : 0);
        double blur = Math.Max(expected * (goal.Claim is null ? goal.Accuracy / 16 : 1e-9), LeastBlur);
        KinkNetwork kinks = first.Kinks ?? KinkNetwork.Of(network, Domain.Unit(network.Inputs).Sides.AsSpan(), cancellationToken);
        return new RegionCertification(kinks, target, goal, most, bracket, start, blur);
    }

    /// <inheritdoc/>
    public void Dispose() => _traversal.Dispose();

    /// <summary>Does it.</summary>
    /// <returns>Null when there are too many regions.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop before every region was found.</exception>
    public Proof? Run(CancellationToken cancellationToken)
    {
        if (!Walk(cancellationToken))
        {
            return null;
        }

        Tell();
        while (!IsReached && _frontier.Count > 0)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return new Proof(null, _search.Parts);
            }

            if (_search.Parts > _most)
            {
                return new Proof(CertificationOutcome.WorkLimit, _search.Parts);
            }

            foreach (RegionPart part in Halved(cancellationToken))
            {
                if (_search.Note(part))
                {
                    Wait(part);
                }
            }

            Tell();
        }

        return Ended();
    }

    // What is lost to polynomials of the target is not lost at one place.
    private void Sharpen()
    {
        if (_search.Lowest is { } lowest)
        {
            Rational[] u = lowest.PointOfLower;
            var intervals = new IntervalAlgebra(Precision);
            Interval difference = intervals.Subtract(intervals.Constant(lowest.ExactlyAt(u)), _given.Enclosure(u, Precision));
            _bracket.Raise(Dyadic.Max(difference.Lower, -difference.Upper), lowest.LowerAt);
        }
    }

    private bool IsReached => _search.IsRefuted || (_frontier.TryPeek(out RegionPart top) && !_search.Matters(top));

    // An upper bound of everything; what was told before holds too.
    private double Upper => Math.Min(
        _upperBefore, Math.Max(Math.Max(_search.Lower, _search.Settled), _frontier.TryPeek(out RegionPart top) ? top.Bounds.Upper : 0));

    private Proof Ended()
    {
        long parts = _search.Parts;
        Sharpen();
        return _search.IsRefuted ? Proof.Fails(parts, _search.Lowest!.PointOfLower)
            : _search.Unbounded is { } unbounded ? new Proof(CertificationOutcome.TargetUnbounded, parts, unbounded.Cell[0].Center)
            : _goal.Claim is not null ? _search.IsExhausted ? new Proof(CertificationOutcome.WorkLimit, parts) : Proof.Holds(parts)
            : new Proof(_search.IsExhausted && !IsNarrow ? CertificationOutcome.WorkLimit : CertificationOutcome.Reached, parts);
    }

    // Of parts without a bound the smallest first: where the target has none there is one without end.
    private void Wait(RegionPart part) => _frontier.Add(
        part, (-part.Bounds.Upper, double.IsPositiveInfinity(part.Bounds.Upper) ? -part.Level : _added++));

    private bool IsNarrow => _bracket.Error is { } error && _goal.IsReached(error.Lower, error.Upper);

    private void Tell()
    {
        // Where a claim is refuted before all regions were looked at, nothing is known of the others.
        double upper = _isWhole && _search.Unbounded is null ? Upper : double.PositiveInfinity;
        _upperBefore = Math.Min(_upperBefore, upper);
        _bracket.Narrow(
            Dyadic.FromDouble(_search.Lower), _search.Lowest?.LowerAt ?? _bracket.At, double.IsFinite(upper) ? Dyadic.FromDouble(upper) : null);
    }

    // Goes through all regions; false when there are too many. That is told from a few subtrees where there are many.
    private bool Walk(CancellationToken cancellationToken)
    {
        int count = _traversal.Roots.Count;
        long most = _most is { } cells ? Math.Min(MostWalk, cells * WalkPerCell) : MostWalk;
        var found = new SubtreeSearch?[count];
        int step = Math.Max(1, count / Probes);
        int[] probes = [.. Enumerable.Range(0, count).Where(i => i % step == 0)];
        if (!Probe(probes, (long)(most * ((double)probes.Length / count)), found, cancellationToken))
        {
            return false;
        }

        if (!found.Any(f => f?.Search.IsRefuted == true))
        {
            WalkOthers([.. Enumerable.Range(0, count).Except(probes)], found, cancellationToken);
        }

        // Up to the first one that refutes the claim, if any does: which others were looked at depends on chance.
        foreach (SubtreeSearch subtree in found.OfType<SubtreeSearch>())
        {
            _search.Add(subtree.Search);
            if (_search.IsRefuted)
            {
                return true;
            }
        }

        foreach (RegionPart part in found.SelectMany(s => s!.TakeLeft()).Where(_search.Matters))
        {
            Wait(part);
        }

        _isWhole = true;
        return true;
    }

    // One after the other; false when they take more than the most. A claim that is refuted ends it.
    private bool Probe(int[] roots, long most, SubtreeSearch?[] found, CancellationToken cancellationToken)
    {
        foreach (int root in roots)
        {
            Visited<SubtreeSearch> visited = Visit(root, most, cancellationToken);
            if (!visited.IsWhole || visited.Work > most)
            {
                Array.ForEach([.. found.OfType<SubtreeSearch>(), visited.Visitor], Keep);
                return false;
            }

            most -= visited.Work;
            found[root] = visited.Visitor;
            if (visited.Visitor.Search.IsRefuted)
            {
                return true;
            }
        }

        return true;
    }

    // On all cores. A claim that is refuted ends it, when all subtrees before are looked at.
    private void WalkOthers(int[] roots, SubtreeSearch?[] found, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? fault = null;
        Parallel.For(0, roots.Length, new ParallelOptions { CancellationToken = cancellationToken }, (i, state) =>
        {
            try
            {
                SubtreeSearch subtree = Visit(roots[i], long.MaxValue, cancellationToken).Visitor;
                found[roots[i]] = subtree;
                if (subtree.Search.IsRefuted)
                {
                    state.Break();
                }
                else if (_goal.Claim is null && subtree.Search.Lowest is { } lowest)
                {
                    _bracket.Raise(Dyadic.FromDouble(lowest.Bounds.Lower), lowest.LowerAt);
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
            return _traversal.Visit(root, () => begun = Begin(cancellationToken), most, cancellationToken);
        }
        catch (OperationCanceledException) when (begun is not null)
        {
            Keep(begun);
            throw;
        }
    }

    private SubtreeSearch Begin(CancellationToken cancellationToken) => new(
        _scale,
        _target,
        new RegionSearch(_goal, _search.Lower, _blur),
        Math.Max(LeastKept, MostKept / _traversal.Roots.Count),
        () => cancellationToken.IsCancellationRequested);

    // A difference above the claim is told with its place, by those who look for it.
    private void Keep(SubtreeSearch subtree)
    {
        if (!subtree.Search.IsRefuted && subtree.Search.Lowest is { } lowest)
        {
            _bracket.Raise(Dyadic.FromDouble(lowest.Bounds.Lower), lowest.LowerAt);
        }
    }

    private RegionPart[] Halved(CancellationToken cancellationToken)
    {
        var batch = new List<RegionPart>();
        while (batch.Count < PartsAtOnce && _frontier.TryTake(out RegionPart part))
        {
            batch.Add(part);
        }

        var halves = new RegionPart?[2 * batch.Count];
        var faults = new ExceptionDispatchInfo?[batch.Count];
        Parallel.For(0, batch.Count, i =>
        {
            RegionPart part = batch[i];
            if (cancellationToken.IsCancellationRequested)
            {
                halves[2 * i] = part;
                return;
            }

            try
            {
                if (part.Halves() is var (low, high))
                {
                    halves[2 * i] = _search.Examine(low, part.Map, part.Target, part.Level + 1, part.Bounds.Upper);
                    halves[(2 * i) + 1] = _search.Examine(high, part.Map, part.Target, part.Level + 1, part.Bounds.Upper);
                }
            }
            catch (TargetException e)
            {
                faults[i] = ExceptionDispatchInfo.Capture(e);
            }
        });
        Array.Find(faults, f => f is not null)?.Throw();
        for (int i = 0; i < batch.Count; i++)
        {
            if (halves[2 * i] is null)
            {
                _search.GiveUp(batch[i]);
            }
        }

        return [.. halves.OfType<RegionPart>()];
    }

    private static double DirectedDown(Dyadic value) => DirectedRounding.Down(value);
}
