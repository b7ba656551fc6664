using System.Runtime.ExceptionServices;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>
/// Certifies a network against a formula, or code that can be enclosed, by branch and bound: on each box both are polynomial models, and the range of their
/// difference is an upper bound, its value at a few points a lower one. Boxes with the largest upper bounds are split first, many at a time by all cores; which
/// ones does not depend on the number of cores.
/// </summary>
internal sealed class BoxCertification
{
    private const int BoxesAtOnce = 256;

    // What bounds lose to rounding, however small the boxes, in units of the magnitudes; and a size below which a box has nothing else to lose.
    private const double Rounding = 1.0 / (1L << 41);
    private const double LeastHalf = 1.0 / (1L << 44);
    private const double Inside = 1 - (1.0 / (1 << 20));
    private readonly PreparedNetwork _network;
    private readonly ModelSpace _space;
    private readonly BlockMemory _memory = new();
    private readonly TargetOnBox _target;
    private readonly Goal _goal;
    private readonly int _work;
    private readonly Bracket _bracket;
    private readonly Frontier<Node, (double, long)> _frontier;
    private double _lower;
    private Node? _lowest;
    private double _settled;
    private bool _isExhausted;
    private long _boxes;

    /// <summary>Prepares a certification.</summary>
    public BoxCertification(Network network, Target target, Goal goal, int work, Bracket bracket)
    {
        _network = PreparedNetwork.Of(network);
        _space = ModelSpace.Of(network.Inputs);
        _target = new TargetOnBox(target, _space);
        (_goal, _work, _bracket) = (goal, work, bracket);
        _lower = DirectedRounding.Down(bracket.Lower);
        _frontier = new(goal.MostInOrder);
    }

    private double Upper => Math.Max(Math.Max(_lower, _settled), _frontier.TryPeek(out Node top) ? top.Upper : 0);

    /// <summary>Does it.</summary>
    public Proof Run(CancellationToken cancellationToken)
    {
        Settle(Evaluate(Box.Whole(_network), null));
        while (_frontier.Count > 0 && !IsRefuted && !IsKnown && !cancellationToken.IsCancellationRequested)
        {
            if (_frontier.TryPeek(out Node top) && (top.IsHopeless || (top.IsExhausted && _goal.Claim is not null)))
            {
                if (double.IsPositiveInfinity(top.Upper) && _bracket.Error is null)
                {
                    return Ended(CertificationOutcome.TargetUnbounded, [.. top.Box.Center]);
                }

                // A claim that the arithmetic cannot tell from the bound of one box will not be proved by looking at others.
                if (_goal.Claim is not null || double.IsPositiveInfinity(top.Upper))
                {
                    return Ended(CertificationOutcome.WorkLimit);
                }

                _frontier.TryTake(out _);
                (_settled, _isExhausted) = (Math.Max(_settled, top.Upper), true);
                continue;
            }

            if (_boxes > _work)
            {
                return Ended(CertificationOutcome.WorkLimit);
            }

            foreach (Node node in Split(cancellationToken))
            {
                Settle(node);
            }

            Tell();
        }

        Tell();
        return IsRefuted ? Proof.Fails(_boxes, _lowest!.PointOfLower)
            : _frontier.Count > 0 && !IsKnown ? new Proof(null, _boxes)
            : _goal.Claim is not null ? Proof.Holds(_boxes)
            : new Proof(_isExhausted && !IsNarrow ? CertificationOutcome.WorkLimit : CertificationOutcome.Reached, _boxes);
    }

    private bool IsRefuted => _goal.Claim is { } claim && Dyadic.FromDouble(_lower) > claim;

    // What other methods have proved may be enough.
    private bool IsKnown => _goal.Claim is null && IsNarrow;

    private bool IsNarrow => _bracket.Error is { } error && _goal.IsReached(error.Lower, error.Upper);

    private Proof Ended(CertificationOutcome outcome, params double[] unboundedAt)
    {
        Tell();
        return new Proof(outcome, _boxes, unboundedAt);
    }

    private void Tell() => _bracket.Narrow(
        Dyadic.FromDouble(_lower), _lowest?.LowerAt ?? _bracket.At, double.IsFinite(Upper) ? Dyadic.FromDouble(Upper) : null);

    private Node[] Split(CancellationToken cancellationToken)
    {
        var batch = new List<Node>();
        while (batch.Count < BoxesAtOnce && _frontier.TryTake(out Node node))
        {
            batch.Add(node);
        }

        var halves = new Node[2 * batch.Count];
        var faults = new ExceptionDispatchInfo?[batch.Count];
        Parallel.For(0, batch.Count, i =>
        {
            Node node = batch[i];
            (Box left, Box right) = node.Box.Split(node.Axis, node.SplitAt, node.Active);
            bool stop = cancellationToken.IsCancellationRequested;
            try
            {
                halves[2 * i] = stop ? node : Evaluate(left, node);
                halves[(2 * i) + 1] = stop ? node : Evaluate(right, node);
            }
            catch (TargetException e)
            {
                faults[i] = ExceptionDispatchInfo.Capture(e);
            }
        });
        Array.Find(faults, f => f is not null)?.Throw();
        return halves;
    }

