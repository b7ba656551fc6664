using BenchmarkDotNet.Attributes;
using QuantRelu.Graph;

namespace QuantRelu.Benchmarks;

/// <summary>What a network costs, counted on the network: in time that depends on its distinct blocks, not on its weights.</summary>
public class CountingBenchmarks
{
    private Network? _topology;

    /// <summary>The network.</summary>
    [ParamsSource(nameof(Networks))]
    public NetworkCase? Network { get; set; }

    /// <summary>All networks, also the one that cannot be built.</summary>
    public static IEnumerable<NetworkCase> Networks => NetworkCase.All;

    /// <summary>The topology to count.</summary>
    [GlobalSetup]
    public void Prepare() => _topology = Network!.Plan().Topology;

    /// <summary>Depth, width, units, weights and bits.</summary>
    [Benchmark]
    public NetworkCounts Count() => _topology!.Count();

    /// <summary>The digest of the topology.</summary>
    [Benchmark]
    public string Hash() => BlockHash.Of(_topology!);
}
