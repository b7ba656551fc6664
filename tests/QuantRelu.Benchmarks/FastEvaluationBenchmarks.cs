using BenchmarkDotNet.Attributes;

namespace QuantRelu.Benchmarks;

/// <summary>
/// Evaluation in double precision beside MathNet.Numerics' sparse matrices on the same network, flattened. Times are per point.
/// </summary>
public class FastEvaluationBenchmarks
{
    /// <summary>The flat evaluation is so slow that it gets fewer points; its time is proportional to them.</summary>
    private const int FlatCount = 16;
    private const int Count = 4096;
    private double[] _flatPoints = [];
    private double[] _points = [];
    private MatrixEvaluator? _matrices;
    private FastEvaluator? _blocks;

    /// <summary>The network.</summary>
    [ParamsSource(nameof(Networks))]
    public NetworkCase? Network { get; set; }

    /// <summary>The networks that fit into memory when flattened.</summary>
    public static IEnumerable<NetworkCase> Networks => NetworkCase.Flat;

    /// <summary>Builds and flattens the network, and checks that all ways to evaluate it agree with the exact values.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        Network network = Network!.Build().Network;
        _points = Network.Points(Count);
        _flatPoints = _points[..(FlatCount * network.Inputs)];
        _matrices = new MatrixEvaluator(network);
        _blocks = new FastEvaluator(network);
        ExactValues exact = ExactValues.Of(network, _flatPoints);
        exact.Check("sparse matrix and vector", Enumerable.Range(0, FlatCount).Select(FlatValue));
        exact.Check("sparse and dense matrix", FlatTogether());
        exact.Check("blocks on one core", BlocksOnOneCore());
        exact.Check("blocks on all cores", BlocksOnAllCores());
    }

    /// <summary>MathNet: one product of a sparse matrix and a vector per layer and point.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = FlatCount)]
    public double FlatOneByOne() => Enumerable.Range(0, FlatCount).Sum(FlatValue);

    /// <summary>MathNet: one product of a sparse and a dense matrix per layer.</summary>
    [Benchmark(OperationsPerInvoke = FlatCount)]
    public double[] FlatTogether() => _matrices!.EvaluateAll(_flatPoints);

    /// <summary>Ours on one core.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public ImmutableArray<double> BlocksOnOneCore() => _blocks!.EvaluateAll(_points, maxThreads: 1);

    /// <summary>Ours on all cores.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public ImmutableArray<double> BlocksOnAllCores() => _blocks!.EvaluateAll(_points);

    private double FlatValue(int point)
    {
        int inputs = _flatPoints.Length / FlatCount;
        return _matrices!.Evaluate(_flatPoints.AsSpan(point * inputs, inputs));
    }
}
