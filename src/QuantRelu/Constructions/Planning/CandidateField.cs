using System.Numerics;

namespace QuantRelu.Constructions.Planning;

/// <summary>Every network that may be the smallest, planned and counted, in order of size.</summary>
internal sealed class CandidateField
{
    // Steps of a quarter up to eight times the error: a bound that one member of the class attains is rarely farther above that of another.
    private static readonly Rational[] Coarser =
        [.. Enumerable.Range(1, 9).Reverse().Select(i => Rational.Create(BigInteger.Pow(5, i), BigInteger.Pow(4, i)))];

    private Misfit? _limit;
    private Misfit? _reason;

    /// <summary>Plans all networks.</summary>
    /// <param name="among">The constructions.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="coarser">Whether networks for larger errors are planned too.</param>
    public CandidateField(ImmutableArray<Construction> among, NetworkRequest request, bool coarser)
    {
        Candidate[] asked = [.. among.Select(c => Plan(c, request)).OfType<NetworkPlan>().Select(plan => new Candidate(plan, request.Error))];
        (BigInteger, BigInteger)[] known = [.. asked.Where(c => c.Plan.Counts is not null).Select(c => c.Cost(request.Objective)).Order()];
        IEnumerable<Candidate> coarse = asked.Where(c => coarser && !c.Plan.Construction.FollowsTarget && c.Plan.Counts is not null)
            .SelectMany(c => PlanCoarser(c.Plan.Construction, request, known[0]));
        Candidates =
        [
            .. asked.Concat(coarse).OrderBy(c => c.Cost(request.Objective)).ThenByDescending(c => c.IsForAsked)
                .ThenBy(c => c.Plan.Construction.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The networks, the smallest first.</summary>
    public ImmutableArray<Candidate> Candidates { get; }

    /// <summary>Why there is none.</summary>
    public Misfit Misfit => _limit ?? _reason!;

    // The coarsest first: where even that is larger than one of the networks for the error asked for, the others would be too.
    private IEnumerable<Candidate> PlanCoarser(Construction construction, NetworkRequest request, (BigInteger, BigInteger) least)
    {
        foreach (Rational error in Coarser.Select(factor => factor * request.Error).Where(error => error < 1))
        {
            if (Plan(construction, request with { Error = error }) is { } plan && new Candidate(plan, request.Error) is var candidate)
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
    private NetworkPlan? Plan(Construction construction, NetworkRequest request)
    {
        NetworkPlan? plan = PlanOnce(construction, request);
        for (NetworkPlan? next = plan; request.Objective == Objective.Depth && next?.Depth > 1;)
        {
            plan = next;
            construction.TryPlan(request with { MostDepth = plan.Depth - 1 }, out next, out _);
        }

        return plan;
    }

    private NetworkPlan? PlanOnce(Construction construction, NetworkRequest request)
    {
        try
        {
            if (construction.TryPlan(request, out NetworkPlan? plan, out Misfit? misfit))
            {
                return plan;
            }

            _ = misfit.IsLimit ? _limit ??= misfit : _reason ??= misfit;
        }
        catch (LimitException e)
        {
            _limit ??= new Misfit(e.Message, IsLimit: true);
        }

        return null;
    }
}
