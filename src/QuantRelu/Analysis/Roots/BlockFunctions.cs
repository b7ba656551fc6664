using QuantRelu.Analysis.Folding;
using QuantRelu.Analysis.Functions;

namespace QuantRelu.Analysis.Roots;

/// <summary>F(t) for the value t of a root.</summary>
internal sealed record RootFunction(int Root, PiecewiseLinear Function);

/// <summary>The weights that a copy's codes decide, each times a multiplier, of one value; of the constant 1 when there is no value.</summary>
internal sealed record OpenValue(RootFunction? Value, IReadOnlyList<(int Slot, Rational Multiplier)> Factors);

/// <summary>Σ F_j(t_j) + constant + open terms.</summary>
internal sealed record RootRow(IReadOnlyList<RootFunction> Functions, Rational Constant, IReadOnlyList<OpenValue> Open);

/// <summary>
/// A folded block as sums of functions of one variable. A squarer is thousands of lines of one value t, and here it is one function of t; a product
/// is three of them. Values that mix several variables become base values, of which later values are functions again.
/// </summary>
/// <remarks>
/// Exact, and before anything is known of the inputs; <c>RootTable</c> of the ranges finds functions layer by layer of what has a range, and gives up
/// exactness for bounds: they share what a form and a function is, and nothing of what is done with them.
/// </remarks>
internal sealed class BlockFunctions
{
    // A function of more knots is not carried on; its value becomes a base value.
    private const int MostKnots = 1 << 14;
    private readonly List<LinearSum> _roots = [];
    private readonly List<RootRow> _bases = [];
    private readonly Dictionary<string, int> _known = [];
    private readonly Dictionary<string, int> _rows = [];
    private readonly List<RootFunction> _values = [];
    private readonly int _inputs;

    private BlockFunctions(FoldedBlock block)
    {
        _inputs = block.Inputs;
        for (int i = 0; i < block.Inputs; i++)
        {
            _values.Add(FunctionOf(LinearSum.Of(i), PiecewiseLinear.Line(1, 0)));
        }

        foreach (FoldedRow kink in block.Kinks)
        {
            _values.Add(Rectified(kink));
        }

        Outputs = block.Outputs.Select(row => Row(Split(row))).ToArray();
    }

    /// <summary>The forms that functions are of, their first coefficient being 1; each reads base values that are there before it is first read.</summary>
    public IReadOnlyList<LinearSum> Roots => _roots;

    /// <summary>The base values behind the inputs, in the order in which they are made.</summary>
    public IReadOnlyList<RootRow> Bases => _bases;

    /// <summary>The outputs.</summary>
    public IReadOnlyList<RootRow> Outputs { get; }

    /// <summary>Finds the functions of a block.</summary>
    public static BlockFunctions Of(FoldedBlock block) => new(block);

    private RootFunction FunctionOf(LinearSum root, PiecewiseLinear function)
    {
        if (!_known.TryGetValue(root.Key, out int number))
        {
            _known[root.Key] = number = _roots.Count;
            _roots.Add(root);
        }

        return new RootFunction(number, function);
    }

    private RootFunction Rectified(FoldedRow row)
    {
        Parts parts = Split(row);
        if (parts.Open.Count == 0 && parts.Functions.Count == 0)
        {
            return new RootFunction(0, PiecewiseLinear.Line(0, parts.Constant.Sign > 0 ? parts.Constant : 0));
        }

        if (parts.Open.Count == 0 && parts.Functions.Count == 1)
        {
            (int root, PiecewiseLinear function) = parts.Functions.Single();
            PiecewiseLinear rectified = function.Plus(parts.Constant).Apply(Activation.Relu);
            if (rectified.Knots.Count <= MostKnots)
            {
                return new RootFunction(root, rectified);
            }
        }

        (int made, Rational scale) = parts.Open.Count > 0 ? (NewBase(parts), 1) : Base(row, parts);
        return FunctionOf(LinearSum.Of(made), PiecewiseLinear.Line(scale, parts.Open.Count > 0 ? 0 : row.Constant).Apply(Activation.Relu));
    }

    private int NewBase(Parts parts)
    {
        _bases.Add(Row(parts));
        return _inputs + _bases.Count - 1;
    }

    // The row without its constant as a multiple of a base value: rows that differ in sign, size and constant are functions of one value.
    private (int Base, Rational Scale) Base(FoldedRow row, Parts parts)
    {
        (Rational scale, LinearSum form) = row.Linear.Normalized();
        if (!_rows.TryGetValue(form.Key, out int made))
        {
            Dictionary<int, PiecewiseLinear> functions = parts.Functions.ToDictionary(f => f.Key, f => 1 / scale * f.Value);
            _rows[form.Key] = made = NewBase(new Parts(functions, (parts.Constant - row.Constant) / scale, []));
        }

        return (made, scale);
    }

    // Inputs are functions t of themselves: linear terms of several of them are one root, if nothing else reads them.
    private Parts Split(FoldedRow row)
    {
        LinearSum linear = row.Linear.Where(number => number < _inputs);
        var functions = new SortedDictionary<int, List<PiecewiseLinear>>();
        Rational constant = row.Constant;
        foreach ((int number, Rational weight) in row.Linear.Terms.Where(t => t.Key >= _inputs))
        {
            RootFunction value = _values[number];
            functions.TryAdd(value.Root, []);
            functions[value.Root].Add(weight * value.Function);
        }

        if (!linear.IsZero)
        {
            (Rational scale, LinearSum root) = linear.Normalized();
            RootFunction form = FunctionOf(root, PiecewiseLinear.Line(1, 0));
            if (functions.Count == 0 || functions.ContainsKey(form.Root))
            {
                functions.TryAdd(form.Root, []);
                functions[form.Root].Add(scale * form.Function);
                linear = LinearSum.Zero;
            }
        }

        Dictionary<int, PiecewiseLinear> sums = functions.ToDictionary(f => f.Key, f => PiecewiseLinear.Sum(f.Value));
        foreach ((int constantRoot, PiecewiseLinear sum) in sums.Where(s => s.Value.IsStraight && s.Value.Slope.IsZero).ToArray())
        {
            constant += sum.Values[0];
            sums.Remove(constantRoot);
        }

        foreach ((int number, Rational weight) in linear.Terms)
        {
            RootFunction input = _values[number];
            var term = PiecewiseLinear.Line(weight, 0);
            sums[input.Root] = sums.TryGetValue(input.Root, out PiecewiseLinear? known) ? PiecewiseLinear.Sum([known, term]) : term;
        }

        return new Parts(sums, constant, row.Open);
    }

    private RootRow Row(Parts parts) => new(
        [.. parts.Functions.OrderBy(f => f.Key).Select(f => new RootFunction(f.Key, f.Value))],
        parts.Constant,
        [.. parts.Open.GroupBy(o => o.Value).Select(o => new OpenValue(
            o.Key == OpenTerm<Rational>.One ? null : _values[o.Key],
            [.. o.Select(t => (t.Slot, t.Multiplier))]))]);

    /// <summary>A row by roots.</summary>
    private sealed record Parts(IReadOnlyDictionary<int, PiecewiseLinear> Functions, Rational Constant, IReadOnlyList<OpenTerm<Rational>> Open);
}