    private void Settle(Node node)
    {
        _boxes++;
        if (node.Lower > _lower)
        {
            (_lower, _lowest) = (node.Lower, node);
        }

        if (IsSettled(node.Upper))
        {
            _settled = Math.Max(_settled, node.Upper);
        }
        else
        {
            _frontier.Add(node, (-node.Upper, _boxes));
        }
    }

    private bool IsSettled(double upper) => _goal.Claim is { } claim
        ? double.IsFinite(upper) && Dyadic.FromDouble(upper) <= claim
        : upper <= _lower / (1 - _goal.Accuracy);

    private Node Evaluate(Box box, Node? parent)
    {
        var network = new NetworkOnBox(_network, _space, box, _memory);
        double before = parent?.Upper ?? double.PositiveInfinity;
        PolynomialModel? output = network.Output();
        (int axis, double at) = network.Hints.Split(box);

        // One model of the target serves all boxes that kinks make of this one, where it is sharp.
        TargetModel? target = TargetFor(box, parent);
        if (output is null)
        {
            return new Node(box, network.Active, before, 0, [], axis, at, target);
        }

        if (target is null)
        {
            return new Node(box, network.Active, before, 0, [], axis, at, null);
        }

        var sum = new PolynomialModel.Sum(_space);
        sum.Add(new Weight(1, 0), output);
        sum.Add(new Weight(-1, 0), target.On(box));
        PolynomialModel difference = sum.Total();
        (double low, double high) = difference.Range();
        (double lower, double[] place) = Lower(box, difference);
        double upper = Math.Max(Math.Abs(low), Math.Abs(high));

        // Both bounds are at least what was seen: a second one is worth its time where the first is far above.
        upper = upper > 2 * lower ? Math.Min(upper, FromRange(box, output)) : upper;
        double noise = (Rounding * (output.Magnitude() + target.Model.Magnitude())) + (2 * _target.Noise);
        bool isExhausted = upper - lower <= noise || box.Half.Max() < LeastHalf;
        return new Node(box, network.Active, Math.Min(before, upper), lower, place, axis, at, target) { IsExhausted = isExhausted };
    }

    // Of the network's range and the target's values.
    private double FromRange(Box box, PolynomialModel output)
    {
        (double low, double high) = output.Range();
        (double least, double most) = _target.Values(box).ToDoubles();
        return Math.BitIncrement(Math.Max(high - least, most - low));
    }

    // A model that is sharp beside the error itself serves for all smaller boxes.
    private TargetModel? TargetFor(Box box, Node? parent) =>
        parent?.Target is { } known && known.Model.Radius < Blur ? known : _target.Of(box);

    // How much it may be off: of a claim, little beside what is left to prove.
    private double Blur => _goal.Claim is { } claim ? ((double)claim - _lower) / 16 : _lower * _goal.Accuracy / 16;

    // At the middle and near the corners.
    private static (double Lower, double[] Place) Lower(Box box, PolynomialModel difference)
    {
        int d = box.Center.Length;
        double slack = difference.Radius + difference.PointSlack(), best = 0;
        double[] place = [];
        var s = new double[d];
        for (int corner = -1; corner < 1 << Math.Min(d, 4); corner++)
        {
            for (int k = 0; k < d; k++)
            {
                s[k] = corner < 0 ? 0 : ((corner >> k) & 1) == 0 ? -Inside : Inside;
            }

            double value = Math.Abs(difference.At(s)) - slack;
            if (value > best)
            {
                (best, place) = (value, [.. s]);
            }
        }

        return (best, place);
    }

    /// <summary>A box with what is proved on it, and where to split it.</summary>
    /// <param name="Box">The box.</param>
    /// <param name="Active">The copies that may be other than 0 on it.</param>
    /// <param name="Upper">The difference is at most this.</param>
    /// <param name="Lower">It is at least this somewhere.</param>
    /// <param name="Place">s of that; empty for none.</param>
    /// <param name="Axis">The axis that is split.</param>
    /// <param name="SplitAt">Where.</param>
    /// <param name="Target">A model of the target on this box or a larger one.</param>
    private sealed record Node(Box Box, long[][][] Active, double Upper, double Lower, double[] Place, int Axis, double SplitAt, TargetModel? Target)
    {
        private const int MostSplits = 120;

        /// <summary>True when the box is tiny, or cannot be split, and still nothing is known.</summary>
        public bool IsHopeless => Box.Level > MostSplits || !(SplitAt > Box.Low[Axis] && SplitAt < Box.High[Axis]);

        /// <summary>True when what is between the bounds is the rounding of doubles, which smaller boxes would not lessen.</summary>
        public bool IsExhausted { get; init; }

        /// <summary>A double next to the u of the lower bound.</summary>
        public double[] LowerAt => [.. Place.Select((s, k) => Box.Center[k] + (Box.Half[k] * s))];

        /// <summary>u = c + h s of the lower bound, exactly.</summary>
        public Rational[] PointOfLower =>
            [.. Place.Select((s, k) => (Rational)(Dyadic.FromDouble(Box.Center[k]) + (Dyadic.FromDouble(Box.Half[k]) * Dyadic.FromDouble(s))))];
    }
}
