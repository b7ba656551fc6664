using System.Numerics;
using QuantRelu.Certification;
using QuantRelu.Circuits;
using QuantRelu.Claims;
using QuantRelu.Evaluation;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using QuantRelu.Theorems;

namespace QuantRelu.Studies;

/// <summary>One network of a study: planned, built, counted, measured, and certified if that is asked for; then only what is told of it is kept.</summary>
public static class NetworkStudy
{
    /// <summary>Studies a network.</summary>
    /// <param name="request">The network.</param>
    /// <param name="effort">How far it is looked into.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>What is told of it; <see cref="StudyStatus.OverLimit"/> when it was not built.</returns>
    /// <exception cref="TargetException">The target does not satisfy the theorem's hypothesis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε, n or λ is outside its range.</exception>
    /// <exception cref="LimitException">The network is too large to be counted, or the target exceeds the range of doubles.</exception>
    public static StudiedNetwork Run(NetworkRequest request, StudyEffort effort, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(effort);
        cancel.ThrowIfCancellationRequested();
        CheckFamily(request.Family);
        return request.Dependent ? Dependent(request, effort, cancel) : Independent(request, effort, cancel);
    }

    /// <summary>Studies a network; one that cannot be is told as <see cref="StudyStatus.Impossible"/> with the reason.</summary>
    /// <inheritdoc cref="Run"/>
    public static StudiedNetwork TryRun(NetworkRequest request, StudyEffort effort, CancellationToken cancel = default)
    {
        try
        {
            return Run(request, effort, cancel);
        }
        catch (LimitException e)
        {
            return new StudiedNetwork(request, StudyStatus.OverLimit, e.Message);
        }
        catch (Exception e) when (e is TargetException or RealizationException or ArgumentOutOfRangeException)
        {
            return new StudiedNetwork(request, StudyStatus.Impossible, e.Message.ReplaceLineEndings("\n").Split(" (Parameter '", 2)[0].Split('\n', 2)[0]);
        }
    }

    // An odd λ with linear quantization is refused before anything is said of limits.
    private static void CheckFamily(CodebookFamily family)
    {
        if (!family.IsFree)
        {
            family.At(precision: 1);
        }
    }

    private static StudiedNetwork Independent(NetworkRequest request, StudyEffort effort, CancellationToken cancel)
    {
        FunctionIndependentPlan plan = FunctionIndependent.Plan(request.Target, new(request.Error, request.Family.Lambda, request.Family.Quantization, request.Smoothness));
        StudiedNetwork planned = Told(request, plan.Topology, plan.Provenance);
        return planned.Counts!.Weights > effort.MostWeights
            ? OverLimit(planned, effort)
            : plan.FitsIntoMemory
                ? Measured(request, plan.Build(cancel: cancel), effort, cancel)
                : planned with { Status = StudyStatus.OverLimit, Message = "It takes more memory than this machine has." };
    }

    // Its topology depends on the target, so that even to count it is to build it.
    private static StudiedNetwork Dependent(NetworkRequest request, StudyEffort effort, CancellationToken cancel)
    {
        if (request.Smoothness is not (null or 1))
        {
            throw new ArgumentOutOfRangeException(nameof(request), request.Smoothness, "A function-dependent network is built with n = 1.");
        }

        BigInteger least = FunctionDependent.LeastWeights(request.Target, request.Error);
        if (least > effort.MostWeights)
        {
            return new StudiedNetwork(request, StudyStatus.OverLimit, $"It has at least {least} weights, {Limit(effort)}.") { LeastWeights = least };
        }

        ConstructedNetwork built = FunctionDependent.Build(request.Target, request.Error, request.Family, cancel);
        StudiedNetwork told = Told(request, built.Network, built.Provenance);
        return told.Counts!.Weights > effort.MostWeights
            ? OverLimit(told, effort)
            : Measured(request, built, effort, cancel);
    }

    private static StudiedNetwork Measured(NetworkRequest request, ConstructedNetwork built, StudyEffort effort, CancellationToken cancel)
    {
        MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), request.Target, effort.Samples, effort.Seed, cancel: cancel);
        CertificationResult? proof = effort.Certification is { } options ? ErrorCertification.Certify(built.Network, request.Target, options, cancel: cancel) : null;
        cancel.ThrowIfCancellationRequested();
        bool refuted = built.Provenance.ErrorBound is { } bound && ErrorMeasurement.Exceeds(built.Network, request.Target, measured, Dyadic.FromDouble(bound));
        bool missed = !double.IsFinite(measured.Value) || ErrorMeasurement.Exceeds(built.Network, request.Target, measured, request.Error);
        bool met = !refuted && !missed && !(proof?.Error?.Lower > request.Error);
        return Told(request, built.Network, built.Provenance with { Measured = measured, Certified = proof?.Error }) with
        {
            Status = met ? StudyStatus.Built : StudyStatus.Missed,
            Message = refuted ? $"The measured error is above the construction's bound{Supposed(built.Provenance, ", which holds ")}."
                : proof is not (null or { Outcome: CertificationOutcome.Reached }) ? proof.Message
                : built.Provenance.ErrorBoundCondition is not null ? $"The error bound is conditional{Supposed(built.Provenance, ": it holds ")}."
                : string.Empty,
        };
    }

    private static string Supposed(Provenance claims, string before) => claims.ErrorBoundCondition is { } condition ? before + condition : string.Empty;

    private static StudiedNetwork Told(NetworkRequest request, Network network, Provenance provenance)
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

    private static StudiedNetwork OverLimit(StudiedNetwork told, StudyEffort effort) =>
        told with { Status = StudyStatus.OverLimit, Message = $"It has {told.Counts!.Weights} weights, {Limit(effort)}." };

    private static string Limit(StudyEffort effort) => $"more than the limit of {effort.MostWeights}";
}
