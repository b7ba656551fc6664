using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>A bit plane of a table of values: one weight ±1/2 for every node of a level.</summary>
internal sealed record BitPlane(PlannedUnit Unit, ValueTable Table, int Number);

/// <summary>A family of columns that read the same cells.</summary>
internal sealed record ColumnFamily(PlannedUnit Unit, ColumnRange Range, bool Whole, bool Last);

/// <summary>
/// The units of a crossbar layer by layer: all that its counts need. Tree levels, planes and columns are families; what they read member by member is
/// written by <see cref="CrossbarCircuit"/>.
/// </summary>
internal sealed class CrossbarSkeleton
{
    private readonly CrossbarParameters _p;
    private readonly PowersOfTwo _constants;
    private readonly int _logSign;
    private readonly FinalGain _final;
    private readonly List<PlannedUnit> _levels = [];
    private readonly List<BitPlane> _planes = [];
    private readonly List<PlannedUnit> _offsets = [];
    private readonly List<PlannedUnit> _ramps = [];
    private readonly List<ColumnFamily> _columns = [];
    private readonly int _leaves;
    private readonly int _pens;
    private readonly int _merging;
    private readonly int _halvings;
    private readonly SplitChain? _split;

    private CrossbarSkeleton(CrossbarParameters parameters, FinalGain? final, int logSign)
    {
        (_p, _logSign, _final) = (parameters, logSign, final ?? new FinalGain(parameters.MostHalves));
        Plan = new LayerPlan();
        _constants = new PowersOfTwo(Plan);
        Tables = ValueTable.Of(parameters);

        // The local coordinate is scaled by 2^-halvings in the p steps of its folds, or in further layers before them.
        int all = parameters.LogMargin + parameters.Levels - 2 - parameters.Gain, first;
        if (parameters.SplitsFirst)
        {
            _split = SplitChain.Of(parameters);
            (_merging, _halvings) = _split?.Merging(parameters.Levels, all) ?? (0, 0);
            first = 3 + (_split?.Halves.Length ?? 0);
        }
        else
        {
            _halvings = all - (2 - BitOperations.Log2((uint)parameters.FirstFold));
            _merging = Math.Max(0, _halvings - parameters.Levels);
            first = parameters.Stretch.FractionBits + 3 + _merging;
        }

        _pens = parameters.Slack + Math.Max(parameters.LogPieces + parameters.LogMargin - parameters.Gain + 1, first);
        _leaves = _pens + parameters.Levels;
    }

    /// <summary>The units.</summary>
    public LayerPlan Plan { get; }

    /// <summary>The tables of values, the finest first.</summary>
    public ImmutableArray<ValueTable> Tables { get; }

    /// <summary>The nodes of the tree, level by level from the root.</summary>
    public IReadOnlyList<PlannedUnit> Levels => _levels;

    /// <summary>The pens of each level, for the child before the fold and the child behind it.</summary>
    public List<(PlannedUnit Before, PlannedUnit Behind)> Pens { get; } = [];

    /// <summary>The bit planes, table by table.</summary>
    public IReadOnlyList<BitPlane> Planes => _planes;

    /// <summary>y_h, the coordinate from column hL on.</summary>
    public IReadOnlyList<PlannedUnit> Ramps => _ramps;

    /// <summary>b_o, what column o of those L is moved by.</summary>
    public IReadOnlyList<PlannedUnit> Offsets => _offsets;

    /// <summary>The columns, range by range.</summary>
    public IReadOnlyList<ColumnFamily> Columns => _columns;

    /// <summary>The sum of the columns with alternating signs.</summary>
    public PlannedUnit? Path { get; private set; }

    /// <summary>The layer of the indicators of cells.</summary>
    public int LeafLayer => _leaves;

    /// <summary>The output.</summary>
    public PlannedUnit? Output { get; private set; }

    /// <summary>The skeleton for parameters, or null when they do not fit together.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="orders">How many orders of the constants are tried.</param>
    /// <param name="final">The last chains of the sum, where they are known.</param>
    /// <param name="logSign">log 2s of the codebook's signs ±s: 0 for ±1/2, 1 for ±1.</param>
    public static CrossbarSkeleton? TryBuild(CrossbarParameters parameters, int orders, FinalGain? final = null, int logSign = 0)
    {
        var skeleton = new CrossbarSkeleton(parameters, final, logSign);
        return skeleton.Build(orders) ? skeleton : null;
    }

    // The amplitude of a node of a level, the root's being the width of a margin after amplification: an exponent of two.
    private int LogHeight(int level) => _p.Gain - _p.LogPieces - _p.LogMargin - level;

