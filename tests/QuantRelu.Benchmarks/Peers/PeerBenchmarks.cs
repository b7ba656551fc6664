using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace QuantRelu.Benchmarks.Peers;

/// <summary>
/// Evaluation beside that of others, on one core. The times are those of a call, of <see cref="PointsOf"/> points: slow ways get fewer points, as their
/// times are proportional to them. Where a way is absent it has no time.
/// </summary>
public class PeerBenchmarks
{
    private const int MostApart = 64;
    private const long MostTerms = 8_000_000;
    private const int PeakTerms = 1 << 16;
    private readonly double[] _results = new double[PeerSet.Most];
    private PeerSet? _set;
    private int _d;

    /// <summary>The network and the number of points.</summary>
    [ParamsSource(nameof(Cases))]
    public PeerCase? Case { get; set; }

    /// <summary>All of them.</summary>
    public static IEnumerable<PeerCase> Cases => PeerCase.All;

    private bool Together => Case!.Points > 1;

    /// <summary>How many points a call of a method evaluates.</summary>
    public static int PointsOf(string method, PeerCase which)
    {
        bool isOurs = method is nameof(Ours) or nameof(OursAnywhere);
        long weights = isOurs ? 1 : PeerSet.Of(which.Network).Weights;
        long most = which.Points == 1 ? MostApart : which.Points;
        long least = which.Points == 1 ? 1 : RowsProgram.Tile;
        return (int)Math.Clamp(MostTerms / weights / least * least, Math.Min(least, most), most);
    }

    /// <summary>Builds and checks everything, and lets our evaluator see how many points it is asked for.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _set = PeerSet.Of(Case!.Network);
        _d = _set.Network.Inputs;
        for (int call = 0; call < 16; call++)
        {
            _ = _set.Fast.EvaluateAll(_set.OnGrid, maxThreads: 1);
        }
    }

    /// <summary>Ours, at points of a dyadic grid, as the own C takes them.</summary>
    [Benchmark(Baseline = true)]
    public double Ours() => Evaluate(_set!.OnGrid, PointsOf(nameof(Ours), Case!));

    /// <summary>Ours, at any doubles.</summary>
    [Benchmark]
    public double OursAnywhere() => Evaluate(_set!.Anywhere, PointsOf(nameof(OursAnywhere), Case!));

    /// <summary>The rows of the flattened network in C.</summary>
    [Benchmark]
    public double RowsInC()
    {
        (_set!.Rows ?? throw Absent).Evaluate(_set.OnGrid, _results, PointsOf(nameof(RowsInC), Case!), Together);
        return _results[0];
    }

    /// <summary>The C that the project writes.</summary>
    [Benchmark]
    public void OwnC() => (_set!.Own ?? throw Absent).Evaluate(_set.Raw, PointsOf(nameof(OwnC), Case!), Together);

    /// <summary>ONNX Runtime.</summary>
    [Benchmark]
    public float OnnxRuntime()
    {
        int count = PointsOf(nameof(OnnxRuntime), Case!), step = Together ? count : 1;
        float sum = 0;
        for (int p = 0; p < count; p += step)
        {
            sum += (_set!.Onnx ?? throw Absent).Evaluate(_set.Singles.AsMemory(p * _d, step * _d), _d)[0];
        }

        return sum;
    }

    /// <summary>MathNet.Numerics: products of sparse matrices.</summary>
    [Benchmark]
    public double MathNet()
    {
        int count = PointsOf(nameof(MathNet), Case!);
        if (Together)
        {
            return _set!.Matrices.EvaluateAll(_set.OnGrid[..(count * _d)])[0];
        }

        double sum = 0;
        for (int p = 0; p < count; p++)
        {
            sum += _set!.Matrices.Evaluate(_set.OnGrid.AsSpan(p * _d, _d));
        }

        return sum;
    }

    /// <summary>What the machine can do at most: load, multiply, add, in vectors, from the nearest cache. Terms a nanosecond, the most of some runs.</summary>
    public static double Peak()
    {
        double[] values = [.. Enumerable.Range(0, 512).Select(i => 1.0 / (1 + i))];
        double best = 0;
        for (int run = 0; run < 200; run++)
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            double sum = Terms(values, PeakTerms);
            double time = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            best = Math.Max(best, sum == 0 ? 0 : PeakTerms / time);
        }

        return best;
    }

    private static double Terms(double[] values, int count)
    {
        var c = new Vector<double>(0.5);
        Vector<double> z0 = default, z1 = default, z2 = default, z3 = default;
        int width = Vector<double>.Count;
        for (int k = 0; k < count; k += 4 * width)
        {
            int at = k & 255;
            z0 += c * new Vector<double>(values, at);
            z1 += c * new Vector<double>(values, at + width);
            z2 += c * new Vector<double>(values, at + (2 * width));
            z3 += c * new Vector<double>(values, at + (3 * width));
        }

        return Vector.Sum(z0 + z1 + z2 + z3);
    }

    private double Evaluate(double[] points, int count)
    {
        if (Together)
        {
            return _set!.Fast.EvaluateAll(points.AsMemory(0, count * _d), maxThreads: 1)[0];
        }

        double sum = 0;
        for (int p = 0; p < count; p++)
        {
            sum += _d == 1 ? _set!.Fast.Evaluate(points[p]) : _set!.Fast.Evaluate(points.AsSpan(p * _d, _d));
        }

        return sum;
    }

    private static InvalidOperationException Absent => new("It is absent here.");
}
