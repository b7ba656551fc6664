using BenchmarkDotNet.Attributes;
using QuantRelu.Analysis;

namespace QuantRelu.Benchmarks;

/// <summary>Evaluation in exact arithmetic at a random double, with and without skipping blocks that are proved to be 0.</summary>
public class ExactEvaluationBenchmarks
{
    private Network? _network;
    private BlockGates? _gates;
    private Rational[] _point = [];

    /// <summary>The network.</summary>
    [ParamsSource(nameof(Networks))]
    public NetworkCase? Network { get; set; }

    /// <summary>The networks that every block of can be evaluated exactly in seconds.</summary>
    public static IEnumerable<NetworkCase> Networks => NetworkCase.Flat;

    /// <summary>Builds the network, and checks that skipping changes nothing.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _network = Network!.Build().Network;
        _gates = BlockGates.Of(_network);
        _point = ExactValues.Exact(Network.Points(1));
        if (EveryBlock() != SkippingZeroBlocks())
        {
            throw new InvalidOperationException("Skipping blocks has changed a value.");
        }
    }

    /// <summary>By the definition, every block.</summary>
    [Benchmark(Baseline = true)]
    public Rational EveryBlock() => ExactEvaluator.Evaluate(_network!, _point)[0];

    /// <summary>Skipping blocks that are proved to be 0.</summary>
    [Benchmark]
    public Rational SkippingZeroBlocks() => ExactEvaluator.Evaluate(_network!, _point, _gates)[0];
}