    private bool Build(int orders)
    {
        if (_halvings < -_p.Levels || _p.Levels < 2 || _p.CellsPerSide < 2)
        {
            return false;
        }

        if (Coordinates() is not { } z)
        {
            return false;
        }

        Crossbar(z);
        return Sum() && _constants.Grow(orders) && Finish();
    }

    // The local coordinate, and the tree on the way.
    private PlannedUnit? Coordinates()
    {
        int foldLayer = _leaves - 2 - _p.Levels - _merging;
        PlannedUnit z;
        if (!_p.SplitsFirst)
        {
            if (Hold(foldLayer, _pens - 1) is not { } held)
            {
                return null;
            }

            z = LocalCoordinate(FirstFold(held[foldLayer]), 2 - BitOperations.Log2((uint)_p.FirstFold));
            Tree(FirstPens(held[_pens - 1]));
            return z;
        }

        if (_split is null)
        {
            return null;
        }

        List<PlannedUnit[]> sides = Split(_split);
        int place = sides.Count - 1 - _merging;
        if (place < _split.Factors)
        {
            return null;
        }

        z = LocalCoordinate([.. sides[place]], -_split.LogGain(place));
        Tree(Differences(sides[^1]));
        return z;
    }

    // σ(±(x - 1/2)), multiplied layer by layer up to the one before the pens.
    private List<PlannedUnit[]> Split(SplitChain chain)
    {
        int begin = _pens - chain.Halves.Length - 1;
        PlannedUnit x = Plan.Add(1, "x/2", Plan.Input, 1);
        for (int layer = 2; layer < begin; layer++)
        {
            x = Plan.Add(layer, "x/2", x, 2);
        }

        List<PlannedUnit[]> sides = [[Side(1), Side(-1)]];
        foreach (int halves in chain.Halves)
        {
            sides.Add([.. sides[^1].Select(side => Plan.Add(side.Layer + 1, "side", side, halves))]);
        }

        return sides;

        PlannedUnit Side(int sign)
        {
            PlannedUnit side = Plan.Add(begin, "side", x, 4 * sign);
            side.Bias = -sign;
            return side;
        }
    }

    private bool Finish()
    {
        Plan.Finish(Output!);
        return true;
    }

    // x/2, then Rx/2 by Horner's rule over the binary digits of R while x is held: Rx/2 from the layer of the first fold on.
    private PlannedUnit[]? Hold(int first, int last)
    {
        int digits = _p.Stretch.FractionBits;
        int room = last - first > 1 ? (last - first) / 2 : last - first;
        if (first - digits < 1 || _p.HeldDoublings > room)
        {
            return null;
        }

        var held = new PlannedUnit[last + 1];
        PlannedUnit x = Plan.Add(1, "x/2", Plan.Input, 1), multiple = x;
        held[1] = x;
        for (int layer = 2; layer <= first; layer++)
        {
            int digit = first - layer;
            bool multiplies = digit < digits;
            PlannedUnit next = Plan.Add(layer, "x/2", x, 2);
            if (multiplies)
            {
                PlannedUnit product = Plan.Add(layer, "Rx/2", multiple, 1);
                if (!((_p.Stretch.ToScaledInteger(digits) >> (digits - digit)) & 1).IsZero)
                {
                    product.Read(x, 2);
                }

                multiple = product;
            }
            else
            {
                multiple = next;
            }

            x = next;
            held[layer] = multiple;
        }

        for (int layer = first + 1; layer <= last; layer++)
        {
            int behind = last - layer;
            bool doubles = last - first > 1 ? behind % 2 == 1 && behind / 2 < _p.HeldDoublings : behind < _p.HeldDoublings;
            held[layer] = multiple = Plan.Add(layer, "Rx", multiple, doubles ? 4 : 2);
        }

        return held;
    }

    // σ(±(Rx - R/2)), scaled.
    private List<PlannedUnit> FirstFold(PlannedUnit held)
    {
        List<PlannedUnit> parts = [];
        foreach (int sign in new[] { 1, -1 })
        {
            PlannedUnit part = Plan.Add(held.Layer + 1, "fold", held, sign * _p.FirstFold);
            _constants.Add(part, -sign * _p.Stretch.Scale(BitOperations.Log2((uint)_p.FirstFold) - 3));
            parts.Add(part);
        }

        return parts;
    }

