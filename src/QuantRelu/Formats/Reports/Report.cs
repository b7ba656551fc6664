using QuantRelu.Analysis;
using QuantRelu.Constructions.Paper;

namespace QuantRelu.Formats.Reports;

/// <summary>What is told about a network: what it claims, its codebook, and its counts, counted on the network itself.</summary>
/// <param name="Provenance">Where it comes from and what is claimed of it.</param>
/// <param name="Codebook">Its weight values.</param>
/// <param name="Activation">What its hidden units apply to their sums.</param>
/// <param name="Counts">Its depth, width, units, weights and bits.</param>
/// <param name="TopologyHash">The digest of its topology; null when it is too large for one.</param>
public sealed record Report(Provenance Provenance, Codebook Codebook, Activation Activation, NetworkCounts Counts, string? TopologyHash)
{
    /// <summary>The digest of its blocks, where there is none of its topology.</summary>
    public string? BlockHash { get; init; }

    /// <summary>The bits that its values need; null when they were not asked for.</summary>
    public PrecisionAnalysis? Precision { get; init; }

    /// <summary>The number of its linear regions; null when they were not counted.</summary>
    public long? LinearRegionCount { get; init; }

    /// <summary>What its linear regions tell of it, in the coordinates of its domain; null when they were not asked for.</summary>
    public RegionSummary? Regions { get; init; }

    /// <summary>The inequalities of Theorem 1, term by term; null when they were not asked for.</summary>
    public ErrorLedger? Ledger { get; init; }

    /// <summary>The report of a network.</summary>
    public static Report Of(ConstructedNetwork constructed)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        return Of(constructed.Network, constructed.Provenance);
    }

    /// <summary>The report of a network with the bits that its values need.</summary>
    public static Report WithPrecision(ConstructedNetwork constructed) => Of(constructed) with { Precision = PrecisionAnalysis.Of(constructed.Network) };

    /// <summary>
    /// The report with the number of linear regions of its network, where it is known soon: of networks with at most three inputs that do not have too many.
    /// </summary>
    public Report WithRegionCount(Network network) => this with { LinearRegionCount = Analysis.LinearRegions.CountAtOnce(network) };

    /// <summary>The report with all that the linear regions of its network tell, however long it takes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">It has more than three inputs, or another obstacle: see <see cref="Analysis.LinearRegions.Of"/>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Report WithRegions(Network network, CancellationToken cancellationToken = default)
    {
        var regions = Analysis.LinearRegions.Of(network);
        return this with { Regions = regions.Summarize(Provenance.Domain, cancellationToken), LinearRegionCount = regions.CountLinear(cancellationToken) };
    }

    /// <summary>The report of a network that is planned but not built: the same counts and claims.</summary>
    /// <param name="plan">A plan whose topology is known.</param>
    /// <exception cref="ArgumentException">The topology depends on the target: even to count it is to build it.</exception>
    public static Report Of(NetworkPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Topology is { } topology
            ? Of(topology, plan.Provenance)
            : throw new ArgumentException($"The construction {plan.Construction} is counted when it is built.", nameof(plan));
    }

    /// <summary>The report as text, a line for each fact.</summary>
    public override string ToString() => ReportText.Write(this);

    private static Report Of(Network network, Provenance provenance) =>
        Graph.TopologyHash.Of(network) is { } hash
            ? new(provenance, network.Codebook, network.Activation, network.Count(), hash)
            : new(provenance, network.Codebook, network.Activation, network.Count(), null) { BlockHash = Graph.BlockHash.Of(network) };
}
