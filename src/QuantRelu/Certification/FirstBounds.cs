using QuantRelu.Analysis.Regions;
using QuantRelu.Numerics;

namespace QuantRelu.Certification;

/// <summary>
/// What is known of the error at once, before any search: the ranges of network and target bound it from above,
/// sup |N - f| ≤ max(max N - min f, max f - min N), and the difference at one point, chosen by a measurement, from below.
/// </summary>
internal sealed class FirstBounds
{
    private const int Precision = 64;
    private const int SamplesOfOne = 2000;
    private const int SamplesOfSeveral = 500;
    private const double MostRounding = 1.0 / (1 << 10);
    private readonly FirstValues _values;
    private readonly Target _target;

    /// <summary>Bounds for a network of ReLU units and a target that is a formula, a table, or code that can be enclosed.</summary>
    public FirstBounds(Network network, Target target)
        : this(FirstValues.Of(network), target)
    {
    }

    /// <summary>Bounds for a network whose values are known in one way or another.</summary>
    public FirstBounds(FirstValues values, Target target)
    {
        _values = values;
        _target = target;
        var intervals = new IntervalAlgebra(Precision);
        Interval range = Interval.Hull(intervals.Constant(_values.Range.Low), intervals.Constant(_values.Range.High));
        Interval difference = intervals.Subtract(range, TargetRange.Of(target));
        Upper = difference.IsBounded ? difference.Magnitude : null;
    }

    /// <summary>The kinks of the network, where they were found for it; otherwise null.</summary>
    public KinkNetwork? Kinks => _values.Kinks;

    /// <summary>An upper bound; null for none.</summary>
    public Dyadic? Upper { get; }

    /// <summary>The greatest difference that was seen, in doubles: a guess that no bound depends on. Not a number before <see cref="Measure"/>.</summary>
    public double Seen { get; private set; } = double.NaN;

    /// <summary>What is proved of the difference there: it is at least this; 0 before <see cref="Measure"/>, and where nothing is.</summary>
    public Dyadic LeastSeen { get; private set; }

    /// <summary>u of it; empty before <see cref="Measure"/>.</summary>
    public double[] SeenAt { get; private set; } = [];

    /// <summary>The same numbers, which are multiples of 2^-20.</summary>
    public Rational[] SeenAtExactly => [.. SeenAt.Select(x => (Rational)Dyadic.FromDouble(x))];

    /// <summary>Measures, and proves the difference at the worst point.</summary>
    /// <returns>
    /// |network - target| at <see cref="SeenAt"/> is at least this; 0 when the target is not known to be finite there, and for a table, which has none.
    /// </returns>
    public Dyadic Measure(CancellationToken cancellationToken)
    {
        int samples = _target.Dimension == 1 ? SamplesOfOne : SamplesOfSeveral;
        (Seen, SeenAt, _, _) = ErrorMeasurement.Worst(points => _values.At(points, cancellationToken), _target, samples, seed: 1);
        cancellationToken.ThrowIfCancellationRequested();
        if (_target.Table is null)
        {
            Rational[] u = SeenAtExactly;
            Dyadic? least = PointDifference.Least(_values.ExactlyAt(u), _target, u);
            LeastSeen = least ?? default;

            // What doubles tell of a network with more digits than they have is not what is there.
            Seen = least is { } proved && !(Math.Abs(Seen - (double)proved) <= MostRounding * Seen) ? (double)proved : Seen;
        }

        return LeastSeen;
    }
}