    // z: p folds of Rx - R/2, whose parts are scaled by 2^-scale: the distance to the centre of the pair of cells.
    private PlannedUnit LocalCoordinate(List<PlannedUnit> parts, int scale)
    {
        int layer = parts[0].Layer;
        for (int i = 0; i < _merging; i++)
        {
            PlannedUnit merged = Plan.Add(++layer, "fold");
            parts.ForEach(part => merged.Read(part, 1));
            (parts, scale) = ([merged], scale + 1);
        }

        int halvings = _halvings - _merging;
        for (int step = 1; step <= _p.Levels; step++)
        {
            int left = _p.Levels - step;
            int halves = halvings > left ? 1 : halvings < -left ? 4 : 2;
            (layer, scale, halvings) = (layer + 1, scale + (halves == 1 ? 1 : halves == 2 ? 0 : -1), halvings - (halves == 1 ? 1 : halves == 2 ? 0 : -1));
            List<PlannedUnit> next = [];
            foreach (int sign in step < _p.Levels ? new[] { 1, -1 } : [1])
            {
                PlannedUnit part = Plan.Add(layer, "fold");
                parts.ForEach(before => part.Read(before, sign * halves));
                if (step < _p.Levels)
                {
                    _constants.Add(part, -sign * Fold(step + 1).Scale(-scale));
                }

                next.Add(part);
            }

            parts = next;
        }

        return parts[0];
    }

    // Where the coordinate is folded for the i-th time, i ≥ 2: m 2^(p-i) pieces from the fold before.
    private Dyadic Fold(int i) => Dyadic.Create(_p.Columns, _p.Levels - i - _p.LogPieces);

    // Pens of every fold, and the nodes: child = σ(½ parent - ½ pen).
    private void Tree((PlannedUnit Before, PlannedUnit Behind) pens)
    {
        _levels.Add(_constants.At(-LogHeight(0), _pens));
        for (int level = 1; level <= _p.Levels; level++)
        {
            Pens.Add(pens);
            int layer = _pens + level;
            PlannedUnit nodes = Plan.Add(layer, $"node of level {level}", _p.Nodes(level));
            nodes.Read(_levels[^1], 1);
            nodes.Read(pens.Before, -1, 1);
            nodes.Read(pens.Behind, -1, 0);
            _levels.Add(nodes);
            if (level < _p.Levels)
            {
                pens = (Next(1), Next(-1));
            }

            PlannedUnit Next(int sign)
            {
                PlannedUnit pen = Plan.Add(layer, "pen");
                pen.Read(pens.Before, sign);
                pen.Read(pens.Behind, sign);
                _constants.Add(pen, -sign * Fold(level + 1).Scale(_p.Gain - level));
                if (sign < 0)
                {
                    _constants.Add(pen, Dyadic.PowerOfTwo(LogHeight(level)));
                }

                return pen;
            }
        }
    }

    // σ(±2^G(Rx - R/2) + 2^G δ/2).
    private (PlannedUnit Before, PlannedUnit Behind) FirstPens(PlannedUnit held)
    {
        return (Side(1), Side(-1));

        PlannedUnit Side(int sign)
        {
            PlannedUnit side = Plan.Add(_pens, "pen", held, sign << (_p.Gain + 2 - _p.HeldDoublings));
            _constants.Add(side, -sign * _p.Stretch.Scale(_p.Gain - 1));
            _constants.Add(side, Dyadic.PowerOfTwo(LogHeight(1)));
            return side;
        }
    }

    // The same of what is split and amplified already.
    private (PlannedUnit Before, PlannedUnit Behind) Differences(PlannedUnit[] sides)
    {
        return (Difference(sides[0], sides[1]), Difference(sides[1], sides[0]));

        PlannedUnit Difference(PlannedUnit of, PlannedUnit from)
        {
            PlannedUnit pen = Plan.Add(_pens, "pen", of, 2);
            pen.Read(from, -2);
            _constants.Add(pen, Dyadic.PowerOfTwo(LogHeight(1)));
            return pen;
        }
    }

