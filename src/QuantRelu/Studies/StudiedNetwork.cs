using System.Numerics;

namespace QuantRelu.Studies;

/// <summary>What became of a network that was asked for.</summary>
public enum StudyStatus
{
    /// <summary>It was built, and no error above ε or above the construction's bound was seen.</summary>
    Built,

    /// <summary>It was built, and an error above ε or above the construction's bound was seen: the norm of the target was underestimated.</summary>
    Missed,

    /// <summary>It has more weights than are allowed or fit into memory: it is counted, not built.</summary>
    OverLimit,

    /// <summary>There is no such network: λ is odd with linear quantization, or the construction does not fit the target.</summary>
    Impossible,
}

/// <summary>What is told about one network of a study. Its weights are not kept.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Message">Why it was not built, why a certification ended early, or what its error bound supposes; otherwise empty.</param>
public sealed record StudiedNetwork(StudyRequest Request, StudyStatus Status, string Message = "")
{
    /// <summary>What is claimed of the network, with its measured and certified error; null where nothing could be planned.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>The weight values that it has; null where nothing could be planned.</summary>
    public Codebook? Codebook { get; init; }

    /// <summary>What it costs, counted on it; of a network over the limit as far as it is known without building.</summary>
    public NetworkCounts? Counts { get; init; }

    /// <summary>The number of its linear regions; null where that is not known soon.</summary>
    public long? Regions { get; init; }

    /// <summary>A number of weights that it has at least, where it is over the limit and its counts are not known.</summary>
    public BigInteger? LeastWeights { get; init; }

    /// <summary>The digest of its topology; null where that is not known, or is too large for one.</summary>
    public string? TopologyHash { get; init; }

    /// <summary>The digest of its blocks, where its topology is known and too large for a digest.</summary>
    public string? BlockHash { get; init; }
}
