using System.Numerics;
using QuantRelu.Claims;
using QuantRelu.Graph;

namespace QuantRelu.Constructions.Planning;

/// <summary>A network that may be the smallest: planned for the error asked for, or for a larger one.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Asked">The error asked for.</param>
internal sealed record Candidate(NetworkPlan Plan, Rational Asked)
{
    /// <summary>Whether the construction's theorem, without an assumption, says that it keeps the error asked for.</summary>
    public bool IsProved => Plan.Provenance.TheoremBound is { } bound && Dyadic.FromDouble(bound) <= Asked;

    /// <summary>Whether it is planned for no more than the error asked for, so that it keeps it as far as is known.</summary>
    public bool IsForAsked => Plan.Request.Error <= Asked;

    /// <summary>What it has of what shall be little; a lower bound where its counts are not known yet. Ties go to fewer weights.</summary>
    public (BigInteger First, BigInteger Then) Cost(Objective objective) => Plan.Counts is { } counts
        ? Cost(counts, objective)
        : (objective == Objective.Depth ? BigInteger.Zero : Plan.LeastWeights, Plan.LeastWeights);

    /// <summary>What a network has of what shall be little.</summary>
    public static (BigInteger First, BigInteger Then) Cost(NetworkCounts counts, Objective objective) => objective switch
    {
        Objective.Weights => (counts.Weights, counts.Depth),
        Objective.Bits => (counts.Bits, counts.Weights),
        Objective.Depth => (counts.Depth, counts.Weights),
        _ => throw new NotSupportedException(objective.ToString()),
    };

    /// <summary>What is told of it.</summary>
    public TriedNetwork Tried(TriedOutcome outcome, NetworkCounts? counts = null) => new(
        Plan.Construction.Name, Plan.Construction.Structure, Plan.Provenance.Smoothness, Plan.Request.Error,
        (counts ?? Plan.Counts)?.Weights ?? Plan.LeastWeights, outcome)
    {
        Parameters = Plan.Provenance.Parameters,
    };
}
