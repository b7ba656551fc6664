using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// Estimates the norms of W^{n,∞} of a target, max over |k| ≤ n of sup |D^k f| on the unit box, from samples: a grid, then a climb
/// from its largest samples of every order. The result is at most the true norm, and what rests on it is conditional. Of a formula also the places are
/// looked at where interval arithmetic finds no bound, for kinks, jumps and poles between the samples. Deterministic.
/// </summary>
public static class SobolevNorm
{
    // A planner asks for the norms of one target again and again.
    private static readonly ConditionalWeakTable<Target, ConcurrentDictionary<int, NormEnclosure>> Enclosures = [];

    /// <summary>
    /// The norms of all orders 0, ..., <paramref name="order"/>, proved where that takes no more than the default work and gives bounds
    /// that are tight, otherwise estimated.
    /// </summary>
    /// <returns>False, and the reason, when the function or a derivative is undefined or unbounded.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The order is negative, or has too many derivatives.</exception>
    public static bool TryFind(Target target, int order, [NotNullWhen(true)] out SobolevEstimate? estimate, [NotNullWhen(false)] out NormFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        (estimate, failure) = (ProvedUpTo(target, order), null);
        return estimate?.Order == order || TryEstimate(target, order, out estimate, out failure);
    }

    /// <summary>
    /// The norms of as many orders as there are, at most <paramref name="most"/>: all those with a proof, or, where there is none, without one.
    /// </summary>
    /// <remarks>sqrt(x) has one bounded derivative fewer than it has derivatives: the orders below the one that fails are found.</remarks>
    /// <returns>False, and the reason, when not even order 1 has one.</returns>
    internal static bool TryFindMost(
        Target target, int most, [NotNullWhen(true)] out SobolevEstimate? estimate, [NotNullWhen(false)] out NormFailure? failure)
    {
        (estimate, failure) = (ProvedUpTo(target, most), null);
        if (estimate is { Order: >= 1 })
        {
            return true;
        }

        for (int order = most; !TryEstimate(target, order, out estimate, out failure);)
        {
            order = Math.Min(order, failure.Order) - 1;
            if (order < 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The proved norms of as many orders up to the given one as are tight, or null when there is none.</summary>
    internal static SobolevEstimate? ProvedUpTo(Target target, int order)
    {
        if (target.Table is { } table && order <= 1)
        {
            return new SobolevEstimate(NormSource.Proved, [.. KnownPeaks.OfTable(target, table).Take(order + 1)]);
        }

        if (target.Grid is { } grid && order <= 1)
        {
            return new SobolevEstimate(NormSource.Proved, [.. KnownPeaks.OfGrid(target, grid).Take(order + 1)]);
        }

        NormEnclosure? proved = target.Expression is null ? null
            : Enclosures.GetOrCreateValue(target).GetOrAdd(order, n => RigorousNorm.Enclose(target, n, RigorousNorm.DefaultWork, loose: false));
        return proved is { Order: >= 0 } ? proved.ToEstimate(proved.Order) : null;
    }

    /// <summary>Estimates the norms of all orders 0, ..., <paramref name="order"/> at once.</summary>
    /// <returns>False, and the reason, when the function or a derivative is undefined or unbounded.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The order is negative, or has too many derivatives.</exception>
    public static bool TryEstimate(Target target, int order, [NotNullWhen(true)] out SobolevEstimate? estimate, [NotNullWhen(false)] out NormFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        estimate = null;
        failure = order > target.Smoothness ? NormFailures.TooRough(target, order) : null;
        if (failure is not null)
        {
            return false;
        }

        var sampler = new DerivativeSampler(target, Math.Min(order, target.DerivativesUpTo));
        DerivativePeak[]? peaks = SampledPeaks.Find(sampler, out failure);
        failure ??= NormFailures.Unbounded(target, sampler.Space.Order);
        if (peaks is not null && failure is null)
        {
            DerivativePeak?[] declared = [.. Enumerable.Range(0, order + 1).Select(j => KnownPeaks.Declared(target, j))];
            failure = NormFailures.Contradiction(target, peaks, declared);
            NormSource source = order > 0 && declared.Skip(1).All(p => p is not null) ? NormSource.Declared : NormSource.Sampled;
            estimate = failure is null ? new SobolevEstimate(source, [.. declared.Select((p, j) => p ?? peaks[j])]) : null;
        }

        return estimate is not null;
    }
}
