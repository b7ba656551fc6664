using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// Theorems 1 and 2: for every f in the unit ball of W^{n,∞}([0, 1]^d), every 0 &lt; ε &lt; 1 and λ ≥ 2 there is a network over λ
/// weight values, of a topology that does not depend on f, with |f'' - f| ≤ ε everywhere, of depth
/// O(λ log^{1/(λ-1)}(1/ε) + log(1/ε)) and O(λ log^{1/(λ-1)+1}(1/ε) (1/ε)^{d/n}) weights (nonlinear quantization), or of
/// depth O(log(1/ε)) and O((log(1/ε) + log²(1/ε)/log λ) (1/ε)^{d/n}) weights (linear quantization).
/// </summary>
/// <remarks>
/// A target with a larger norm is scaled: f/2^s is in the unit ball and is approximated to within ε/2^s, and the network
/// scales the sum by 2^s. For ε/2^s ≥ 1, of which the theorems do not speak, the parameters follow from the same formulas, in whose proof
/// ε &lt; 1 has no part.
/// </remarks>
public sealed class FunctionIndependent : Construction
{
    internal FunctionIndependent()
    {
    }

    /// <inheritdoc/>
    public override string Name => PaperConstructions.Name;

    /// <inheritdoc/>
    public override Structure Structure => Structure.Independent;

    /// <inheritdoc/>
    public override string Summary =>
        "Theorems 1 and 2 of Ding, Liu, Xiong and Shi: Taylor polynomials glued by a partition of unity, one topology for all targets with n derivatives.";

    /// <inheritdoc/>
    public override ImmutableArray<ConstructionParameter> Parameters { get; } =
    [
        new("N", "cells of the partition of unity along each side"),
        new("r", "teeth of the networks that square"),
        new("t", "a Taylor coefficient is constructed to within 2^-t"),
        new("scale", PaperConstructions.ScaleMeaning),
        new("norm", "the greatest derivative of order at most n over the unit box"),
        new("normSource", "how that is known"),
        new("choice", "tuned when N, r and t are the ones with the fewest weights that the proof allows, not those of the theorem"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<int> Orders { get; } = [.. Enumerable.Range(1, NetworkRequest.MostSmooth)];

    /// <summary>Plans the network: everything but the target's codes.</summary>
    /// <inheritdoc cref="Construction.Plan"/>
    public new FunctionIndependentPlan Plan(NetworkRequest request, CancellationToken cancellationToken = default) =>
        (FunctionIndependentPlan)base.Plan(request, cancellationToken);

    /// <summary>The network of a whole class, without codes: one topology for every f of the unit ball of W^{n,∞}([0, 1]^d).</summary>
    /// <param name="dimension">d, 1 to 16.</param>
    /// <param name="smoothness">n, 1 to 8.</param>
    /// <param name="error">ε, above 0.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="LimitException">The grid would have too many cells to be counted.</exception>
    public static Network Topology(int dimension, int smoothness, Rational error, CodebookFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return FunctionIndependentPlan.Open(FunctionIndependentParameters.Choose(dimension, smoothness, error), family, logScale: 0).Topology;
    }

    /// <inheritdoc/>
    protected override NetworkPlan? Find(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken)
    {
        try
        {
            return request.Smoothness is { } n ? OfOrder(request, n, out misfit) : Fewest(request, out misfit, cancellationToken);
        }
        catch (InvalidOperationException e) when (e is RealizationException or SwitchException)
        {
            misfit = new Misfit(e.Message);
            return null;
        }
    }

    private FunctionIndependentPlan? OfOrder(NetworkRequest request, int n, out Misfit? misfit)
    {
        misfit = !SobolevNorm.TryFind(request.Target, n, out SobolevEstimate? norm, out NormFailure? failure) ? Misfit.Of(failure)
            : !FunctionIndependentPlan.IsPossible(request, n, norm) ? FunctionIndependentPlan.Impossible(request, n, norm)
            : null;
        return misfit is null ? new FunctionIndependentPlan(this, request, n, norm!) : null;
    }

    // The n with the fewest weights; the norms of all orders come from one pass.
    private FunctionIndependentPlan? Fewest(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken)
    {
        int most = Math.Min(NetworkRequest.MostSmooth, request.Target.Smoothness);
        if (!SobolevNorm.TryFindMost(request.Target, most, out SobolevEstimate? norm, out NormFailure? failure))
        {
            misfit = Misfit.Of(failure);
            return null;
        }

        int[] orders = [.. Enumerable.Range(1, norm.Order).Where(n => FunctionIndependentPlan.IsPossible(request, n, norm))];
        misfit = orders.Length == 0 ? FunctionIndependentPlan.Impossible(request, norm.Order, norm) : null;
        return orders.Select(n => new FunctionIndependentPlan(this, request, n, norm)).MinBy(plan =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return plan.LeastWeights;
        });
    }
}
