using System.Collections.Concurrent;
using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// Cells with local polynomials (our own): for every d, n and 0 &lt; ε ≤ 2^s one topology over {-1/2, 1/2} for all f on [0, 1]^d with
/// |D^k f| ≤ 2^s, |k| ≤ n, with one weight for each bit of the coefficients of a polynomial of degree below n on each of N^d cells, N = O(ε^(-1/n)).
/// </summary>
/// <remarks>
/// <para>
/// The cores [m/N, (m+1)/N] of the cells tile the cube; a cell reaches 2^-a/N beyond its core, and 2^d parity classes hold cells whose reaches are apart.
/// For each class the network makes 1 + P(x), where P is the polynomial of the class's cell that x is in the core of: planes, one for each bit of each
/// coefficient, are looked up by the cell's indicator (<see cref="CellTable"/>), so that no product is taken for any cell. Beyond the core the planes are
/// pushed down to 0 within the reach. net = 2^s·(max over classes of σ(1 + P) - 1).
/// </para>
/// <para>
/// <b>Theorem.</b> |net - f| ≤ E, E the greatest error of a local polynomial, as it is made, on the reach of its cell (<see cref="CellBounds"/>).
/// <b>Proof</b>, with f divided by 2^s. Let c be a class. If x is in the core of one of its cells, its candidate is σ(1 + P(x)) with |P - f| ≤ E.
/// If x is in the reach
/// of a cell but not in its core, every plane is between 0 and what it is for that cell, and 1 + P is the sum of planes with positive factors
/// less a constant, so that the candidate is at most σ(1 + P(x)) ≤ 1 + f(x) + E. If x is in no reach, all planes of bits are 0, and what is left,
/// Σ_k 2^(t_k-1-e_k) σ(1 - φ_k) - C ≤ Σ_k 2^(t_k-1-e_k) - C, is at most 0, so the candidate is 0 ≤ 1 + f(x). Every x is in the core of a cell
/// of some class: the maximum is within E of 1 + f(x). ∎
/// </para>
/// <para>
/// No partition of unity and no product with one: the maximum joins the cells. Weights: T bits and two weights for the indicator of each cell,
/// N^d(T + 2); about 15T for each class; 28 for each tooth of a squarer; about 16 for each doubling of the result.
/// </para>
/// <para>
/// Digits are bits whatever λ is: a plane is bit·φ = σ(φ + z - 1) for z = bit, and for a digit 0 &lt; z &lt; 1 that is not z·φ. A larger base would
/// take a product for each digit and class, so that more weight values are used for what they make of ±s alone.
/// </para>
/// </remarks>
public sealed class CellsConstruction : Construction
{
    private const int MostDimension = 6;

    // Of a request without n: for each class and every parity so many products pay for errors out of reach only.
    private const int MostFeatures = 100;

    // Products of all classes that are planned in seconds.
    private const int MostUnasked = 400;

    // What was found before for d, n, s, an error and weight values: it depends on nothing else.
    private readonly ConcurrentDictionary<(int, int, int, double Error, Codebook? Values, int? MostDepth), (CellParameters, CellCounts)> _known = new();

    private CellsConstruction()
    {
    }

    /// <summary>The construction.</summary>
    public static CellsConstruction Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "cells";

    /// <inheritdoc/>
    public override Structure Structure => Structure.Independent;

    /// <inheritdoc/>
    public override string Summary =>
        "Our own: local polynomials of any degree on a grid, looked up bit by bit and joined by a maximum, one topology for all targets with n derivatives.";

    /// <inheritdoc/>
    public override string CountLaw => "N^d(T + 2) + O(2^d T + dN)";

