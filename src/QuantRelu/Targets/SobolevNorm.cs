using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
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
    private const int ClimbsPerOrder = 2;

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
            return new SobolevEstimate(NormSource.Proved, [.. TablePeaks(target, table).Take(order + 1)]);
        }

        if (target.Grid is { } grid && order <= 1)
        {
            return new SobolevEstimate(NormSource.Proved, [.. GridPeaks(target, grid).Take(order + 1)]);
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
        failure = order > target.Smoothness ? TooRough(target, order) : null;
        if (failure is not null)
        {
            return false;
        }

        var sampler = new DerivativeSampler(target, Math.Min(order, target.DerivativesUpTo));
        DerivativePeak[]? peaks = FindPeaks(sampler, out failure);
        failure ??= Unbounded(target, sampler.Space.Order);
        if (peaks is not null && failure is null)
        {
            DerivativePeak?[] declared = [.. Enumerable.Range(0, order + 1).Select(j => DeclaredPeak(target, j))];
            failure = Contradiction(target, peaks, declared);
            NormSource source = order > 0 && declared.Skip(1).All(p => p is not null) ? NormSource.Declared : NormSource.Sampled;
            estimate = failure is null ? new SobolevEstimate(source, [.. declared.Select((p, j) => p ?? peaks[j])]) : null;
        }

        return estimate is not null;
    }

    /// <summary>
    /// Samples do not see the kink of sqrt((x-1/3)^2) nor the jump of atan(1/(x-1/3)) between them, but interval arithmetic shows where to look.
    /// </summary>
    private static NormFailure? Unbounded(Target target, int order)
    {
        if (target.Expression is null)
        {
            return null;
        }

        Expression formula = PowerProducts.Combine(target.Expression);
        return JumpSearch.Find(formula, order, SingularPlaces.Of(formula, target.Dimension, order)) is var (grows, at) ? NotBounded(target, grows, at) : null;
    }

    private static DerivativePeak[]? FindPeaks(DerivativeSampler sampler, out NormFailure? failure)
    {
        SampleGrid grid = SampleGrid.Create(sampler.Space.Dimension, sampler.Space.Order);
        DerivativeSample[] samples = [.. grid.Points.Select(sampler.At)];
        failure = FirstNotFinite(sampler, samples);
        var peaks = new DerivativePeak[sampler.Space.Order + 1];
        for (int j = peaks.Length - 1; j >= 0 && failure is null; j--)
        {
            peaks[j] = FindPeak(sampler, j, samples, grid.Spacing, out failure);
        }

        return failure is null ? peaks : null;
    }

    /// <summary>The highest orders are searched first: they show a singularity from farthest away.</summary>
    private static DerivativePeak FindPeak(DerivativeSampler sampler, int j, DerivativeSample[] samples, double spacing, out NormFailure? failure)
    {
        failure = null;
        DerivativeSample top = samples[0];
        double scale = samples.Max(s => s.Values[0]);
        foreach (DerivativeSample start in Starts(samples, j, spacing))
        {
            PeakSearch search = PeakSearch.Climb(sampler, j, start, spacing, scale);
            if (search.Unbounded is { } order)
            {
                failure = Overflow(sampler, order, search.Top.At) ?? NotBounded(sampler.Target, order, search.Top.At);
                break;
            }

            top = search.Top.Values[j] > top.Values[j] ? search.Top : top;
        }

        return new DerivativePeak(top.Values[j], sampler.Space[top.Derivatives[j]], [.. top.At]);
    }

    /// <summary>The largest sample, and the largest that is not its neighbour.</summary>
    private static IEnumerable<DerivativeSample> Starts(DerivativeSample[] samples, int j, double spacing)
    {
        var chosen = new List<DerivativeSample>();
        while (chosen.Count < ClimbsPerOrder)
        {
            DerivativeSample? next = null;
            foreach (DerivativeSample sample in samples)
            {
                bool larger = next is null || sample.Values[j] > next.Values[j];
                next = larger && chosen.TrueForAll(c => Distance(c.At, sample.At) > 1.5 * spacing) ? sample : next;
            }

            if (next is null)
            {
                break;
            }

            chosen.Add(next);
        }

        return chosen;
    }

    private static double Distance(double[] a, double[] b)
    {
        double distance = 0;
        for (int axis = 0; axis < a.Length; axis++)
        {
            distance = Math.Max(distance, Math.Abs(a[axis] - b[axis]));
        }

        return distance;
    }

    // Straight lines are highest at a sample, and their slopes are known; a larger Lipschitz constant that was given is a bound as well.
    private static IEnumerable<DerivativePeak> TablePeaks(Target target, SampleTable table)
    {
        (Rational X, Rational Y) top = table.Samples.MaxBy(s => Rational.Abs(s.Y));
        yield return new DerivativePeak(DirectedRounding.Up(Rational.Abs(top.Y)), new MultiIndex(0), [(double)table.Domain.ToUnit(0, top.X)]);
        int steepest = Math.Max(1, table.SteepestAt);
        Rational middle = (table.Samples[steepest - 1].X + table.Samples[steepest].X) / 2;
        double slope = Math.Max(DirectedRounding.Up(table.Lipschitz * table.Domain.Width(0)), target.LipschitzConstant!.Value);
        yield return new DerivativePeak(slope, new MultiIndex(1), [(double)table.Domain.ToUnit(0, middle)]);
    }

    // Of the samples, which bound the values on any domain; where the slope is greatest is not told.
    private static IEnumerable<DerivativePeak> GridPeaks(Target target, GridTable grid)
    {
        int top = grid.Values.Select((z, at) => (Size: Rational.Abs(z), at)).MaxBy(z => z.Size).at;
        Rational[] place = [grid.X[top % grid.X.Length], grid.Y[top / grid.X.Length]];
        yield return new DerivativePeak(
            DirectedRounding.Up(Rational.Abs(grid.Values.ElementAt(top))),
            new MultiIndex(0, 0),
            [.. place.Select((x, axis) => Math.Clamp((double)target.Domain.ToUnit(axis, x), 0, 1))]);
        yield return DeclaredPeak(target, 1)!;
    }

    private static DerivativePeak? DeclaredPeak(Target target, int order)
    {
        if (order == 0 || target.DerivativeBound(order) is not { } bound)
        {
            return null;
        }

        int[] derivative = new int[target.Dimension];
        derivative[0] = order;
        return new DerivativePeak(bound, new MultiIndex(derivative), []);
    }

    // A sampled derivative above the bound that was given of it, by more than its own rounding may be.
    private static NormFailure? Contradiction(Target target, DerivativePeak[] sampled, DerivativePeak?[] declared)
    {
        const double rounding = 1.0 / (1L << 40);
        string scale = target.Domain.IsUnit ? string.Empty : " in the coordinates of the unit box";
        for (int j = 1; j < sampled.Length; j++)
        {
            if (declared[j] is { } bound && sampled[j].Value > bound.Value * (1 + rounding))
            {
                return new NormFailure(j, sampled[j].At, string.Create(
                    CultureInfo.InvariantCulture,
                    $"A derivative of order {j} of {target.Name} reaches {sampled[j].Value:G6} near {Where(target, [.. sampled[j].At])}, "
                    + $"but the bound that was given with it is {bound.Value:G6}{scale}."));
            }
        }

        return null;
    }

    /// <summary>The failure of the lowest order at a grid point, the first point of that order.</summary>
    private static NormFailure? FirstNotFinite(DerivativeSampler sampler, DerivativeSample[] samples)
    {
        DerivativeSample? worst = samples.Where(s => s.FirstNotFinite() is not null).MinBy(s => s.FirstNotFinite());
        if (worst?.FirstNotFinite() is not { } order)
        {
            return null;
        }

        if (Overflow(sampler, order, worst.At) is { } overflow)
        {
            return overflow;
        }

        bool undefined = double.IsNaN(worst.Values[order]);
        string where = Where(sampler.Target, worst.At);
        return (order, undefined) switch
        {
            (0, true) => new(0, [.. worst.At], $"{sampler.Target.Name} is not defined at {where}."),
            (0, false) => new(0, [.. worst.At], $"{sampler.Target.Name} is not finite at {where}."),
            (_, true) when !GrowsNear(sampler, order, worst.At) =>
                new(order, [.. worst.At], $"The derivative of order {order} of {sampler.Target.Name} cannot be evaluated at {where}."),
            _ => NotBounded(sampler.Target, order, worst.At),
        };
    }

    /// <summary>True when the values of one order grow without end on the way from inside to a point.</summary>
    private static bool GrowsNear(DerivativeSampler sampler, int order, double[] at)
    {
        const int halvings = 45;
        var values = new List<double> { 0 };
        for (int t = 2; t <= halvings; t++)
        {
            double[] u = [.. at.Select(a => a + Math.ScaleB(a < 0.75 ? 1 : -1, -t))];
            values.Add(Math.Max(values[^1], sampler.At(u).Values[order]));
        }

        return PeakSearch.Grows(values, noise: 0);
    }

    // A value that doubles cannot hold, or cannot reach, but that intervals of any size bound.
    private static NormFailure? Overflow(DerivativeSampler sampler, int order, double[] at)
    {
        if (double.IsFinite(sampler.At(at).Values[order]) || !TaylorEnclosure.IsBounded(sampler.Target, at, order))
        {
            return null;
        }

        string what = order == 0 ? sampler.Target.Name : $"The derivative of order {order} of {sampler.Target.Name}";
        string message = $"{what}, or a number on the way to it, exceeds the range of double precision, 1.8E+308, at {Where(sampler.Target, at)}.";
        return new(order, [.. at], message) { IsOverflow = true };
    }

    private static NormFailure NotBounded(Target target, int order, double[] at)
    {
        string what = order == 0 ? target.Name : $"The derivative of order {order} of {target.Name}";
        return new(order, [.. at], $"{what} is not bounded near {Where(target, at)}.");
    }

    internal static NormFailure TooRough(Target target, int order) => new(
        target.Smoothness + 1,
        [],
        $"{target.Name} has bounded derivatives up to order {target.Smoothness} only, so order {order} is not possible.");

    /// <summary>"x = 0.5" or "(x, y) = (0.5, 0)" in the coordinates before the domain is applied.</summary>
    internal static string Where(Target target, double[] u)
    {
        double[] x = new double[u.Length];
        target.Domain.FromUnit(u, x);

        // Where a domain reaches beyond the doubles, a place in it is told as the fraction that it is.
        string[] numbers = [.. x.Select((v, i) => double.IsFinite(v)
            ? v.ToString("G6", CultureInfo.InvariantCulture)
            : target.Domain.FromUnit(i, Dyadic.FromDouble(u[i])).ToShortString())];
        return Place(numbers);
    }

    /// <summary>"x = 0.5" or "(x, y) = (0.5, 0)".</summary>
    internal static string Place(string[] x) =>
        x.Length == 1 ? $"x = {x[0]}" : $"({string.Join(", ", x.Select((_, i) => Variable.NameOf(i)))}) = ({string.Join(", ", x)})";
}
