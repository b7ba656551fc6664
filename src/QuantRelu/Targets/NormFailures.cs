using System.Globalization;

namespace QuantRelu.Targets;

/// <summary>Why a target has no norm, found and said.</summary>
internal static class NormFailures
{
    /// <summary>
    /// Samples do not see the kink of sqrt((x-1/3)^2) nor the jump of atan(1/(x-1/3)) between them, but interval arithmetic shows where to look.
    /// </summary>
    public static NormFailure? Unbounded(Target target, int order)
    {
        if (target.Expression is null)
        {
            return null;
        }

        Expression formula = PowerProducts.Combine(target.Expression);
        return JumpSearch.Find(formula, order, SingularPlaces.Of(formula, target.Dimension, order)) is var (grows, at) ? NotBounded(target, grows, at) : null;
    }

    /// <summary>A sampled derivative above the bound that was given of it, by more than its own rounding may be.</summary>
    public static NormFailure? Contradiction(Target target, DerivativePeak[] sampled, DerivativePeak?[] declared)
    {
        const double rounding = 1.0 / (1L << 40);
        string scale = target.Domain.IsUnit ? string.Empty : " in the coordinates of the unit box";
        for (int j = 1; j < sampled.Length; j++)
        {
            if (declared[j] is { } bound && sampled[j].Value > bound.Value * (1 + rounding))
            {
                return new NormFailure(j, sampled[j].At, string.Create(
                    CultureInfo.InvariantCulture,
                    $"A derivative of order {j} of {target.Name} reaches {sampled[j].Value:G6} near {PlaceText.Of(target, [.. sampled[j].At])}, "
                    + $"but the bound that was given with it is {bound.Value:G6}{scale}."));
            }
        }

        return null;
    }

    /// <summary>The failure of the lowest order at a grid point, the first point of that order.</summary>
    public static NormFailure? FirstNotFinite(DerivativeSampler sampler, DerivativeSample[] samples)
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
        string where = PlaceText.Of(sampler.Target, worst.At);
        return (order, undefined) switch
        {
            (0, true) => new(0, [.. worst.At], $"{sampler.Target.Name} is not defined at {where}."),
            (0, false) => new(0, [.. worst.At], $"{sampler.Target.Name} is not finite at {where}."),
            (_, true) when !GrowsNear(sampler, order, worst.At) =>
                new(order, [.. worst.At], $"The derivative of order {order} of {sampler.Target.Name} cannot be evaluated at {where}."),
            _ => NotBounded(sampler.Target, order, worst.At),
        };
    }

    // True when the values of one order grow without end on the way from inside to a point.
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

    /// <summary>A value that doubles cannot hold, or cannot reach, but that intervals of any size bound; null where it is none.</summary>
    public static NormFailure? Overflow(DerivativeSampler sampler, int order, double[] at)
    {
        if (double.IsFinite(sampler.At(at).Values[order]) || !TaylorEnclosure.IsBounded(sampler.Target, at, order))
        {
            return null;
        }

        string what = order == 0 ? sampler.Target.Name : $"The derivative of order {order} of {sampler.Target.Name}";
        string message = $"{what}, or a number on the way to it, exceeds the range of double precision, 1.8E+308, at {PlaceText.Of(sampler.Target, at)}.";
        return new(order, [.. at], message) { IsOverflow = true };
    }

    /// <summary>A derivative, or of order 0 the function, that grows without end.</summary>
    public static NormFailure NotBounded(Target target, int order, double[] at)
    {
        string what = order == 0 ? target.Name : $"The derivative of order {order} of {target.Name}";
        return new(order, [.. at], $"{what} is not bounded near {PlaceText.Of(target, at)}.");
    }

    /// <summary>An order that a target has no derivatives of.</summary>
    public static NormFailure TooRough(Target target, int order) => new(
        target.Smoothness + 1,
        [],
        $"{target.Name} has bounded derivatives up to order {target.Smoothness} only, so order {order} is not possible.");
}