    // The columns P_k = σ(Σ ±½ I_j + ½ y_h - ½ b_o), and the planes.
    private void Crossbar(PlannedUnit z)
    {
        int sign = 1 << _logSign, all = _p.AllColumns, offsets = Math.Min(1 << _p.LogOffsets, all);
        var height = Dyadic.PowerOfTwo(LogHeight(_p.Levels));
        for (int h = 0; h << _p.LogOffsets < all; h++)
        {
            PlannedUnit ramp = Plan.Add(_leaves, $"ramp {h}", z, 1);
            _constants.Add(ramp, -2 * height * Dyadic.Create((long)h << _p.LogOffsets, 0));
            _ramps.Add(ramp);
        }

        for (int o = 0; o < offsets; o++)
        {
            PlannedUnit offset = Plan.Add(_leaves, $"offset {o}");
            _constants.Add(offset, height * (Dyadic)((2 * o) + 1));
            _offsets.Add(offset);
        }

        PlannedUnit path = Path = Plan.Add(_leaves + 2, "path");
        foreach ((ColumnRange range, bool whole, bool last) in _p.ColumnRanges())
        {
            PlannedUnit column = Plan.Add(_leaves + 1, "column", range.Count);
            int cells = (whole ? (2 * _p.CellsPerSide) - 2 : 0) + (last ? 2 : 0);
            column.Read(_levels[^1], sign, cells);
            column.Read(_ramps[0], sign);
            _ramps.Skip(1).ToList().ForEach(r => column.Read(r, sign, 0));
            column.Read(_offsets[0], -sign);
            _offsets.Skip(1).ToList().ForEach(o => column.Read(o, -sign, 0));
            path.Read(column, 1, range.Count);
            _columns.Add(new ColumnFamily(column, range, whole, last));
        }

        foreach (ValueTable table in Tables)
        {
            for (int i = 0; i < table.Exponents.Length; i++)
            {
                PlannedUnit plane = Plan.Add(_pens + table.Level + 1, $"plane {i} of level {table.Level}");
                plane.Read(_levels[table.Level], sign, _p.Nodes(table.Level));
                plane.Read(_constants.At(-LogHeight(table.Level), _pens + table.Level), sign);
                _planes.Add(new BitPlane(plane, table, i));
            }
        }
    }

    // All planes and the path, amplified to the output.
    private bool Sum()
    {
        // A table on the root, which is its own constant: a plane would read one unit twice.
        if (_planes.Exists(p => p.Unit.Readings.Count < 2))
        {
            return false;
        }

        List<(Summand Summand, PlannedUnit Unit)> summands = [];
        foreach (IGrouping<ValueTable, BitPlane> table in _planes.GroupBy(p => p.Table))
        {
            summands.AddRange(Groups(table.Key, [.. table]));
        }

        // Half the path's own ramp, H z/(2s), and what it is taken from.
        PlannedUnit ramp = Plan.Add(_leaves + 2, "ramp", Plan.Add(_leaves + 1, "ramp", _ramps[0], 1), 1 << _logSign);
        summands.Add((new Summand(Path!.Layer, 2 - _p.StepExponent - LogHeight(_p.Levels) - _logSign, Path.RowWeights, 2), Path));
        summands = [.. summands.OrderByDescending(s => s.Summand.Exponent).ThenBy(s => s.Summand.Layer)];
        Summand[] all = [.. summands.Select(s => s.Summand)];
        if (summands[0].Unit == Path || Amplifier.Find(all, _final, _p.StepFactor, _p.MostHalves, _p.MostDepth) is not { } amplifier)
        {
            return false;
        }

        PlannedUnit sum = summands[0].Unit;
        foreach (AmplifierStep step in amplifier.Steps)
        {
            sum = Plan.Add(step.Layer, "sum", sum, step.Halves);
            foreach (Joining joining in step.Joinings)
            {
                PlannedUnit unit = summands[joining.Summand].Unit;
                sum.Read(Halved(unit, joining.Halvings), joining.Halves);
                if (unit == Path)
                {
                    sum.Read(Halved(ramp, joining.Halvings), -joining.Halves / 2);
                }
            }
        }

        _constants.Add(sum, -_p.Norm);
        Output = sum;
        return true;
    }

    private PlannedUnit Halved(PlannedUnit unit, int times)
    {
        for (int i = 0; i < times; i++)
        {
            unit = Plan.Add(unit.Layer + 1, unit.Name, unit, 1);
        }

        return unit;
    }

    // Planes of neighbouring weights, halved and added up with the ratios of their weights.
    private IEnumerable<(Summand Summand, PlannedUnit Unit)> Groups(ValueTable table, List<BitPlane> planes)
    {
        List<BitPlane> left = [.. planes.OrderByDescending(p => table.Exponents[p.Number])];
        while (left.Count > 0)
        {
            int top = table.Exponents[left[0].Number];
            List<BitPlane> group = left.FindAll(p => table.Exponents[p.Number] > top - _p.Group);
            left.RemoveAll(group.Contains);
            int lowest = table.Exponents[group[^1].Number], weight = lowest + 1 - _p.StepExponent - LogHeight(table.Level) - _logSign;
            PlannedUnit first = group[0].Unit;
            if (group.Count == 1)
            {
                yield return (new Summand(first.Layer, weight, first.RowWeights), first);
                continue;
            }

            PlannedUnit sum = Plan.Add(first.Layer + 2, "sum of planes");
            group.ForEach(p => sum.Read(Halved(p.Unit, 1), 1 << (table.Exponents[p.Number] - lowest)));
            yield return (new Summand(sum.Layer, weight + 2, sum.RowWeights), sum);
        }
    }
}
