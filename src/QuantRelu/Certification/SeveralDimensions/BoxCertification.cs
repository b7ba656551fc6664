using QuantRelu.Claims;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>
/// Certifies a network against a formula by branch and bound: on each box both are polynomial models, and the range of their difference is an upper bound,
/// its value at a few points a lower one. Boxes with the largest upper bounds are split first, many at a time by all cores; which ones does not
/// depend on the number of cores.
/// </summary>
internal sealed class BoxCertification
{
    private const int BoxesAtOnce = 256;
    private const double Inside = 1 - (1.0 / (1 << 20));
    private readonly PreparedNetwork _network;
    private readonly ModelSpace _space;
    private readonly TargetOnBox _target;
    private readonly CertificationOptions _options;
    private readonly PriorityQueue<Node, (double, long)> _open = new();
    private double _lower;
    private double[] _at = [];
    private double _settled;
    private long _boxes;

    /// <summary>Prepares a certification.</summary>
    public BoxCertification(Network network, Target target, CertificationOptions options)
    {
        _network = PreparedNetwork.Of(network);
        _space = ModelSpace.Of(network.Inputs);
        _target = new TargetOnBox(target.Expression!, _space);
        _options = options;
    }

    private double Upper => Math.Max(Math.Max(_lower, _settled), _open.TryPeek(out Node? top, out _) ? top.Upper : 0);

    /// <summary>Does it.</summary>
    public Proof Run(IProgress<CertifiedError>? progress, CancellationToken cancel)
    {
        Box whole = Box.Whole(_network);
        Settle(Evaluate(whole, null));
        while (_open.TryPeek(out Node? top, out _) && !cancel.IsCancellationRequested)
        {
            if (top.IsHopeless)
            {
                if (double.IsPositiveInfinity(top.Upper))
                {
                    return Ended(CertificationOutcome.TargetUnbounded, top.Box.Center[0]);
                }

                _settled = Math.Max(_settled, _open.Dequeue().Upper);
                continue;
            }

            if (_boxes > _options.WorkFor(_network.Inputs))
            {
                return Ended(CertificationOutcome.WorkLimit);
            }

            foreach (Node node in Split(cancel))
            {
                Settle(node);
            }

            if (double.IsFinite(Upper))
            {
                progress?.Report(Proved());
            }
        }

        return Ended(_open.Count == 0 ? CertificationOutcome.Reached : null);
    }

    private Proof Ended(CertificationOutcome? outcome, double unboundedAt = double.NaN) =>
        new(outcome, double.IsFinite(Upper) ? Proved() : null, _at, _boxes, unboundedAt);

    private CertifiedError Proved() => new(Dyadic.FromDouble(_lower), Dyadic.FromDouble(Upper));

    private Node[] Split(CancellationToken cancel)
    {
        var batch = new List<Node>();
        while (batch.Count < BoxesAtOnce && _open.TryDequeue(out Node? node, out _))
        {
            batch.Add(node);
        }

        var halves = new Node[2 * batch.Count];
        Parallel.For(0, batch.Count, i =>
        {
            Node node = batch[i];
            (Box left, Box right) = node.Box.Split(node.Axis, node.SplitAt, node.Active);
            bool stop = cancel.IsCancellationRequested;
            halves[2 * i] = stop ? node : Evaluate(left, node);
            halves[(2 * i) + 1] = stop ? node : Evaluate(right, node);
        });
        return halves;
    }

    private void Settle(Node node)
    {
        _boxes++;
        if (node.Lower > _lower)
        {
            (_lower, _at) = (node.Lower, node.LowerAt);
        }

        if (node.Upper <= _lower / (1 - _options.ToleranceFor(_network.Inputs)))
        {
            _settled = Math.Max(_settled, node.Upper);
        }
        else
        {
            _open.Enqueue(node, (-node.Upper, _boxes));
        }
    }

    private Node Evaluate(Box box, Node? parent)
    {
        var network = new NetworkOnBox(_network, _space, box);
        double before = parent?.Upper ?? double.PositiveInfinity;
        PolynomialModel? output = network.Output();
        (int axis, double at) = network.Hints.Split(box);
        if (output is null)
        {
            return new Node(box, network.Active, before, 0, [], axis, at, parent?.Target);
        }

        TargetModel? target = TargetFor(box, parent);
        if (target is null)
        {
            return new Node(box, network.Active, before, 0, [], axis, at, null);
        }

        var sum = new PolynomialModel.Sum(_space);
        sum.Add(new Weight(1, 0), output);
        sum.Add(new Weight(-1, 0), target.On(box));
        PolynomialModel difference = sum.Total();
        (double low, double high) = difference.Range();
        (double lower, double[] lowerAt) = Lower(box, difference);
        return new Node(box, network.Active, Math.Min(before, Math.Max(Math.Abs(low), Math.Abs(high))), lower, lowerAt, axis, at, target);
    }

    // A model that is sharp beside the error itself serves for all smaller boxes.
    private TargetModel? TargetFor(Box box, Node? parent) =>
        parent?.Target is { } known && known.Model.Radius < _lower * _options.ToleranceFor(_network.Inputs) / 16 ? known : _target.Of(box);

    // At the middle and near the corners.
    private static (double Lower, double[] At) Lower(Box box, PolynomialModel difference)
    {
        int d = box.Center.Length;
        double slack = difference.Radius + difference.PointSlack(), best = 0;
        double[] bestAt = [];
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
                (best, bestAt) = (value, [.. s.Select((x, k) => box.Center[k] + (box.Half[k] * x))]);
            }
        }

        return (best, bestAt);
    }

    /// <summary>A box with what is proved on it, and where to split it.</summary>
    private sealed record Node(Box Box, long[][][] Active, double Upper, double Lower, double[] LowerAt, int Axis, double SplitAt, TargetModel? Target)
    {
        private const int MostSplits = 120;

        /// <summary>True when the box is tiny, or cannot be split, and still nothing is known.</summary>
        public bool IsHopeless => Box.Level > MostSplits || !(SplitAt > Box.Low[Axis] && SplitAt < Box.High[Axis]);
    }
}
