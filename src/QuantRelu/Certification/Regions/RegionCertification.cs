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
internal sealed class RegionCertification
{
    // Larger networks than this are not folded, and longer walks than this are left to box models: both are counted, so that every machine decides alike.
    private const int MostWeights = 1_000_000;
    private const long MostWalk = 20_000_000_000;
    private const long WalkPerCell = 4000;
    private const int Precision = 80;
    private const int PartsAtOnce = 256;
    private const double LeastBlur = 1e-300;

    // Of the distance between the claim and what is known; and of that, or of the blur before.
    private const double FirstBlur = 1.0 / 64;
    private const double NextBlur = 1.0 / 32;
    private readonly RegionTraversal _traversal;
    private readonly Rational _scale;
    private readonly Target _given;
    private readonly Goal _goal;
    private readonly int? _most;
    private readonly Bracket _bracket;
    private readonly Frontier<RegionPart, (double, long)> _frontier;
    private readonly TargetCell _target;
    private readonly RegionSearch _search;
    private long _added;
    private bool _isWhole;
    private bool _isEnded;
    private double _upperBefore = double.PositiveInfinity;

    private RegionCertification(
        RegionTraversal traversal, Rational scale, Target target, Goal goal, int? most, Bracket bracket, double start, double blur)
    {
        (_traversal, _scale, _given, _goal, _most, _bracket) = (traversal, scale, target, goal, most, bracket);
        _target = TargetCell.Whole(target, blur);
        _search = new RegionSearch(goal, start, blur);
        _frontier = new(goal.MostInOrder);
    }

    /// <summary>Certifies a network.</summary>
    /// <param name="network">A network of ReLU units.</param>
    /// <param name="target">A formula, a table on a grid, or code that can be enclosed.</param>
    /// <param name="first">What is known before.</param>
    /// <param name="goal">When it is enough.</param>
    /// <param name="most">The most parts that are looked at; null for no limit.</param>
    /// <param name="bracket">Is told what is proved.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Null when the network has another number of inputs, or too many regions.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop before every region was found.</exception>
    public static Proof? Run(
        Network network, Target target, FirstBounds first, Goal goal, int? most, Bracket bracket, CancellationToken cancellationToken = default)
    {
        if (network.Inputs is < 2 or > LinearRegions.MostInputs || network.Count().Weights > MostWeights)
        {
            return null;
        }

        double start = Math.Max(0, DirectedDown(goal.FromPoint(first.LeastSeen)));
        ConvexCell whole = ConvexCell.Box(Domain.Unit(network.Inputs).Sides.AsSpan());
        KinkNetwork kinks = first.Kinks ?? KinkNetwork.Of(network, Domain.Unit(network.Inputs).Sides.AsSpan(), cancellationToken);
        using var traversal = new RegionTraversal(kinks, whole);
        (double blur, double fine) = Blurs(goal, double.IsFinite(first.Seen) ? first.Seen : 0);
        while (true)
        {
            var certification = new RegionCertification(traversal, kinks.Scale, target, goal, most, bracket, start, blur);
            Proof? proof = certification.Run(cancellationToken);
            if (proof is null || !certification.IsBlurred || blur <= fine)
            {
                return proof;
            }

            (blur, start) = (Math.Max(fine, Math.Min(blur, Apart(goal, certification._search.Lower)) * NextBlur), certification._search.Lower);
        }
    }

    // A claim is decided by polynomials of the target that are rough beside its distance from what is known, and by finer ones where they do not tell.
    private static (double First, double Fine) Blurs(Goal goal, double seen)
    {
        double fine = Math.Max(goal.Expected(seen) * (goal.Claim is null ? goal.Accuracy / 16 : 1e-9), LeastBlur);
        return (goal.Claim is null ? fine : Math.Max(Apart(goal, seen) * FirstBlur, fine), fine);
    }

    private static double Apart(Goal goal, double lower) => (double)goal.Claim!.Value - lower;

    private Proof? Run(CancellationToken cancellationToken)
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

    // True when finer polynomials of the target may tell more.
    private bool IsBlurred => _isEnded && _goal.Claim is not null && _search is { IsRefuted: false, IsExhausted: true, Unbounded: null };

    private bool IsReached => _search.IsRefuted || (_frontier.TryPeek(out RegionPart top) && !_search.Matters(top));

    // An upper bound of everything; what was told before holds too.
    private double Upper => Math.Min(
        _upperBefore, Math.Max(Math.Max(_search.Lower, _search.Settled), _frontier.TryPeek(out RegionPart top) ? top.Bounds.Upper : 0));

    private Proof Ended()
    {
        long parts = _search.Parts;
        _isEnded = true;
        Sharpen();
        return _search.IsRefuted ? Proof.Fails(parts, _search.Lowest!.PointOfLower)
            : _search.Unbounded is { } unbounded ? new Proof(CertificationOutcome.TargetUnbounded, parts, unbounded.Middle)
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

    // Goes through all regions; false when there are too many.
    private bool Walk(CancellationToken cancellationToken)
    {
        long most = _most is { } cells ? Math.Min(MostWalk, cells * WalkPerCell) : MostWalk;
        var walk = new SubtreeWalk(_traversal, _scale, _target, _goal, _bracket, _search);
        if (walk.Run(most, cancellationToken) is not { } left)
        {
            return false;
        }

        foreach (RegionPart part in left)
        {
            Wait(part);
        }

        _isWhole = !_search.IsRefuted;
        return true;
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
