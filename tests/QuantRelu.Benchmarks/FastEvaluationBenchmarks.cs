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
    private RowsEvaluator? _rows;
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
        _rows = new RowsEvaluator(network);
        _matrices = new MatrixEvaluator(network);
        _blocks = new FastEvaluator(network);
        ExactValues exact = ExactValues.Of(network, _flatPoints);
        exact.Check("a loop over rows", Enumerable.Range(0, FlatCount).Select(p => _rows.Evaluate(FlatPoint(p))));
        exact.Check("sparse matrix and vector", Enumerable.Range(0, FlatCount).Select(FlatValue));
        exact.Check("sparse and dense matrix", FlatTogether());
        exact.Check("blocks at one point", Enumerable.Range(0, FlatCount).Select(p => _blocks.Evaluate(FlatPoint(p))));
        exact.Check("blocks on one core", BlocksOnOneCore());
        exact.Check("blocks on all cores", BlocksOnAllCores());
    }

    /// <summary>A loop over the compressed sparse rows.</summary>
    [Benchmark(OperationsPerInvoke = FlatCount)]
    public double Rows()
    {
        double sum = 0;
        for (int p = 0; p < FlatCount; p++)
        {
            sum += _rows!.Evaluate(FlatPoint(p));
        }

        return sum;
    }

    /// <summary>MathNet: one product of a sparse matrix and a vector per layer and point.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = FlatCount)]
    public double FlatOneByOne() => Enumerable.Range(0, FlatCount).Sum(FlatValue);

    /// <summary>MathNet: one product of a sparse and a dense matrix per layer.</summary>
    [Benchmark(OperationsPerInvoke = FlatCount)]
    public double[] FlatTogether() => _matrices!.EvaluateAll(_flatPoints);

    /// <summary>Ours, one point at a time.</summary>
    [Benchmark(OperationsPerInvoke = FlatCount)]
    public double BlocksOneByOne()
    {
        double sum = 0;
        for (int p = 0; p < FlatCount; p++)
        {
            sum += _blocks!.Evaluate(FlatPoint(p));
        }

        return sum;
    }

    /// <summary>Ours on one core.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public ImmutableArray<double> BlocksOnOneCore() => _blocks!.EvaluateAll(_points, maxThreads: 1);

    /// <summary>Ours on all cores.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public ImmutableArray<double> BlocksOnAllCores() => _blocks!.EvaluateAll(_points);

    private double FlatValue(int point) => _matrices!.Evaluate(FlatPoint(point));

    private ReadOnlySpan<double> FlatPoint(int point)
    {
        int inputs = _flatPoints.Length / FlatCount;
        return _flatPoints.AsSpan(point * inputs, inputs);
    }
}
