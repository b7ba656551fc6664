using System.Runtime.CompilerServices;
using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// The least and the greatest value of a target on its domain, both enclosed: inside by values at points, outside by branch and bound over boxes.
/// </summary>
/// <param name="Minimum">A lower bound of min f; null where none is found.</param>
/// <param name="Maximum">An upper bound of max f; null where none is found.</param>
/// <param name="LeastSeen">A number that min f is at most.</param>
/// <param name="GreatestSeen">A number that max f is at least.</param>
/// <param name="LeastAt">u where f is at most <paramref name="LeastSeen"/>.</param>
/// <param name="GreatestAt">u where f is at least <paramref name="GreatestSeen"/>.</param>
internal sealed record ValueRange(
    Rational? Minimum, Rational? Maximum, Rational LeastSeen, Rational GreatestSeen, double[] LeastAt, double[] GreatestAt)
{
    private const int Precision = 128;
    private const int SignificantBits = 60;
    private const int MostBoxes = 4000;

    // A gap of this part of the value, or of this part of the range, is narrow enough.
    private const int ValueBits = 24;
    private const int RangeBits = 30;
    private const double FinestStep = 1e-17;

    // What was found before: commands and studies ask for many networks for one target.
    private static readonly ConditionalWeakTable<Target, ValueRange> Known = [];

    /// <summary>max f - min f is at least this; never negative.</summary>
    public Rational LeastWidth => GreatestSeen > LeastSeen ? Short(GreatestSeen - LeastSeen) : 0;

    /// <summary>max f - min f is at most this; null without a bound.</summary>
    public Rational? GreatestWidth => Maximum - Minimum;

    /// <summary>The range of a target.</summary>
    /// <exception cref="TargetException">It has no finite value at a point; the message says where.</exception>
    public static ValueRange Of(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Known.GetValue(target, t => t.Table is { } table ? OfTable(table, t.Domain) : OfFunction(t));
    }

    // A little below, with fewer digits; a table's decimals stay what they are.
    private static Rational Short(Rational value) => value.IsDyadic ? value.ToDyadic().RoundDown(SignificantBits) : value;

    private static ValueRange OfTable(SampleTable table, Domain domain)
    {
        (Rational X, Rational Y) least = table.Samples.MinBy(s => s.Y), greatest = table.Samples.MaxBy(s => s.Y);
        return new(least.Y, greatest.Y, least.Y, greatest.Y, [(double)domain.ToUnit(0, least.X)], [(double)domain.ToUnit(0, greatest.X)]);
    }

    private static ValueRange OfFunction(Target target)
    {
        double[] low = Extreme(target, -1), high = Extreme(target, 1);
        Interval least = At(target, low), greatest = At(target, high);
        Rational seenLeast = least.Upper, seenGreatest = greatest.Lower;
        Rational width = seenGreatest > seenLeast ? seenGreatest - seenLeast : 0;
        return new(
            -Bound(target, -1, -seenLeast, width), Bound(target, 1, seenGreatest, width), seenLeast, seenGreatest, low, high);
    }

    // The point of a lattice where sign·f is greatest, moved by ever smaller steps along the axes: a guess, whose value alone counts.
    private static double[] Extreme(Target target, int sign)
    {
        var grid = SampleGrid.Create(target.Dimension, 0);
        double[] best = [];
        double top = double.NegativeInfinity;
        foreach (double[] u in grid.Points)
        {
            double value = target.Value(u);
            if (!double.IsFinite(value) && target.CanBeEnclosed)
            {
                continue;
            }

            if (!double.IsFinite(value))
            {
                throw new TargetException($"{target.Name} is not finite at {PlaceText.Of(target, u)}.");
            }

            (best, top) = sign * value > top ? (u, sign * value) : (best, top);
        }

        if (best.Length == 0)
        {
            throw new TargetException($"{target.Name} has no finite value at any point that was looked at.");
        }

        for (double step = grid.Spacing / 2; step > FinestStep; step /= 2)
        {
            (best, top) = Climbed(target, sign, best, top, step);
        }

        return best;
    }

    private static (double[] At, double Value) Climbed(Target target, int sign, double[] best, double top, double step)
    {
        for (int axis = 0; axis < best.Length; axis++)
        {
            foreach (double moved in new[] { best[axis] - step, best[axis] + step })
            {
                double[] next = [.. best];
                next[axis] = Math.Clamp(moved, 0, 1);
                double value = sign * target.Value(next);
                (best, top) = value > top ? (next, value) : (best, top);
            }
        }

        return (best, top);
    }

    // Of code of which nothing is stated the double that it returns is taken for its value.
    private static Interval At(Target target, double[] u)
    {
        Interval enclosure = target.Enclosure(Array.ConvertAll(u, x => (Rational)Dyadic.FromDouble(x)), Precision);
        return enclosure.IsBounded ? enclosure
            : !target.CanBeEnclosed ? Interval.Point(Dyadic.FromDouble(target.Value(u)))
            : throw new TargetException($"{target.Name} may be undefined or infinite near {PlaceText.Of(target, u)}.");
    }

    // An upper bound of sign·f that is close to a value that it has; null when none is found. The box with the greatest bound is halved first.
    private static Rational? Bound(Target target, int sign, Rational seen, Rational width)
    {
        if (!target.CanBeEnclosed)
        {
            return null;
        }

        var intervals = new IntervalAlgebra(64);
        Rational small = width * Dyadic.PowerOfTwo(-RangeBits), part = Rational.Abs(seen) * Dyadic.PowerOfTwo(-ValueBits);
        Rational enough = seen + (part < small || small.IsZero ? part : small);
        var queue = new PriorityQueue<(Interval[] Box, Dyadic? Top), (double, int)>();
        int boxes = 0;
        Look([.. Enumerable.Repeat(Interval.Create(0, 1), target.Dimension)]);
        while (true)
        {
            (Interval[] box, Dyadic? top) = queue.Peek();
            if (boxes >= MostBoxes || top <= enough)
            {
                return top is { } most ? (most > seen ? most : seen) : null;
            }

            queue.Dequeue();
            int axis = Enumerable.Range(0, box.Length).MaxBy(k => box[k].Width);
            Dyadic middle = box[axis].Midpoint;
            Look([.. box.Select((side, k) => k == axis ? Interval.Create(side.Lower, middle) : side)]);
            Look([.. box.Select((side, k) => k == axis ? Interval.Create(middle, side.Upper) : side)]);
        }

        void Look(Interval[] box)
        {
            Interval values = target.Range(box, intervals);
            Dyadic? top = !values.IsBounded ? null : sign > 0 ? values.Upper : -values.Lower;
            queue.Enqueue((box, top), (top is { } t ? -DirectedRounding.Up(t) : double.NegativeInfinity, boxes++));
        }
    }
}
