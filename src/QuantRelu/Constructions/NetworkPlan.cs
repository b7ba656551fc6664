using System.Globalization;
using System.Numerics;
using QuantRelu.Constructions;

namespace QuantRelu;

/// <summary>
/// A network before it is built: its parameters, what it is proved to err by at most, and what it will cost, exactly where the topology does
/// not depend on the target.
/// </summary>
public abstract class NetworkPlan
{
    private readonly Lazy<NetworkCounts?> _counts;

    /// <summary>A plan.</summary>
    /// <param name="construction">What made it.</param>
    /// <param name="request">What was asked for.</param>
    protected NetworkPlan(Construction construction, NetworkRequest request)
    {
        ArgumentNullException.ThrowIfNull(construction);
        ArgumentNullException.ThrowIfNull(request);
        (Construction, Request) = (construction, request);
        _counts = new(() => Topology?.Count());
    }

    /// <summary>What made the plan.</summary>
    public Construction Construction { get; }

    /// <summary>What was asked for.</summary>
    public NetworkRequest Request { get; }

    /// <summary>What is claimed of the network: the bound is proved before anything is built. Parameters that only building tells are absent.</summary>
    public abstract Provenance Provenance { get; }

    /// <summary>The network without the target's codes; null where the topology depends on the target, so that even to count it is to build it.</summary>
    public virtual Network? Topology => null;

    /// <summary>What the network costs, counted on its topology; null where that is not known yet.</summary>
    public NetworkCounts? Counts => _counts.Value;

    /// <summary>The weight values of the network; null where they are not known yet.</summary>
    public virtual Codebook? Codebook => Topology?.Codebook;

    /// <summary>
    /// The leading terms of <see cref="Construction.CountLaw"/> at the parameters of the plan; null where there is no law, or the weight values are not those
    /// that it is for.
    /// </summary>
    public virtual Rational? LeadingWeights => null;

    /// <summary>Layers of weights; null where they are not known yet.</summary>
    public virtual int? Depth => Counts?.Depth;

    /// <summary>A number of weights that the network has at least: all of them where they are known.</summary>
    public abstract BigInteger LeastWeights { get; }

    /// <summary>About how many bytes building takes.</summary>
    public abstract BigInteger Memory { get; }

    /// <summary>Whether this machine can build it.</summary>
    public virtual bool FitsIntoMemory => Memory <= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Builds the network.</summary>
    /// <param name="progress">Is told the part that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    /// <exception cref="InvalidOperationException">It does not fit into memory.</exception>
    public abstract ConstructedNetwork Build(IProgress<double>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// The claims, and the weights as far as they are known: "x^2 on 0:1: 0.1 asked, at most 0.05 by the construction paper; at least 1,000 weights".
    /// </summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Provenance}; {(Counts is null ? "at least " : string.Empty)}{LeastWeights:N0} weights");

    /// <summary>The claims of the network: what the request says, and what the construction adds.</summary>
    /// <param name="smoothness">n as used; null where it uses none.</param>
    /// <param name="parameters">The parameters as used, by the names of <see cref="Construction.Parameters"/>, in the order in which reports show them.</param>
    /// <param name="errorBound">What the construction proves for this target.</param>
    /// <param name="paperBound">A theorem's leading expressions; null where there is none.</param>
    protected Provenance Claims(int? smoothness, IEnumerable<KeyValuePair<string, string>> parameters, double errorBound, PaperBound? paperBound) => new()
    {
        Target = Request.Target.Name,
        Source = Request.Target.Source,
        Domain = Request.Target.Domain,
        Smoothness = smoothness,
        Error = Request.Error,
        ErrorScale = Request.ErrorScale,
        Lambda = Request.Family.Limit,
        Quantization = Request.Family.Quantization,
        Structure = Construction.Structure,
        Construction = Construction.Name,
        Parameters = new(new Dictionary<string, string>(parameters)),
        ErrorBound = errorBound,
        PaperBound = paperBound,
    };

    /// <summary>Which limit the network exceeds, as far as that is known before it is built; null when it exceeds none.</summary>
    /// <param name="mostWeights">The most weights; null for no limit but memory.</param>
    public ExceededLimit? Exceeds(BigInteger? mostWeights = null) =>
        mostWeights is { } most && LeastWeights > most ? new ExceededLimit(LimitKind.Weights, LeastWeights, Counts is not null, Memory)
        : FitsIntoMemory ? null
        : new ExceededLimit(LimitKind.Memory, LeastWeights, Counts is not null, Memory);
}
