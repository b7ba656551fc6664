using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Analysis.Ranges;

/// <summary>
/// How many copies of an array can be other than 0 at one point: those none of whose gates is 0. A gate that reads a function of one input, such
/// as the factor h of one grid line, is not 0 on an interval; of the N + 1 intervals of an axis at most two meet at a point, so that at most 2^d of (N + 1)^d
/// products are not 0 at once.
/// </summary>
/// <param name="functions">Where units are not 0.</param>
internal sealed class ActiveCopies(AxisFunctions functions)
{
    // Longer axes and more copies are not gone through one by one.
    private const int Most = 1 << 14;
    private readonly Dictionary<(int Stage, long First, long Step, long Count), long> _overlaps = [];

    /// <summary>A bound on the number of copies that are not 0 at a point.</summary>
    /// <param name="stage">The stage of the array, counted from 1.</param>
    /// <param name="array">The array.</param>
    /// <param name="gates">Inputs each of which being 0 makes all outputs 0.</param>
    public Rational Count(int stage, CollapsedArray array, IReadOnlyList<int> gates)
    {
        Rational product = 1;
        for (int c = 0; c < array.Array.Radices.Length; c++)
        {
            long most = array.Array.Radices[c];
            foreach (int gate in gates.Where(g => array.Strides[g].Select((s, axis) => (s != 0) == (axis == c)).All(only => only)))
            {
                most = Math.Min(most, Overlap(stage - 1, array.Bases[gate], array.Strides[gate][c], array.Array.Radices[c]));
            }

            product *= Rational.Create(most, 1);
        }

        return ValueRange.Smaller(product, Rational.Create(array.Array.Copies, 1));
    }

    /// <summary>The largest sum of weights of intervals that meet at one point; only their inner points count.</summary>
    public static Rational Largest(IEnumerable<(ValueRange Support, Rational Weight)> intervals)
    {
        Rational sum = 0, largest = 0;
        foreach ((Rational _, bool _, Rational change) in intervals
            .SelectMany(i => new[] { (At: i.Support.Low, Begins: true, Change: i.Weight), (At: i.Support.High, Begins: false, Change: -i.Weight) })
            .OrderBy(e => e.At).ThenBy(e => e.Begins))
        {
            sum += change;
            largest = ValueRange.Larger(largest, sum);
        }

        return largest;
    }

    /// <summary>The intervals on which an output is not 0, for every copy that ever is; null when they are not known to be of one axis.</summary>
    public IReadOnlyList<(int Axis, ValueRange Support)>? Intervals(int stage, KnownRun run, RangedValue output)
    {
        if (run.Copies > Most)
        {
            return null;
        }

        var intervals = new List<(int Axis, ValueRange Support)>();
        for (long copy = 0; copy < run.Copies; copy++)
        {
            if (functions.Support(stage, run, copy, output) is not { } support)
            {
                return null;
            }

            intervals.Add(support);
        }

        return [.. intervals.Where(i => !i.Support.IsPoint)];
    }

    private long Overlap(int stage, long first, long step, long count)
    {
        if (count > Most)
        {
            return count;
        }

        if (!_overlaps.TryGetValue((stage, first, step, count), out long overlap))
        {
            _overlaps[(stage, first, step, count)] = overlap = Compute(stage, first, step, count);
        }

        return overlap;
    }

    private long Compute(int stage, long first, long step, long count)
    {
        var supports = new List<(int Axis, ValueRange Support)>();
        for (long k = 0; k < count; k++)
        {
            if (functions.Support(stage, first + (k * step)) is not { } support)
            {
                return count;
            }

            supports.Add(support);
        }

        return supports.Select(s => s.Axis).Distinct().Count() > 1
            ? count
            : (long)Largest(supports.Where(s => !s.Support.IsPoint).Select(s => (s.Support, (Rational)1))).Numerator;
    }
}
