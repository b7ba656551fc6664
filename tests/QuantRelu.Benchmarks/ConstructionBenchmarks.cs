using BenchmarkDotNet.Attributes;
using QuantRelu.Constructions.Paper;

namespace QuantRelu.Benchmarks;

/// <summary>From a target to a network: the plan (norms of the target, topology), and the codes of the target's Taylor coefficients.</summary>
public class ConstructionBenchmarks
{
    private FunctionIndependentPlan? _plan;

    /// <summary>The network.</summary>
    [ParamsSource(nameof(Networks))]
    public NetworkCase? Network { get; set; }

    /// <summary>The networks that can be built.</summary>
    public static IEnumerable<NetworkCase> Networks => NetworkCase.Buildable;

    /// <summary>The plan whose codes are set.</summary>
    [GlobalSetup]
    public void Prepare() => _plan = Network!.Plan();

    /// <summary>Parses the target, estimates its norms, chooses N, r, t and realizes the topology.</summary>
    [Benchmark]
    public FunctionIndependentPlan Plan() => Network!.Plan();

    /// <summary>Sets the codes of every block.</summary>
    [Benchmark]
    public ConstructedNetwork SetCodes() => _plan!.Build();
}
