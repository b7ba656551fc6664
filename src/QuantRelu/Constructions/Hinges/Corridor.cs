namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// Where a function of one coordinate z ∈ [0, Length] must lie to be within ε of a target: Low ≤ g(z) ≤ High at the multiples z of a step 2^-m and at
/// further places. Between them it is the certification that tells.
/// </summary>
internal sealed class Corridor
{
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly (double Z, double Low, double High)[] _more;

    /// <summary>A corridor.</summary>
    /// <param name="logSamples">m.</param>
    /// <param name="low">The lower ends at 0, 2^-m, 2·2^-m, ...; at least two.</param>
    /// <param name="high">The upper ends.</param>
    /// <param name="more">Further places.</param>
    public Corridor(int logSamples, double[] low, double[] high, IEnumerable<(double Z, double Low, double High)>? more = null)
    {
        (LogSamples, _low, _high, _more) = (logSamples, low, high, [.. more ?? []]);
        Width = _low.Zip(_high, (l, h) => h - l).Concat(_more.Select(p => p.High - p.Low)).Min();
    }

    /// <summary>The corridor f ± ε of values, from which the curvature between samples is taken off.</summary>
    /// <remarks>
    /// Where |f''| ≤ κ the chord between neighbours is within κh²/8 of f, above a convex f; so much is the corridor narrowed at its upper end where f is
    /// convex, at its lower end where it is concave. The second difference of neighbours is κh². Next to a jump it is none: there the values at both sides of
    /// the jump, which are among the further places, bound what a continuous function may be.
    /// </remarks>
    /// <param name="logSamples">m.</param>
    /// <param name="values">f at 0, 2^-m, 2·2^-m, ....</param>
    /// <param name="error">ε.</param>
    /// <param name="more">Further places, and f there.</param>
    /// <param name="jumps">k where f jumps between the multiples k - 1 and k of the step; nowhere when null.</param>
    public static Corridor Around(
        int logSamples, double[] values, double error, IEnumerable<(double Z, double Value)> more, IReadOnlySet<int>? jumps = null)
    {
        double[] low = new double[values.Length], high = new double[values.Length];
        for (int k = 0; k < values.Length; k++)
        {
            int middle = Math.Clamp(k, 1, values.Length - 2);
            bool isNext = jumps is not null && (jumps.Contains(middle) || jumps.Contains(middle + 1));
            double bend = isNext ? 0 : (values[middle - 1] - (2 * values[middle]) + values[middle + 1]) / 8;
            low[k] = values[k] - error + Math.Max(0, -bend);
            high[k] = values[k] + error - Math.Max(0, bend);
            if (low[k] > high[k])
            {
                low[k] = high[k] = values[k];
            }
        }

        return new Corridor(logSamples, low, high, more.Select(m => (m.Z, m.Value - error, m.Value + error)));
    }

    /// <summary>m.</summary>
    public int LogSamples { get; }

    /// <summary>The number of steps 2^-m.</summary>
    public int Steps => _low.Length - 1;

    /// <summary>The last z.</summary>
    public double Length => Math.ScaleB(Steps, -LogSamples);

    /// <summary>The least High - Low: below 0 there is no such function.</summary>
    public double Width { get; }

    /// <summary>Whether a constant lies in the corridor: nothing else is worth while then.</summary>
    public bool HasConstant => _low.Concat(_more.Select(p => p.Low)).Max() <= _high.Concat(_more.Select(p => p.High)).Min();

    /// <summary>The least and the greatest slope of a chord over a number of steps of the middle of the corridor.</summary>
    public (double Least, double Greatest) Slopes(int steps)
    {
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        for (int k = 0; k < Steps; k += steps)
        {
            int next = Math.Min(Steps, k + steps);
            double slope = Math.ScaleB((Middle(next) - Middle(k)) / (next - k), LogSamples);
            (least, greatest) = (Math.Min(least, slope), Math.Max(greatest, slope));
        }

        return (least, greatest);
    }

    /// <summary>All places with their bounds.</summary>
    public IEnumerable<(double Z, double Low, double High)> Places =>
        Enumerable.Range(0, Steps + 1).Select(k => (Math.ScaleB(k, -LogSamples), _low[k], _high[k])).Concat(_more);

