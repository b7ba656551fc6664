using QuantRelu.Claims;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Theorems;

/// <summary>
/// Theorems 1 and 2: for every f in the unit ball of W^{n,∞}([0, 1]^d), every 0 &lt; ε &lt; 1 and λ ≥ 2 there is a network over λ
/// weight values, of a topology that does not depend on f, with |f'' - f| ≤ ε everywhere, of depth
/// O(λ log^{1/(λ-1)}(1/ε) + log(1/ε)) and O(λ log^{1/(λ-1)+1}(1/ε) (1/ε)^{d/n}) weights (nonlinear quantization), or of
/// depth O(log(1/ε)) and O((log(1/ε) + log²(1/ε)/log λ) (1/ε)^{d/n}) weights (linear quantization).
/// </summary>
/// <remarks>
/// A target with a larger norm is scaled: f/2^s is in the unit ball and is approximated to within ε/2^s, and the network
/// scales the sum by 2^s.
/// </remarks>
public static class FunctionIndependent
{
    /// <summary>Plans the network: everything but the target's codes.</summary>
    /// <exception cref="TargetException">The target is not in any W^{n,∞} with the n asked for: undefined, unbounded, or with too few derivatives.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="LimitException">The grid would have too many cells to be counted, or the target exceeds the range of doubles.</exception>
    public static FunctionIndependentPlan Plan(Target target, FunctionIndependentOptions options)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Error.Sign <= 0 || options.Error >= 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), (double)options.Error, "The error must be above 0 and below 1.");
        }

        if (options.Smoothness is { } wanted)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 1, nameof(options));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(wanted, FunctionIndependentOptions.MostSmooth, nameof(options));
            return SobolevNorm.TryFind(target, wanted, out SobolevEstimate? norm, out NormFailure? failure)
                ? FunctionIndependentPlan.IsPossible(target, options, wanted, norm)
                    ? new FunctionIndependentPlan(target, options, wanted, norm)
                    : throw FunctionIndependentPlan.Impossible(target, options, wanted, norm)
                : throw failure.ToException();
        }

        return Fewest(target, options);
    }

    /// <summary>Plans and builds the network.</summary>
    public static ConstructedNetwork Build(Target target, FunctionIndependentOptions options) => Plan(target, options).Build();

    /// <summary>The network of a whole class, without codes: one topology for every f of the unit ball of W^{n,∞}([0, 1]^d).</summary>
    /// <param name="dimension">d, 1 to 16.</param>
    /// <param name="smoothness">n, 1 to 8.</param>
    /// <param name="error">ε, strictly between 0 and 1.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="LimitException">The grid would have too many cells to be counted.</exception>
    public static Network Topology(int dimension, int smoothness, Rational error, CodebookFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return FunctionIndependentPlan.Realize(FunctionIndependentParameters.Choose(dimension, smoothness, error), family, logScale: 0);
    }

    // The n with the fewest weights; the norms of all orders come from one pass.
    private static FunctionIndependentPlan Fewest(Target target, FunctionIndependentOptions options)
    {
        SobolevEstimate norm = NormOfMostOrders(target, Math.Min(FunctionIndependentOptions.MostSmooth, target.Smoothness));
        int[] orders = [.. Enumerable.Range(1, norm.Order).Where(n => FunctionIndependentPlan.IsPossible(target, options, n, norm))];
        return orders.Length == 0 ? throw FunctionIndependentPlan.Impossible(target, options, norm.Order, norm) : orders
            .Select(n => new FunctionIndependentPlan(target, options, n, norm))
            .MinBy(plan => plan.Topology.Count().Weights)!;
    }

    // Orders with a proof are preferred to more orders without one.
    // sqrt(x) has one bounded derivative fewer than it has derivatives: the orders below the one that fails are used.
    private static SobolevEstimate NormOfMostOrders(Target target, int most)
    {
        if (SobolevNorm.ProvedUpTo(target, most) is { Order: >= 1 } proved)
        {
            return proved;
        }

        for (int order = most; ;)
        {
            if (SobolevNorm.TryEstimate(target, order, out SobolevEstimate? norm, out NormFailure? failure))
            {
                return norm;
            }

            order = Math.Min(order, failure.Order) - 1;
            if (order < 1)
            {
                throw failure.ToException();
            }
        }
    }
}
