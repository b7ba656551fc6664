using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification;

/// <summary>
/// An interval that holds every value of a target on its domain: the hull of its values on boxes, which are halved while it may be undefined on them.
/// </summary>
internal sealed class TargetRange
{
    private const int Precision = 64;
    private const int LeastCells = 64;
    private const int MostCells = 2048;
    private const int FinestLevel = 48;
    private readonly IntervalAlgebra _intervals = new(Precision);
    private readonly Target _target;
    private int _cells;

    private TargetRange(Target target) => _target = target;

    /// <summary>The interval; <see cref="Interval.Entire"/> when no bound is found.</summary>
    /// <param name="target">A target that is a formula, a table, or code that can be enclosed.</param>
    public static Interval Of(Target target) => target.Table is { } table
        ? table.Samples.Select(s => new IntervalAlgebra(Precision).Constant(s.Y)).Aggregate(Interval.Hull)
        : new TargetRange(target).On(Enumerable.Repeat(Interval.Create(0, 1), target.Dimension).ToArray(), 0);

    private Interval On(Interval[] box, int level)
    {
        Interval values = _target.Range(box, _intervals);
        _cells++;
        bool isCoarse = 1L << level < LeastCells;
        if (level == FinestLevel || _cells > MostCells || (values.IsBounded && !isCoarse))
        {
            return values;
        }

        int axis = level % box.Length;
        Dyadic middle = box[axis].Midpoint;
        Interval left = On([.. box.Select((side, k) => k == axis ? Interval.Create(side.Lower, middle) : side)], level + 1);
        Interval right = left.IsBounded ? On([.. box.Select((side, k) => k == axis ? Interval.Create(middle, side.Upper) : side)], level + 1) : left;
        Interval halves = Interval.Hull(left, right);
        return Interval.Intersect(values, halves) ?? halves;
    }
}
