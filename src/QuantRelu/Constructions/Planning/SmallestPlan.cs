using System.Numerics;
using QuantRelu.Claims;
using QuantRelu.Graph;

namespace QuantRelu.Constructions.Planning;

/// <summary>The networks from which the smallest is to be chosen, in order of size.</summary>
public sealed class SmallestPlan : NetworkPlan
{
    // How many networks are built in vain, at most: counted, so that the choice is the same anywhere.
    private const int MostInVain = 40;

    private readonly ImmutableArray<Candidate> _candidates;

    internal SmallestPlan(SmallestNetwork construction, NetworkRequest request, ImmutableArray<Candidate> candidates)
        : base(construction, request)
    {
        _candidates = candidates;
        IsKnown = candidates[0] is { IsForAsked: true, Plan.Topology: not null };
    }

    /// <summary>How many networks are compared.</summary>
    public int Compared => _candidates.Length;

    /// <summary>The claims of the network where it is known without building any; otherwise those of the smallest candidate that needs no proof.</summary>
    public override Provenance Provenance => Known.Plan.Provenance with { Tried = Told(Known, []) };

    /// <inheritdoc/>
    public override Network? Topology => IsKnown ? _candidates[0].Plan.Topology : null;

    /// <inheritdoc/>
    public override BigInteger LeastWeights => _candidates.Min(c => c.Plan.LeastWeights);

    /// <inheritdoc/>
    public override BigInteger Memory => Known.Plan.Memory;

    private bool IsKnown { get; }

    private Candidate Known => _candidates.FirstOrDefault(c => c.IsForAsked) ?? _candidates[0];

    /// <summary>Builds networks in order of size until one is known to keep the error.</summary>
    /// <inheritdoc/>
    /// <exception cref="TargetException">None of them does.</exception>
    public override ConstructedNetwork Build(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var outcomes = new Dictionary<Candidate, TriedNetwork>(ReferenceEqualityComparer.Instance);
        var queue = new PriorityQueue<(Candidate Candidate, ConstructedNetwork? Built), ((BigInteger, BigInteger) Cost, int Order)>();
        for (int i = 0; i < _candidates.Length; i++)
        {
            queue.Enqueue((_candidates[i], null), (_candidates[i].Cost(Request.Objective), i));
        }

        int inVain = 0;
        LimitException? limit = null;
        while (queue.TryDequeue(out (Candidate Candidate, ConstructedNetwork? Built) next, out ((BigInteger, BigInteger) Cost, int Order) place))
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report((double)outcomes.Count / _candidates.Length);
            Candidate candidate = next.Candidate;
            if (!candidate.IsForAsked && inVain >= MostInVain)
            {
                continue;
            }

            if ((next.Built ?? Built(candidate, ref limit, cancellationToken)) is not { } built)
            {
                inVain++;
                outcomes[candidate] = candidate.Tried(TriedOutcome.Undecided);
                continue;
            }

            NetworkCounts counts = built.Network.Count();
            if (candidate.Plan.Counts is null && next.Built is null)
            {
                // What it costs is known only now: it waits for its turn.
                queue.Enqueue((candidate, built), (Candidate.Cost(counts, Request.Objective), place.Order));
                continue;
            }

            Decision? decision = candidate.IsProved || !candidate.Plan.Request.Target.CanBeEnclosed
                ? null
                : ErrorCertification.Decide(
                    built.Network,
                    Request.Target,
                    Request.Error,
                    new DecisionOptions(MaximumWork: DecisionWork.Of(Request.Target.Dimension, counts.Weights)),
                    cancellationToken: cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            bool isTaken = decision?.Verdict == Verdict.Proved || (candidate.IsForAsked && decision?.Verdict != Verdict.Refuted);
            if (isTaken)
            {
                progress?.Report(1);
                outcomes[candidate] = candidate.Tried(TriedOutcome.Chosen, counts);
                return built with
                {
                    Provenance = built.Provenance with
                    {
                        Error = Request.Error,
                        ErrorScale = Request.ErrorScale,
                        Certified = decision?.Error,
                        Tried = Told(candidate, outcomes),
                    },
                };
            }

            inVain++;
            outcomes[candidate] = candidate.Tried(decision?.Verdict == Verdict.Refuted ? TriedOutcome.Refuted : TriedOutcome.Undecided, counts);
        }

        throw limit is not null && _candidates.Length == 1 ? limit : new TargetException(
            $"None of the {_candidates.Length} networks that were compared is known to keep an error of {Request.Error.ToShortString()}"
                + $"{(Request.MostDepth is { } most ? $" in at most {most} layers" : string.Empty)}.");
    }

    // Null where it turns out on the way that there is none.
    private static ConstructedNetwork? Built(Candidate candidate, ref LimitException? limit, CancellationToken cancellationToken)
    {
        try
        {
            return candidate.Plan.Build(null, cancellationToken);
        }
        catch (LimitException e)
        {
            limit = e;
            return null;
        }
    }

    // In order of size: what was built, and what was only counted.
    private ImmutableArray<TriedNetwork> Told(Candidate chosen, Dictionary<Candidate, TriedNetwork> outcomes) =>
    [
        .. _candidates.Select(c => outcomes.TryGetValue(c, out TriedNetwork? told) ? told
            : c.Tried(ReferenceEquals(c, chosen) ? TriedOutcome.Chosen : c.Plan.Counts is null ? TriedOutcome.NotBuilt : TriedOutcome.Larger)),
    ];
}
