using BenchmarkDotNet.Attributes;

namespace QuantRelu.Benchmarks.Peers;

/// <summary>
/// Evaluation beside that of others, on one core. The times are those of a call, of <see cref="PointsOf"/> points: slow ways get fewer points, as their
/// times are proportional to them. Where a way is absent it has no time.
/// </summary>
public class PeerBenchmarks
{
    private const int MostApart = PeerSet.Most;
    private const long MostTerms = 8_000_000;
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

    /// <summary>Builds and checks everything.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _set = PeerSet.Of(Case!.Network);
        _d = _set.Network.Inputs;
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

    /// <summary>The C that the project writes, called for each point.</summary>
    [Benchmark]
    public void OwnC() => (_set!.Own ?? throw Absent).Evaluate(_set.Raw, PointsOf(nameof(OwnC), Case!), together: false);

    /// <summary>The same within a loop over points, so that the compiler can put it into the loop and make vectors of it.</summary>
    [Benchmark]
    public void OwnCInside() => (Together ? _set!.Own ?? throw Absent : throw Absent).Evaluate(_set!.Raw, PointsOf(nameof(OwnCInside), Case!), together: true);

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

    private double Evaluate(double[] points, int count)
    {
        if (Together)
        {
            return _set!.Fast.EvaluateAll(points.AsMemory(0, count * _d), maxThreads: 1)[0];
        }

        // The values are kept, as those of the C are.
        FastEvaluator fast = _set!.Fast;
        double[] results = _results;
        if (_d == 1)
        {
            for (int p = 0; p < count; p++)
            {
                results[p] = fast.Evaluate(points[p]);
            }
        }
        else
        {
            for (int p = 0; p < count; p++)
            {
                results[p] = fast.Evaluate(points[2 * p], points[(2 * p) + 1]);
            }
        }

        return results[0];
    }

    private static InvalidOperationException Absent => new("It is absent here.");
}
