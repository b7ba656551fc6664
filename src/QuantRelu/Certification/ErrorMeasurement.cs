using System.Numerics;
using QuantRelu.Analysis;
using QuantRelu.Certification;
using QuantRelu.Numerics;

namespace QuantRelu;

/// <summary>Looks for the greatest |network - target| at sample points: the corners and a regular grid, then seeded random points.</summary>
public static class ErrorMeasurement
{
    // Significant bits with which the target is enclosed at the place of the greatest difference, until that difference is one double.
    private static readonly int[] Precisions = [80, 160, 320, 640];

    // An error below this part of the values may be the rounding of doubles on the way through many layers.
    private const double MostRounding = 1.0 / (1 << 30);

    // More copies of blocks are not evaluated exactly.
    private const int MostCopies = 1 << 20;

    /// <summary>Measures the error.</summary>
    /// <param name="evaluator">The network.</param>
    /// <param name="target">The target on the network's domain.</param>
    /// <param name="samples">How many points, at least 2^d.</param>
    /// <param name="seed">The seed of the random points.</param>
    /// <param name="progress">Is told the part that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The target has another dimension than the network.</exception>
    /// <exception cref="TargetException">What is stated of a target given by code contradicts itself at the place.</exception>
    public static MeasuredError Measure(
        FastEvaluator evaluator, Target target, int samples, int seed, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(target);
        if (evaluator.Network.Inputs != target.Dimension)
        {
            throw new ArgumentException(
                $"The target has {target.Dimension} variables, the network {evaluator.Network.Inputs} inputs.", nameof(target));
        }

        (double error, double[] u, double value, int count) = Worst(
            points => evaluator.EvaluateAll(points, progress: progress, cancellationToken: cancellationToken), target, samples, seed);
        var at = new double[u.Length];
        target.Domain.FromUnit(u, at);
        Rational[] place = Array.ConvertAll(u, c => (Rational)Dyadic.FromDouble(c));
        double? nearest = Exactly(evaluator, place, value, error) is { } output ? Nearest(output, target, place) : null;
        return new MeasuredError(nearest ?? error, [.. at], count, Exact: nearest is not null);
    }

    /// <summary>
    /// The greatest difference in doubles, the u at which it is, the network's value there, and the number of points; a difference that is not a
    /// number is the greatest.
    /// </summary>
    internal static (double Error, double[] U, double Value, int Count) Worst(
        Func<double[], ImmutableArray<double>> network, Target target, int samples, int seed)
    {
        int d = target.Dimension;
        double[] points = Points(d, Math.Max(samples, 1 << d), seed);
        int count = points.Length / d;
        ImmutableArray<double> values = network(points);
        int worst = 0;
        double error = -1;
        for (int p = 0; p < count; p++)
        {
            double difference = Math.Abs(values[p] - target.Value(points.AsSpan(p * d, d)));
            if (!(difference <= error))
            {
                (worst, error) = (p, difference);
            }
        }

        return (error, points[(worst * d)..((worst + 1) * d)], values[worst], count);
    }

    // The network's output where doubles have it, or where the error is so small that they would show their own rounding; otherwise null.
    private static Rational? Exactly(FastEvaluator evaluator, Rational[] u, double value, double error)
    {
        if (evaluator.Precision.IsExact(SamplePlaces.FractionBits))
        {
            return Dyadic.FromDouble(value);
        }

        Network network = evaluator.Network;
        bool mayBeRounding = error <= MostRounding * Math.Max(1, Math.Abs(value));
        return mayBeRounding && Copies(network) <= MostCopies ? ExactEvaluator.Evaluate(network, u, BlockGates.Of(network))[0] : null;
    }

    /// <summary>
    /// The double nearest to |network - target| at u, from an exact evaluation; null where that is too long, or an enclosure does not tell it.
    /// </summary>
    internal static double? NearestAt(Network network, Target target, Rational[] u) => Copies(network) <= MostCopies
        ? Nearest(ExactEvaluator.Evaluate(network, u, BlockGates.Of(network))[0], target, u)
        : null;

