using System.Numerics;
using QuantRelu.Constructions;

namespace QuantRelu.Studies.Classes;

/// <summary>
/// What a construction of one topology for a whole class takes, from its plan: counted, but not built. The class is that of the functions on [0, 1]^d
/// whose derivatives up to order n are at most 1.
/// </summary>
/// <param name="Construction">The construction, which has a <see cref="Construction.CountLaw"/>.</param>
/// <param name="Family">The weight values that were asked for.</param>
public sealed record ClassCount(Construction Construction, CodebookFamily Family)
{
    // Where the law is for other values, only the whole topology tells how many copies there are.
    private static readonly BigInteger MostMemory = BigInteger.One << 28;

    /// <summary>Layers of weights; null where there is no plan.</summary>
    public int? Depth { get; private init; }

    /// <summary>Weights, which every network of the class has; null where there is no plan.</summary>
    public BigInteger? Weights { get; private init; }

    /// <summary>Weights · ⌈log₂ of the number of values⌉; null where there is no plan.</summary>
    public BigInteger? Bits { get; private init; }

    /// <summary>The weight values that the networks have; null where there is no plan.</summary>
    public Codebook? Codebook { get; private init; }

    /// <summary>The leading terms of the law at these parameters; null where the law is for other values.</summary>
    public Rational? Leading { get; private init; }

    /// <summary>What is claimed of the networks of the class, with the parameters; null where there is no plan.</summary>
    public Provenance? Provenance { get; private init; }

    /// <summary>Why there is no plan; empty where there is one.</summary>
    public string Obstacle { get; private init; } = string.Empty;

    /// <summary>
    /// The counts of every construction that has a law and is for the class, over each of several weight values. One that is not for d or n, or not for these
    /// values, is left out; one beyond what can be planned says so.
    /// </summary>
    /// <param name="constructions">Constructions of any kind.</param>
    /// <param name="dimension">d.</param>
    /// <param name="smoothness">n.</param>
    /// <param name="error">ε, strictly between 0 and 1.</param>
    /// <param name="families">The weight values.</param>
    public static IEnumerable<ClassCount> Of(
        IEnumerable<Construction> constructions, int dimension, int smoothness, Rational error, IReadOnlyCollection<CodebookFamily> families)
    {
        ArgumentNullException.ThrowIfNull(constructions);
        ArgumentNullException.ThrowIfNull(families);

        // Any member of the class has the topology of all.
        var member = Target.FromExpression(Target.Parse("0").Expression!, dimension, "the class");
        return constructions.Where(c => c.CountLaw is not null && c.Orders.Contains(smoothness))
            .SelectMany(c => families.Select(family => Of(c, new NetworkRequest(member, error) { Smoothness = smoothness, Family = family })))
            .OfType<ClassCount>();
    }

    private static ClassCount? Of(Construction construction, NetworkRequest request)
    {
        var count = new ClassCount(construction, request.Family);
        (int d, int n) = (request.Target.Dimension, request.Smoothness!.Value);
        if (!construction.IsPlannedUnasked(d, n))
        {
            string reason = $"The construction {construction.Name} has many products for d = {d}, n = {n}; build --dry-run counts it, in minutes.";
            return count with { Obstacle = reason };
        }

        if (!construction.TryPlan(request, out NetworkPlan? plan, out Misfit? misfit))
        {
            return misfit.IsLimit ? count with { Obstacle = misfit.Reason } : null;
        }

        if (plan.LeadingWeights is null && plan.Memory > MostMemory)
        {
            return count with { Obstacle = $"The construction {construction.Name} over {request.Family} is too large here to be counted unit by unit." };
        }

        return count with
        {
            Depth = plan.Depth,
            Weights = plan.LeastWeights,
            Bits = plan.LeastWeights * plan.Codebook!.BitsPerWeight,
            Codebook = plan.Codebook,
            Leading = plan.LeadingWeights,
            Provenance = plan.Provenance,
        };
    }
}
