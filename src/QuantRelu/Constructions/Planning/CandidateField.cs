using System.Numerics;

namespace QuantRelu.Constructions.Planning;

/// <summary>Every network that may be the smallest, planned and counted, in order of size.</summary>
internal sealed class CandidateField
{
    // Steps of a half up to eight times the error: a bound that one member of the class attains is rarely farther above that of another.
    private static readonly Rational[] Coarser =
        [.. Enumerable.Range(1, 5).Reverse().Select(i => Rational.Create(BigInteger.Pow(3, i), BigInteger.Pow(2, i)))];

    /// <summary>Plans all networks, constructions side by side.</summary>
    /// <param name="among">The constructions.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="coarser">Whether networks for larger errors are planned too.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public CandidateField(ImmutableArray<Construction> among, NetworkRequest request, bool coarser, CancellationToken cancellationToken)
    {
        (NetworkPlan? Plan, Misfit? Misfit)[] all = SideBySide.Of(among, c => Plan(c, request, cancellationToken));
        Candidate[] asked = [.. all.Select(a => a.Plan).OfType<NetworkPlan>().Select(plan => new Candidate(plan, request.Error))];
        (BigInteger First, BigInteger Then)[] known = [.. asked.Where(c => c.Plan.Counts is not null).Select(c => c.Cost(request.Objective)).Order()];
        IEnumerable<Candidate> coarse = SideBySide.Of(
            asked.Where(c => coarser && !c.Plan.Construction.FollowsTarget && c.Plan.Counts is { } counts
                && DecisionWork.IsWhole(request.Target.Dimension, counts.Weights)
                && IsInReach(c.Cost(request.Objective).First, known[0].First, request.Target.Dimension)),
            c => PlanCoarser(c.Plan.Construction, request, known[0], cancellationToken).ToArray()).SelectMany(c => c);
        Candidates =
        [
            .. asked.Concat(coarse).OrderBy(c => c.Cost(request.Objective)).ThenByDescending(c => c.IsForAsked)
                .ThenBy(c => c.Plan.Construction.Name, StringComparer.Ordinal),
        ];
        Misfit = all.Zip(among, (a, c) => (a.Misfit, c.FollowsTarget)).Where(m => m.Misfit is not null)
            .OrderByDescending(m => m.Misfit!.IsLimit).ThenByDescending(m => m.FollowsTarget).FirstOrDefault().Misfit;
    }

    /// <summary>The networks, the smallest first.</summary>
    public ImmutableArray<Candidate> Candidates { get; }

    /// <summary>
    /// Why one of the constructions has none, null when all have one: a limit before other reasons, and then that of a construction for the one target, which
    /// asks the least of it.
    /// </summary>
    public Misfit? Misfit { get; }

    // The weights of a class grow at most like (1/ε)^d, but for logarithms: what is larger than the least by more than that, twice, need not be planned again.
    private static bool IsInReach(BigInteger cost, BigInteger least, int dimension) =>
        cost <= 2 * least * BigInteger.Pow(Coarser[0].Floor() + 1, dimension);

    // The coarsest first: where even that is larger than one of the networks for the error asked for, the others would be too.
    private static IEnumerable<Candidate> PlanCoarser(
        Construction construction, NetworkRequest request, (BigInteger, BigInteger) least, CancellationToken cancellationToken)
    {
        foreach (Rational error in Coarser.Select(factor => factor * request.Error).Where(error => error <= AskedError.Greatest))
        {
            if (Plan(construction, request with { Error = error }, cancellationToken).Plan is { } plan && new Candidate(plan, request.Error) is var candidate)
            {
                if (candidate.Cost(request.Objective).CompareTo(least) > 0)
                {
                    yield break;
                }

                yield return candidate;
            }
        }
    }

    // Where few layers are the objective, a construction that has depths to choose from is asked for fewer of them as long as it has some.
    private static (NetworkPlan? Plan, Misfit? Misfit) Plan(Construction construction, NetworkRequest request, CancellationToken cancellationToken)
    {
        (NetworkPlan? Plan, Misfit? Misfit) planned = PlanOnce(construction, request, cancellationToken);
        for (NetworkPlan? next = planned.Plan; request.Objective == Objective.Depth && next?.Depth > 1;)
        {
            planned = (next, null);
            next = PlanOnce(construction, request with { MostDepth = next.Depth - 1 }, cancellationToken).Plan;
        }

        return planned;
    }

    private static (NetworkPlan? Plan, Misfit? Misfit) PlanOnce(
        Construction construction, NetworkRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return construction.TryPlan(request, out NetworkPlan? plan, out Misfit? misfit, cancellationToken) ? (plan, null) : (null, misfit);
        }
        catch (LimitException e)
        {
            return (null, new Misfit(e.Message, IsLimit: true));
        }
    }
}