    /// <inheritdoc/>
    public override ImmutableArray<ConstructionParameter> Parameters { get; } =
    [
        new("N", "cells along each side"),
        new("a", "a cell reaches 2^-a of its width beyond its core"),
        new("r", "teeth of the networks that square"),
        new("planes", "bits of the constant, and of the coefficient of each feature, of a cell"),
        new("steps", "e: coefficients of features of degree 0, 1, ... are multiples of 2^-e of the scale"),
        new("scale", "the sum is multiplied by this power of two: the class is that of all targets of at most this norm"),
        new("norm", "the greatest derivative of order at most n over the unit box"),
        new("normSource", "how that is known"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<int> Orders { get; } = [1, 2, 3, 4, 5, 6];

    /// <summary>Plans the network: everything but the target's codes.</summary>
    /// <inheritdoc cref="Construction.Plan"/>
    public new CellPlan Plan(NetworkRequest request, CancellationToken cancellationToken = default) => (CellPlan)base.Plan(request, cancellationToken);

    /// <inheritdoc/>
    protected override NetworkPlan? Find(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken)
    {
        Target target = request.Target;
        if (target.Dimension > MostDimension)
        {
            misfit = new Misfit($"The construction cells is for at most {MostDimension} variables, but {target.Name} has {target.Dimension}; "
                + "the construction paper takes more.");
            return null;
        }

        try
        {
            return request.Smoothness is { } n ? OfOrder(request, n, out misfit, cancellationToken) : Fewest(request, out misfit, cancellationToken);
        }
        catch (InvalidOperationException e) when (e is RealizationException or SwitchException)
        {
            misfit = new Misfit($"The construction cells does not fit these weight values: {e.Message} The construction paper may do.");
            return null;
        }
    }

    /// <inheritdoc/>
    internal override bool IsPlannedUnasked(int dimension, int smoothness) =>
        Binomial.Of(dimension + smoothness - 1, smoothness - 1) << dimension <= MostUnasked;

    private CellPlan? OfOrder(NetworkRequest request, int n, out Misfit? misfit, CancellationToken cancellationToken)
    {
        if (!SobolevNorm.TryFind(request.Target, n, out SobolevEstimate? norm, out NormFailure? failure))
        {
            misfit = Misfit.Of(failure);
            return null;
        }

        ImmutableArray<CellParameters> candidates = Candidates(request, n, norm, cancellationToken);
        misfit = candidates.IsEmpty ? TooFine(request, n, norm) : null;
        return candidates.IsEmpty ? null : Of(request, candidates, norm, cancellationToken);
    }

    private CellPlan? Fewest(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken)
    {
        int most = Math.Min(Orders[^1], request.Target.Smoothness);
        if (!SobolevNorm.TryFindMost(request.Target, most, out SobolevEstimate? norm, out NormFailure? failure))
        {
            misfit = Misfit.Of(failure);
            return null;
        }

        // Those whose estimate is far above what another order has been counted to take are not counted.
        CellPlan? best = null;
        foreach (ImmutableArray<CellParameters> candidates in Enumerable.Range(1, norm.Order)
            .Where(n => n == 1 || Binomial.Of(request.Target.Dimension + n - 1, n - 1) <= MostFeatures + 1)
            .Select(n => Candidates(request, n, norm, cancellationToken))
            .Where(c => c.Length > 0).OrderBy(c => CellSearch.Estimate(c[0])))
        {
            if (best is null || best.Depth > request.MostDepth || CellSearch.Estimate(candidates[0]) < CellSearch.Slack * (double)best.LeastWeights)
            {
                CellPlan plan = Of(request, candidates, norm, cancellationToken);
                best = best is null || Rank(plan).CompareTo(Rank(best)) < 0 ? plan : best;
            }
        }

        misfit = best is null ? TooFine(request, norm.Order, norm) : null;
        return best;

        (int, BigInteger) Rank(CellPlan plan) => (plan.Depth > request.MostDepth ? plan.Depth.Value : 0, plan.LeastWeights);
    }

    private static ImmutableArray<CellParameters> Candidates(
        NetworkRequest request, int n, SobolevEstimate norm, CancellationToken cancellationToken) =>
        CellSearch.Candidates(
            request.Target.Dimension, n, UnitBall.LogScale(norm.Norm(n)), Below(request.Error, UnitBall.LogScale(norm.Norm(n))), cancellationToken);

    private CellPlan Of(NetworkRequest request, ImmutableArray<CellParameters> candidates, SobolevEstimate norm, CancellationToken cancellationToken)
    {
        (int d, int n, int scale) = (candidates[0].Dimension, candidates[0].Smoothness, candidates[0].LogScale);
        Codebook? values = request.Family.IsFree ? null : request.Family.At(CellCircuit.Precision);
        (CellParameters parameters, CellCounts counts) = _known.GetOrAdd(
            (d, n, scale, Below(request.Error, scale), values, request.MostDepth),
            _ => CellSearch.Best(candidates, request.Family, request.MostDepth, cancellationToken));
        return new CellPlan(this, request, parameters, counts, norm);
    }

    // An error below all doubles takes more cells than any that can be found, as the least of them does.
    private static double Below(Rational error, int logScale) => Math.Max(double.Epsilon, Math.BitDecrement((double)UnitBall.Needed(error, logScale)));

    private static Misfit TooFine(NetworkRequest request, int n, SobolevEstimate norm)
    {
        int logScale = UnitBall.LogScale(norm.Norm(n));
        double grid = Math.Min(double.MaxValue, CellSearch.FinestTooCoarse(request.Target.Dimension, n, logScale, Below(request.Error, logScale)));
        return new Misfit(
            $"The construction cells takes more than 10^{Math.Floor(Math.Log10(grid))} cells along each variable for "
                + $"{request.Target.Name} within {request.Error.ToShortString()} with n = {n}, too many to find; "
                + "a larger error or another smoothness takes fewer.",
            IsLimit: true);
    }
}