    /// <summary>The corridor of a function of |z - c|: at every distance the part that both sides leave.</summary>
    /// <param name="step">c in steps.</param>
    public Corridor Folded(int step)
    {
        int steps = Math.Max(step, Steps - step);
        double[] low = new double[steps + 1], high = new double[steps + 1];
        for (int t = 0; t <= steps; t++)
        {
            (int left, int right) = (step - t, step + t);
            low[t] = Math.Max(left >= 0 ? _low[left] : double.NegativeInfinity, right <= Steps ? _low[right] : double.NegativeInfinity);
            high[t] = Math.Min(left >= 0 ? _high[left] : double.PositiveInfinity, right <= Steps ? _high[right] : double.PositiveInfinity);
        }

        double centre = Math.ScaleB(step, -LogSamples);
        return new Corridor(LogSamples, low, high, _more.Select(m => (Math.Abs(m.Z - centre), m.Low, m.High)));
    }

    /// <summary>The least width of <see cref="Folded"/> at every so manieth step: not less than its width, and sooner known.</summary>
    /// <param name="step">c in steps.</param>
    /// <param name="stride">How many steps are left out at a time, and one more.</param>
    public double WidthFolded(int step, int stride) => WidthMirrored(step, stride, left => (_low[left], _high[left]));

    /// <summary>The same for <see cref="Odd"/>, whatever the sign.</summary>
    /// <param name="step">c in steps.</param>
    /// <param name="stride">How many steps are left out at a time, and one more.</param>
    /// <param name="value">v.</param>
    public double WidthOdd(int step, int stride, double value) =>
        WidthMirrored(step, stride, left => ((2 * value) - _high[left], (2 * value) - _low[left]));

    // Of what the corridor right of c and the mirror image of that left of it leave.
    private double WidthMirrored(int step, int stride, Func<int, (double Low, double High)> image)
    {
        double width = double.PositiveInfinity;
        for (int t = 0; t <= Math.Min(step, Steps - step); t += stride)
        {
            (double low, double high) = image(step - t);
            width = Math.Min(width, Math.Min(high, _high[step + t]) - Math.Max(low, _low[step + t]));
        }

        return width;
    }

    /// <summary>The corridor of h ≥ 0 with h(0) = 0, where s·h(z - c) + v right of c and v - s·h(c - z) left of it must be in this one.</summary>
    /// <param name="step">c in steps.</param>
    /// <param name="sign">s, 1 or -1.</param>
    /// <param name="value">v.</param>
    /// <returns>The corridor, and the least width that it has away from its beginning, which is a point: below 0 there is no such function.</returns>
    public (Corridor Corridor, double Width) Odd(int step, int sign, double value)
    {
        int steps = Math.Max(step, Steps - step);
        double[] low = new double[steps + 1], high = new double[steps + 1];
        double width = Math.Min(_high[step] - value, value - _low[step]) * 2;
        for (int t = 0; t <= steps; t++)
        {
            (double from, double to) = (double.NegativeInfinity, double.PositiveInfinity);
            foreach ((int at, int side) in ((int, int)[])[(step + t, sign), (step - t, -sign)])
            {
                if (at >= 0 && at <= Steps)
                {
                    (double one, double other) = (side * (_low[at] - value), side * (_high[at] - value));
                    (from, to) = (Math.Max(from, Math.Min(one, other)), Math.Min(to, Math.Max(one, other)));
                }
            }

            width = Math.Min(width, Math.Min(to, to - from));
            (low[t], high[t]) = t == 0 ? (0, 0) : (Math.Max(0, from), to);
        }

        double centre = Math.ScaleB(step, -LogSamples);
        IEnumerable<(double, double, double)> more = _more.Where(m => !m.Z.Equals(centre)).Select(m => (m.Z > centre) == (sign > 0)
            ? (Math.Abs(m.Z - centre), m.Low - value, m.High - value)
            : (Math.Abs(m.Z - centre), value - m.High, value - m.Low));
        return (new Corridor(LogSamples, low, high, more), width);
    }

    /// <summary>The places and bounds in each of equal cells of the width 2^-logCells, its ends included, with t ∈ [0, 1] in place of z.</summary>
    public List<(double T, double Low, double High)>[] Cells(int logCells)
    {
        int perCell = 1 << (LogSamples - logCells), count = ((Steps - 1) / perCell) + 1;
        var cells = new List<(double, double, double)>[count];
        for (int i = 0; i < count; i++)
        {
            cells[i] = [];
            for (int k = i * perCell; k <= Math.Min(Steps, (i + 1) * perCell); k++)
            {
                cells[i].Add(((double)(k - (i * perCell)) / perCell, _low[k], _high[k]));
            }
        }

        foreach ((double z, double low, double high) in _more)
        {
            double place = Math.ScaleB(z, logCells);
            int cell = Math.Clamp((int)place, 0, count - 1);
            cells[cell].Add((place - cell, low, high));
        }

        return cells;
    }

    /// <summary>The middle of the corridor at a step.</summary>
    public double Middle(int step) => (_low[step] + _high[step]) / 2;
}
