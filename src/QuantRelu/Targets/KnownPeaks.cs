using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>The norms that are known of targets, of orders 0 and 1, without a search.</summary>
internal static class KnownPeaks
{
    /// <summary>Straight lines are highest at a sample, and their slopes are known; a larger Lipschitz constant that was given is a bound as well.</summary>
    public static IEnumerable<DerivativePeak> OfTable(Target target, SampleTable table)
    {
        (Rational X, Rational Y) top = table.Samples.MaxBy(s => Rational.Abs(s.Y));
        yield return new DerivativePeak(DirectedRounding.Up(Rational.Abs(top.Y)), new MultiIndex(0), [(double)table.Domain.ToUnit(0, top.X)]);
        int steepest = Math.Max(1, table.SteepestAt);
        Rational middle = (table.Samples[steepest - 1].X + table.Samples[steepest].X) / 2;
        double slope = Math.Max(DirectedRounding.Up(table.Lipschitz * table.Domain.Width(0)), target.LipschitzConstant!.Value);
        yield return new DerivativePeak(slope, new MultiIndex(1), [(double)table.Domain.ToUnit(0, middle)]);
    }

    /// <summary>Of the samples, which bound the values on any domain; where the slope is greatest is not told.</summary>
    public static IEnumerable<DerivativePeak> OfGrid(Target target, GridTable grid)
    {
        int top = grid.Values.Select((z, at) => (Size: Rational.Abs(z), at)).MaxBy(z => z.Size).at;
        Rational[] place = [grid.X[top % grid.X.Length], grid.Y[top / grid.X.Length]];
        yield return new DerivativePeak(
            DirectedRounding.Up(Rational.Abs(grid.Values.ElementAt(top))),
            new MultiIndex(0, 0),
            [.. place.Select((x, axis) => Math.Clamp((double)target.Domain.ToUnit(axis, x), 0, 1))]);
        yield return Declared(target, 1)!;
    }

    /// <summary>The bound of an order that was given with a target; null where none was.</summary>
    public static DerivativePeak? Declared(Target target, int order)
    {
        if (order == 0 || target.DerivativeBound(order) is not { } bound)
        {
            return null;
        }

        int[] derivative = new int[target.Dimension];
        derivative[0] = order;
        return new DerivativePeak(bound, new MultiIndex(derivative), []);
    }
}
