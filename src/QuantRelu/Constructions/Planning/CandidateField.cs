using System.Numerics;

namespace QuantRelu.Constructions.Planning;

/// <summary>Every network that may be the smallest, planned and counted, in order of size.</summary>
internal sealed class CandidateField
{
    // Steps of a quarter up to eight times the error: a bound that one member of the class attains is rarely farther above that of another.
    private static readonly Rational[] Coarser =
        [.. Enumerable.Range(1, 9).Select(i => Rational.Create(BigInteger.Pow(5, i), BigInteger.Pow(4, i)))];

    // A network for eight times the error is not so much smaller than that for the error that it would overtake one which is so much smaller already.
    private const int Overtaken = 16;

    private Misfit? _limit;
    private Misfit? _reason;

    /// <summary>Plans all networks.</summary>
    /// <param name="among">The constructions.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="coarser">Whether networks for larger errors are planned too.</param>
    public CandidateField(ImmutableArray<Construction> among, NetworkRequest request, bool coarser)
    {
        Candidate[] asked = [.. among.Select(c => Plan(c, request)).OfType<NetworkPlan>().Select(plan => new Candidate(plan, request.Error))];
        BigInteger least = asked.Where(c => c.Plan.Counts is not null).Select(c => c.Cost(request.Objective).First).DefaultIfEmpty(BigInteger.Zero).Min();
        IEnumerable<Candidate> coarse = asked.Where(c => coarser && !c.Plan.Construction.FollowsTarget && c.Cost(request.Objective).First <= Overtaken * least)
            .SelectMany(c => PlanCoarser(c.Plan.Construction, request)).Select(plan => new Candidate(plan, request.Error));
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

    private IEnumerable<NetworkPlan> PlanCoarser(Construction construction, NetworkRequest request) => Coarser.Select(factor => factor * request.Error)
        .TakeWhile(error => error < 1).Select(error => Plan(construction, request with { Error = error })).OfType<NetworkPlan>();

    private NetworkPlan? Plan(Construction construction, NetworkRequest request)
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
