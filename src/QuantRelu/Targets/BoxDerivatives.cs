using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>A part of the unit box, Π [low_i, high_i], made by halving it again and again; its ends are exact.</summary>
internal sealed record HalvedBox(double[] Low, double[] High, int Depth)
{
    // Multiples of 2^-51 in [0, 1] are doubles, and the middles between them too.
    private const double ShortestSide = 1.0 / (1L << 51);

    /// <summary>The unit box.</summary>
    public static HalvedBox Unit(int dimension) => new(new double[dimension], [.. Enumerable.Repeat(1.0, dimension)], 0);

    /// <summary>The centre, which is exact too.</summary>
    public double[] Centre => [.. Low.Zip(High, (low, high) => (low + high) / 2)];

    /// <summary>The first of the longest sides.</summary>
    public int LongestSide => Enumerable.Range(0, Low.Length).MaxBy(i => High[i] - Low[i]);

    /// <summary>False for a side so short that its middle might not be a double: a box without inner points would prove nothing.</summary>
    public bool CanHalve(int axis) => High[axis] - Low[axis] > ShortestSide;

    /// <summary>Both halves across one side.</summary>
    public HalvedBox[] Halve(int axis)
    {
        double middle = (Low[axis] + High[axis]) / 2;
        double[] high = [.. High], low = [.. Low];
        high[axis] = low[axis] = middle;
        return [new HalvedBox(Low, high, Depth + 1), new HalvedBox(low, High, Depth + 1)];
    }
}

/// <summary>What is proved of max over |k| = j of |D^k f| on a box.</summary>
/// <param name="Lower">At most the essential supremum.</param>
/// <param name="Upper">At least the essential supremum; infinite when nothing is known.</param>
/// <param name="Derivative">The position of the k of the lower bound.</param>
/// <param name="SplitAxis">The side across which to halve the box.</param>
internal readonly record struct BoxBound(double Lower, double Upper, int Derivative, int SplitAxis);

/// <summary>
/// Encloses the derivatives of one total order j over boxes, from interval Taylor jets. With X a box, c its centre and D an interval
/// enclosure of a derivative, D^k f(X) lies in D^k(X), and, where all derivatives of order j + 1 are bounded on X, in
/// D^k(c) + Σ_i D^{k+e_i}(X) (X_i - c_i), the mean value form, whose excess falls with the square of the size of X. Its derivative at c is that of the
/// function that X shows: where two branches of abs, min or max are equal at c, either may be it, and both are enclosed.
/// </summary>
internal sealed class BoxDerivatives
{
    private readonly Expression _expression;
    private readonly DoubleIntervalAlgebra _scalar;
    private readonly JetAlgebra<DoubleInterval> _overBox;
    private readonly JetAlgebra<DoubleInterval> _atCentre;
    private readonly DoubleInterval[] _factorials;
    private readonly int[][] _next;

    public BoxDerivatives(Expression expression, int dimension, int order, DoubleIntervalAlgebra scalar)
    {
        _expression = expression;
        _scalar = scalar;
        Space = JetSpace.Create(dimension, order);
        First = order == 0 ? 0 : Space.CountUpTo(order - 1);
        _atCentre = new(scalar, Space, KinkRule.AtPointOfBox);
        _overBox = new(scalar, JetSpace.Create(dimension, order + 1), KinkRule.AlmostEverywhereOnBox);
        _factorials = [.. Enumerable.Range(First, Space.Count - First).Select(k => scalar.Constant(Rational.Create(Space[k].Factorial, 1)))];
        _next = [.. Enumerable.Range(First, Space.Count - First).Select(k => Next(Space[k], _overBox.Space))];
    }

    /// <summary>The derivatives up to order j.</summary>
    public JetSpace Space { get; }

    /// <summary>The position of the first one of order j.</summary>
    public int First { get; }

