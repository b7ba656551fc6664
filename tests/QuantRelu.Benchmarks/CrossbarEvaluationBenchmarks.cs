using BenchmarkDotNet.Attributes;
using QuantRelu.Constructions.Crossbar;

namespace QuantRelu.Benchmarks;

/// <summary>
/// Evaluation of crossbars, whose columns read all indicators of cells, of which one or two are not 0 at a point, beside loops over all weights of the
/// flattened network. Times are per point.
/// </summary>
public class CrossbarEvaluationBenchmarks
{
    private const int FlatCount = 16;
    private const int Count = 10_000;
    private double[] _points = [];
    private RowsEvaluator? _rows;
    private MatrixEvaluator? _matrices;
    private FastEvaluator? _fast;

    /// <summary>log 1/ε: at ε = 2^-16 there are 7·10^4 weights, at 2^-20 a million.</summary>
    [Params(16, 20)]
    public int LogError { get; set; }

    /// <summary>Builds and flattens the network, and checks that all ways to evaluate it agree with the exact values.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var request = new NetworkRequest(Target.Parse("sin(2*pi*x)/(2*pi)"), (Rational)Dyadic.PowerOfTwo(-LogError));
        Network network = CrossbarConstruction.Instance.Plan(request).Build().Network;
        var random = new Random(1);
        _points = [.. Enumerable.Range(0, Count).Select(_ => random.NextDouble())];
        _rows = new RowsEvaluator(network);
        _matrices = new MatrixEvaluator(network);
        _fast = new FastEvaluator(network);
        ExactValues exact = ExactValues.Of(network, _points[..FlatCount]);
        exact.Check("a loop over rows", _points.Take(FlatCount).Select(u => _rows.Evaluate([u])));
        exact.Check("sparse matrix and vector", _points.Take(FlatCount).Select(u => _matrices.Evaluate([u])));
        exact.Check("one point", _points.Take(FlatCount).Select(u => _fast.Evaluate(u)));
        exact.Check("many points", Many());
    }

    /// <summary>A loop over all weights.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = FlatCount)]
    public double Rows()
    {
        double sum = 0;
        for (int p = 0; p < FlatCount; p++)
        {
            sum += _rows!.Evaluate(_points.AsSpan(p, 1));
        }

        return sum;
    }

    /// <summary>MathNet: one product of a sparse matrix and a vector per layer and point.</summary>
    [Benchmark(OperationsPerInvoke = FlatCount)]
    public double Matrices() => _points.Take(FlatCount).Sum(u => _matrices!.Evaluate([u]));

    /// <summary>Ours, one point at a time.</summary>
    [Benchmark(OperationsPerInvoke = FlatCount)]
    public double One()
    {
        double sum = 0;
        for (int p = 0; p < FlatCount; p++)
        {
            sum += _fast!.Evaluate(_points[p]);
        }

        return sum;
    }

    /// <summary>Ours, all points on one core.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public ImmutableArray<double> Many() => _fast!.EvaluateAll(_points, maxThreads: 1);
}
