using BenchmarkDotNet.Attributes;
using QuantRelu.Analysis;

namespace QuantRelu.Benchmarks;

/// <summary>Evaluation of the network of two variables, which does not fit into memory when flattened. Times are per point.</summary>
public class LargeNetworkEvaluationBenchmarks
{
    private const int ExactCount = 4;
    private const int Count = 10_000;
    private double[] _points = [];
    private Rational[][] _exactPoints = [];
    private Network? _network;
    private BlockGates? _gates;
    private FastEvaluator? _fast;

    /// <summary>The network.</summary>
    [ParamsSource(nameof(Networks))]
    public NetworkCase? Network { get; set; }

    /// <summary>The network of two variables.</summary>
    public static IEnumerable<NetworkCase> Networks => [NetworkCase.Large];

    /// <summary>Builds the network and checks that fast values agree with exact ones.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _network = Network!.Build().Network;
        _points = Network.Points(Count);
        _exactPoints = _points.Chunk(_network.Inputs).Take(ExactCount).Select(ExactValues.Exact).ToArray();
        _gates = BlockGates.Of(_network);
        _fast = new FastEvaluator(_network);
        ExactValues.Of(_network, _points[..(ExactCount * _network.Inputs)]).Check("blocks", FastOnAllCores());
    }

    /// <summary>What precedes the first value: collapsing blocks, finding gates, analysing precision.</summary>
    [Benchmark]
    public FastEvaluator PrepareFast() => new(_network!);

    /// <summary>In double precision on one core.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public ImmutableArray<double> FastOnOneCore() => _fast!.EvaluateAll(_points, maxThreads: 1);

    /// <summary>In double precision on all cores.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public ImmutableArray<double> FastOnAllCores() => _fast!.EvaluateAll(_points);

    /// <summary>Exactly, skipping blocks that are proved to be 0.</summary>
    [Benchmark(OperationsPerInvoke = ExactCount)]
    public Rational[] Exact() => _exactPoints.Select(u => ExactEvaluator.Evaluate(_network!, u, _gates)[0]).ToArray();
}
