using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// Tells whether derivatives are bounded near a place. Where D^m f is at most B along an axis, D^{m-1} f changes by at most B h over a distance h; the quotient
/// of that change by h, which is enclosed and not rounded, is a lower bound of B. At a kink, a jump or a pole it grows without end as h falls.
/// </summary>
internal static class JumpSearch
{
    private const int FirstHalving = 2;
    private const int LastHalving = 36;

    // Next to a removable singularity a derivative of order m loses m times as many digits as the distance has zeros.
    private const int Precision = 512;

    /// <summary>The lowest order 0, ..., <paramref name="order"/> whose derivatives grow without end near one of the places, or null.</summary>
    /// <param name="formula">The function, in u.</param>
    /// <param name="order">The highest order.</param>
    /// <param name="places">Points of the unit box, each within 2^-40 of the place that is meant.</param>
    public static (int Order, double[] At)? Find(Expression formula, int order, IEnumerable<double[]> places)
    {
        (int Order, double[] At)? lowest = null;
        var jets = new JetAlgebra<Interval>(new IntervalAlgebra(Precision), JetSpace.Create(1, Math.Max(0, order - 1)));
        foreach (double[] place in places)
        {
            for (int axis = 0; axis < place.Length; axis++)
            {
                Line line = new(formula, jets, place, axis);
                int below = lowest?.Order ?? order + 1;
                int grows = Enumerable.Range(0, below).FirstOrDefault(m => PeakSearch.Grows(line.Bounds(m), noise: 0), below);
                lowest = grows < below ? (grows, place) : lowest;
            }
        }

        return lowest;
    }

    /// <summary>The function along one axis, to both sides of a place.</summary>
    private sealed class Line
    {
        private readonly IntervalAlgebra _intervals = new(Precision);
        private readonly Jet<Interval>?[] _left;
        private readonly Jet<Interval>?[] _right;
        private readonly Jet<Interval>? _end;

        public Line(Expression formula, JetAlgebra<Interval> jets, double[] place, int axis)
        {
            _left = [.. Halvings.Select(t => At(-Math.ScaleB(1, -t)))];
            _right = [.. Halvings.Select(t => At(Math.ScaleB(1, -t)))];

            // A jump may be at the very end of the box.
            double end = Math.Round(place[axis]);
            _end = Math.Abs(end - place[axis]) < Math.ScaleB(1, -LastHalving - 2) ? AtPoint(Dyadic.FromDouble(end)) : null;

            Jet<Interval>? At(double distance) => AtPoint(Dyadic.FromDouble(place[axis]) + Dyadic.FromDouble(distance));

            Jet<Interval>? AtPoint(Dyadic x)
            {
                Jet<Interval>[] variables = [.. place.Select(c => jets.Constant(Interval.Point(Dyadic.FromDouble(c))))];
                variables[axis] = jets.Variable(0, Interval.Point(x));
                return x.Sign >= 0 && x <= Dyadic.One ? formula.Evaluate<Jet<Interval>>(jets, variables) : null;
            }
        }

        private static IEnumerable<int> Halvings => Enumerable.Range(FirstHalving, LastHalving - FirstHalving + 1);

        /// <summary>Lower bounds of the derivatives of order m, from ever smaller distances; of order 0 the values themselves.</summary>
        public IReadOnlyList<double> Bounds(int m)
        {
            var bounds = new List<double>();
            for (int i = 0; i < _left.Length; i++)
            {
                bounds.Add(Math.Max(bounds.LastOrDefault(), m == 0 ? Math.Max(Size(_left[i]?.Value), Size(_right[i]?.Value)) : Quotient(i, m)));
            }

            return bounds;
        }

        // Across the place, and on either side of it.
        private double Quotient(int i, int m)
        {
            double step = Math.ScaleB(1, -FirstHalving - i);
            double across = Change(_left[i], _right[i], m) / (2 * step);
            across = Math.Max(across, Math.Max(Change(_left[i], _end, m), Change(_end, _right[i], m)) / step);
            return i == 0 ? across : Math.Max(across, Math.Max(Change(_left[i], _left[i - 1], m), Change(_right[i], _right[i - 1], m)) / step);
        }

        // |D^{m-1} f(b) - D^{m-1} f(a)| at least; 0 where nothing is known.
        private double Change(Jet<Interval>? a, Jet<Interval>? b, int m) => a is null || b is null
            ? 0
            : Size(_intervals.Subtract(a[m - 1], b[m - 1])) * a.Space.FactorialAt(m - 1);

        private static double Size(Interval? value) => value is { } v ? DoubleInterval.Around(v).Mignitude : 0;
    }
}