    /// <summary>The bound of a box; only the upper one matters when it is at most <paramref name="floor"/>.</summary>
    public BoxBound Bound(HalvedBox box, double floor)
    {
        Jet<DoubleInterval> over = Evaluate(_overBox, [.. box.Low.Zip(box.High, DoubleInterval.Create)]);
        BoxBound bound = Bound(k => Scaled(k, over[k]), k => over[k], box, over);
        if (bound.Upper <= floor || !HasNext(over))
        {
            return bound;
        }

        double[] centre = box.Centre;
        Jet<DoubleInterval> at = Evaluate(_atCentre, [.. centre.Select(c => DoubleInterval.Create(c, c))]);
        DoubleInterval[] reach = [.. centre.Select((c, i) => _scalar.Subtract(DoubleInterval.Create(box.Low[i], box.High[i]), DoubleInterval.Create(c, c)))];
        return Bound(k => Scaled(k, Both(over[k], MeanValue(k, at, over, reach))), k => at[k], box, over);
    }

    private BoxBound Bound(Func<int, DoubleInterval> enclosure, Func<int, DoubleInterval> reached, HalvedBox box, Jet<DoubleInterval> over)
    {
        (double lower, double upper, int best, int worst) = (-1, -1, First, First);
        for (int k = First; k < Space.Count; k++)
        {
            DoubleInterval values = enclosure(k);
            double least = Math.Max(values.Mignitude, Scaled(k, reached(k)).Mignitude);
            (lower, best) = least > lower ? (least, k) : (lower, best);
            (upper, worst) = values.Magnitude > upper ? (values.Magnitude, k) : (upper, worst);
        }

        return new BoxBound(lower, upper, best, SplitAxis(worst, over, box));
    }

    private static DoubleInterval Both(DoubleInterval a, DoubleInterval b) =>
        DoubleInterval.Intersect(a, b) ?? throw new InvalidOperationException($"{a} and {b} cannot both enclose one derivative.");

    private DoubleInterval MeanValue(int k, Jet<DoubleInterval> at, Jet<DoubleInterval> over, DoubleInterval[] reach)
    {
        DoubleInterval sum = at[k];
        for (int i = 0; i < reach.Length; i++)
        {
            sum = _scalar.Add(sum, _scalar.Multiply(Slope(k, i, over), reach[i]));
        }

        return sum;
    }

    // D^{k+e_i}/k! = (k_i + 1) c_{k+e_i}.
    private DoubleInterval Slope(int k, int axis, Jet<DoubleInterval> over) =>
        _scalar.Multiply(_scalar.Constant(Space[k][axis] + 1), over[_next[k - First][axis]]);

    private DoubleInterval Scaled(int k, DoubleInterval coefficient) => _scalar.Multiply(_factorials[k - First], coefficient);

    /// <summary>The side along which D^k may change most; the longest where that is not known.</summary>
    private int SplitAxis(int k, Jet<DoubleInterval> over, HalvedBox box)
    {
        double[] change = [.. box.Low.Select((low, i) => Slope(k, i, over).Magnitude * (box.High[i] - low))];
        int axis = Enumerable.Range(0, change.Length).MaxBy(i => change[i]);
        return change[axis] > 0 && double.IsFinite(change[axis]) ? axis : box.LongestSide;
    }

    private bool HasNext(Jet<DoubleInterval> over)
    {
        for (int k = Space.Count; k < over.Space.Count; k++)
        {
            if (!over[k].IsBounded)
            {
                return false;
            }
        }

        return true;
    }

    private Jet<DoubleInterval> Evaluate(JetAlgebra<DoubleInterval> algebra, DoubleInterval[] box)
    {
        Jet<DoubleInterval>[] variables = [.. box.Select((side, axis) => algebra.Variable(axis, side))];
        return _expression.Evaluate<Jet<DoubleInterval>>(algebra, variables);
    }

    private static int[] Next(MultiIndex k, JetSpace space) => [.. Enumerable.Range(0, k.Dimension).Select(axis =>
    {
        int[] entries = k.Entries.ToArray();
        entries[axis]++;
        return space.IndexOf(new MultiIndex(entries));
    })];
}