    private static BigInteger Copies(Network network) =>
        network.Stages.SelectMany(s => s.Arrays).Aggregate(BigInteger.Zero, (sum, a) => sum + a.Copies);

    // The double nearest to |value - f(u)|; null where an enclosure of f(u) does not tell it.
    private static double? Nearest(Rational value, Target target, Rational[] u)
    {
        foreach (int precision in Precisions)
        {
            Interval f = target.Enclosure(u, precision);
            if (!f.IsBounded)
            {
                return null;
            }

            var exact = new IntervalAlgebra(precision);
            Interval difference = exact.Abs(exact.Subtract(f, exact.Constant(value)));
            double nearest = (double)difference.Lower;
            if (nearest == (double)difference.Upper && double.IsFinite(nearest))
            {
                return nearest;
            }
        }

        return null;
    }

    /// <summary>
    /// True when |network - target| is above a bound at the place where it was measured to be greatest. The network is evaluated exactly there, and a target
    /// that is a formula, a table or code with an enclosure is enclosed, so that the rounding of a measurement never refutes a bound; other targets are taken
    /// as they are computed, less 2^-40 of the values.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="target">The target on the network's domain.</param>
    /// <param name="measured">What was measured of them.</param>
    /// <param name="bound">The bound.</param>
    /// <exception cref="ArgumentException">The target has another dimension than the network.</exception>
    /// <exception cref="TargetException">What is stated of a target given by code contradicts itself at the place.</exception>
    public static bool Exceeds(Network network, Target target, MeasuredError measured, Rational bound)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(measured);
        if (!(measured.Value > (double)bound))
        {
            return false;
        }

        Rational[] u = [.. measured.At.Select((x, axis) => Clamped(target.Domain.ToUnit(axis, Dyadic.FromDouble(x))))];
        Rational value = ExactEvaluator.Evaluate(network, u)[0];
        var intervals = new IntervalAlgebra(Precisions[^1]);
        Interval f = target.Enclosure(u, intervals.Precision);
        if (f.IsBounded)
        {
            Interval difference = intervals.Subtract(intervals.Constant(value), f);
            return Dyadic.Max(difference.Lower, -difference.Upper) > bound;
        }

        double computed = target.Value([.. u.Select(c => (double)c)]);
        double rounding = Math.ScaleB(Math.Abs((double)value) + Math.Abs(computed), -40);
        return Math.Abs((double)value - computed) - rounding > (double)bound;
    }

    private static Rational Clamped(Rational u) => u.Sign < 0 ? 0 : u > 1 ? 1 : u;

    /// <summary>The points u of the unit box at which <see cref="Measure"/> looks: a regular grid with the corners, then seeded random points.</summary>
    /// <param name="dimension">d, 1 to 16.</param>
    /// <param name="samples">How many points; at least 2^d are given.</param>
    /// <param name="seed">The seed of the random points.</param>
    /// <exception cref="ArgumentOutOfRangeException">d is outside its range.</exception>
    public static ImmutableArray<ImmutableArray<double>> SamplePoints(int dimension, int samples, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, Domain.MaximumDimension);
        return [.. Points(dimension, Math.Max(samples, 1 << dimension), seed).Chunk(dimension).Select(u => u.ToImmutableArray())];
    }

    /// <summary>The sample points u, d numbers each: a grid of at most half of the samples, with the corners, then random points.</summary>
    internal static double[] Points(int dimension, int samples, int seed)
    {
        int side = 2;
        while (Math.Pow(side + 1, dimension) <= Math.Max(samples / 2, 1 << dimension))
        {
            side++;
        }

        int grid = (int)Math.Pow(side, dimension);
        var points = new double[Math.Max(samples, grid) * dimension];
        var random = new Random(seed);
        for (int i = 0; i < points.Length; i++)
        {
            int point = i / dimension;
            int digit = point / (int)Math.Pow(side, i % dimension) % side;
            points[i] = point < grid ? SamplePlaces.Of(digit, side) : SamplePlaces.Any(random);
        }

        return points;
    }
}
