using QuantRelu.Circuits;
using QuantRelu.Constructions;

namespace QuantRelu.Studies;

/// <summary>One network of a study: planned, built, counted, measured, and certified if that is asked for; then only what is told of it is kept.</summary>
public static class NetworkStudy
{
    // The part that building is of building and measuring.
    private const double BuildingShare = 0.5;

    /// <summary>Studies a network. One that cannot be is told as <see cref="StudyStatus.Impossible"/> with the reason.</summary>
    /// <param name="request">The network.</param>
    /// <param name="effort">How far it is looked into.</param>
    /// <param name="progress">Is told the part that is done of building, up to 1/2, and measuring, up to 1; a proof that follows is not foreseen.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What is told of it.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static StudiedNetwork Run(
        StudyRequest request, StudyEffort effort, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Run(request, effort, memory: null, progress, cancellationToken);

    /// <summary>The same beside others, with which it shares memory.</summary>
    internal static StudiedNetwork Run(
        StudyRequest request, StudyEffort effort, SharedMemory? memory, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(effort);
        cancellationToken.ThrowIfCancellationRequested();
        if (!request.Construction.TryPlan(request.Network, out NetworkPlan? plan, out Misfit? misfit, cancellationToken))
        {
            return misfit.IsLimit ? new StudiedNetwork(request, StudyStatus.OverLimit, misfit.Reason) : Impossible(request, misfit.Reason);
        }

        if (plan.Exceeds(effort.MostWeights) is { } exceeded)
        {
            return plan.Topology is { } topology
                ? OverLimit(Told(request, topology, plan.Provenance), exceeded, effort)
                : OverLimit(new StudiedNetwork(request, StudyStatus.OverLimit) { LeastWeights = exceeded.Weights }, exceeded, effort);
        }

        return memory is null ? Built(request, plan, effort, progress, cancellationToken)
            : memory.With(plan.Memory, () => Built(request, plan, effort, progress, cancellationToken));
    }

    private static StudiedNetwork Built(
        StudyRequest request, NetworkPlan plan, StudyEffort effort, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        try
        {
            ConstructedNetwork built = plan.Build(Part(progress, 0, BuildingShare), cancellationToken);
            StudiedNetwork told = Told(request, built.Network, built.Provenance);
            return told.Counts!.Weights > effort.MostWeights
                ? OverLimit(told, new ExceededLimit(LimitKind.Weights, told.Counts.Weights, IsExact: true, plan.Memory), effort)
                : Measured(request, built, effort, Part(progress, BuildingShare, 1), cancellationToken);
        }
        catch (LimitException e)
        {
            return new StudiedNetwork(request, StudyStatus.OverLimit, e.Message);
        }
        catch (Exception e) when (e is TargetException or RealizationException)
        {
            return Impossible(request, e.Message);
        }
    }

    private static StudiedNetwork Impossible(StudyRequest request, string reason) =>
        new(request, StudyStatus.Impossible, reason.ReplaceLineEndings("\n").Split('\n', 2)[0]);

    private static PartProgress? Part(IProgress<double>? progress, double from, double to) => progress is null ? null : new PartProgress(progress, from, to);

    private static StudiedNetwork Measured(
        StudyRequest request, ConstructedNetwork built, StudyEffort effort, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        Target target = request.Network.Target;
        MeasuredError measured =
            ErrorMeasurement.Measure(new FastEvaluator(built.Network), target, effort.Samples, effort.Seed, progress, cancellationToken);
        CertificationResult? proof = effort.Certification is { } options
            ? ErrorCertification.Certify(
                built.Network, target, options with { KnownBound = built.Provenance.ProvedBound }, cancellationToken: cancellationToken)
            : null;
        cancellationToken.ThrowIfCancellationRequested();
        bool refuted = built.Provenance.ErrorBound is { } bound && ErrorMeasurement.Exceeds(built.Network, target, measured, Dyadic.FromDouble(bound));
        bool missed = !double.IsFinite(measured.Value) || ErrorMeasurement.Exceeds(built.Network, target, measured, request.Network.Error);
        bool met = !refuted && !missed && !(proof?.Error?.Lower > request.Network.Error);
        return Told(request, built.Network, built.Provenance with { Measured = measured, Certified = proof?.Error }) with
        {
            Status = met ? StudyStatus.Built : StudyStatus.Missed,
            Regions = Analysis.LinearRegions.CountAtOnce(built.Network),
            Message = refuted ? $"The measured error is above the construction's bound{Supposed(built.Provenance, ", which holds ")}."
                : proof is not (null or { Outcome: CertificationOutcome.Reached }) ? proof.Message
                : built.Provenance.ErrorBoundCondition is not null ? $"The error bound is conditional{Supposed(built.Provenance, ": it holds ")}."
                : string.Empty,
        };
    }

    private static string Supposed(Provenance claims, string before) => claims.ErrorBoundCondition is { } condition ? before + condition : string.Empty;

    private static StudiedNetwork Told(StudyRequest request, Network network, Provenance provenance)
    {
        string? hash = Graph.TopologyHash.Of(network);
        return new(request, StudyStatus.Built)
        {
            Provenance = provenance,
            Codebook = network.Codebook,
            Counts = network.Count(),
            TopologyHash = hash,
            BlockHash = hash is null ? Graph.BlockHash.Of(network) : null,
        };
    }

    private static StudiedNetwork OverLimit(StudiedNetwork told, ExceededLimit exceeded, StudyEffort effort)
    {
        string least = exceeded.IsExact ? string.Empty : "at least ";
        return told with
        {
            Status = StudyStatus.OverLimit,
            Message = exceeded.Kind == LimitKind.Weights
                ? $"It has {least}{exceeded.Weights} weights, more than the limit of {effort.MostWeights}."
                : "It takes more memory than this machine has.",
        };
    }
}
