using QuantRelu.Circuits;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// The first stage: what all cells share, as functions of the coordinates X = Nx of one axis at a time, and of few axes for features of higher degree.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Ramps: a <see cref="RampTree"/> with the root X/2^J, of which only leaves that are read are there. The indicator of cell j of a class is the
/// difference of the leaves j - 1 and j + 1, which are of one kind: it is the full height on the core of j and 0 on the cores of all others of its class, and
/// passes linearly from one to the other on the cells between.</item>
/// <item>Waves: for cells of parity p the local coordinate a is the triangle wave of period 4 in X that is -1 or 1 in the middle of the cells between;
/// Y is X ∓ 1/2 or, counted from the right, N - 1/2 - X, where a ReLU clips it at 0 before the first and behind the last cell of the parity, so that
/// |a| = 1 there. J folds |2v - 1| make (a + 1)/2, a further one |a|.</item>
/// <item>Distances: σ(|a| - 1/2) is how far x is beyond a core, in widths.</item>
/// <item>Features from squarers (<see cref="CellBasis"/>).</item>
/// </list>
/// Everything stands as late as it can, and is halved, for one weight a layer, down to the tiny scale of the cells rather than held.
/// </remarks>
internal sealed class CellSignals
{
    private readonly CellParameters _p;
    private readonly Circuit _circuit;
    private readonly ConstantChains _constants;
    private readonly LinearForm[] _root;
    private readonly Dictionary<(int Axis, int Parity), Wave> _waves = [];
    private readonly Dictionary<(int Feature, string Parities), (LinearForm[] Units, int Log)> _features = [];
    private readonly Dictionary<string, int> _outputOf = [];
    private readonly List<LinearForm> _outputs = [];
    private int _logLeaf;

    /// <summary>The signals for parameters.</summary>
    public CellSignals(CellParameters parameters)
    {
        _p = parameters;
        _circuit = new Circuit(parameters.Dimension);
        _constants = new ConstantChains(_circuit);
        _root = [.. Enumerable.Range(0, parameters.Dimension).Select(Root)];
        MakeFeatures();
        LogHeight = Height();
        _logLeaf = LogHeight + parameters.Dimension;
        Write();
    }

    /// <summary>log S: the indicator of a cell is S.</summary>
    public int LogHeight { get; }

    /// <summary>The circuit.</summary>
    public Circuit Circuit => _circuit;

    /// <summary>Its outputs.</summary>
    public ImmutableArray<LinearForm> Outputs => [.. _outputs];

    /// <summary>The number of an output of one value: "4S", "2S", a feature or a distance.</summary>
    public int this[string name] => _outputOf[name];

    /// <summary>The name of feature k, 4S·φ_k, for the cells of a class.</summary>
    public static string FeatureName(CellParameters parameters, int feature, int[] parities) =>
        $"feature {feature} of {Parities(parameters, feature, parities)}";

    /// <summary>The name of the distance along an axis, 4S·2^(a - lift)·σ(|a| - 1/2).</summary>
    public static string DistanceName(int axis, int parity) => $"distance {axis} of {parity}";

    /// <summary>
    /// The name of the first of the outputs by which cells are found: for d = 1 the leaves of a parity in order, ended by constants; else all
    /// indicators of the first d - 1 axes for the parities of a class, the last of these axes fastest.
    /// </summary>
    public static string CellsName(int[] parities) => $"cells {string.Join(',', parities)}";

    /// <summary>The name of the first complement S - indicator of the last axis.</summary>
    public static string ComplementName(int parity) => $"complements {parity}";

    private static string Parities(CellParameters parameters, int feature, int[] parities) =>
        string.Join(',', parameters.Basis.Features[feature].Axes.Select(axis => parities[axis]));

    private LinearForm Late(LinearForm form, string name) => _circuit.Relu(form, name, UnitPlacement.Late);

    // X/2^J / 2 by Horner's rule on the binary digits of N.
    private LinearForm Root(int axis)
    {
        LinearForm input = _circuit.Input(axis);
        if (_p.Grid == 1 << _p.LogGrid)
        {
            return input;
        }

        LinearForm? sum = null;
        for (int bit = 0; bit < _p.LogGrid; bit++)
        {
            bool one = ((_p.Grid >> bit) & 1) == 1;
            if (sum is not null || one)
            {
                sum = Late((Dyadic.Half * (sum ?? 0)) + (one ? Dyadic.Half * input : 0), "N x");
            }
        }

        return sum!;
    }

    private Wave WaveOf(int axis, int parity)
    {
        if (!_waves.TryGetValue((axis, parity), out Wave? wave))
        {
            _waves[(axis, parity)] = wave = MakeWave(axis, parity);
        }

        return wave;
    }

    private Wave MakeWave(int axis, int parity)
    {
        int folds = CellPlaces.Folds(_p.Grid), log = folds - _p.LogGrid;
        LinearForm[] units = [Coordinate(axis, parity)];
        for (int i = 0; i < folds; i++)
        {
            (units, log) = Fold(units, log, $"fold {i}");
        }

        return new Wave(units, log);
    }

    // 2^(-J-1) Y.
    private LinearForm Coordinate(int axis, int parity)
    {
        Dyadic cell = Dyadic.PowerOfTwo(-_p.LogGrid - 1), half = cell.Scale(-1);
        bool first = parity == 1, last = _p.Grid > 1 && _p.Grid % 2 == parity;
        LinearForm left = _root[axis] + (first ? -1 : 1) * _constants.Of(half, first && last ? "left end" : "end");
        return !last ? Late(left, "coordinate")
            : !first ? Late(_constants.Of((_p.Grid * cell) - half, "end") - _root[axis], "coordinate")
            : Late(_constants.Of((_p.Grid - 1) * cell, "end") - Late(left, "coordinate"), "coordinate");
    }

    // Of units that add up to 2^log·v: two that add up to 2^(log-2)·|2v - 1|.
    private (LinearForm[] Units, int Log) Fold(LinearForm[] units, int log, string use)
    {
        LinearForm twice = (Dyadic.Half * LinearForm.Sum(units)) - _constants.Of(Dyadic.PowerOfTwo(log - 2), use);
        return ([Late(twice, "fold"), Late(-twice, "fold")], log - 2);
    }

    // |a|.
    private (LinearForm[] Units, int Log) Absolute(int axis, int parity)
    {
        Wave wave = WaveOf(axis, parity);
        wave.Absolute ??= Fold(wave.Units, wave.Log, "absolute");
        return wave.Absolute.Value;
    }

    private void MakeFeatures()
    {
        for (int k = 0; k < _p.Basis.Features.Length; k++)
        {
            foreach (int[] parities in _p.Classes)
            {
                string key = Parities(_p, k, parities);
                if (!_features.ContainsKey((k, key)))
                {
                    _features[(k, key)] = MakeFeature(k, parities);
                }
            }
        }
    }

    private (LinearForm[] Units, int Log) MakeFeature(int k, int[] parities)
    {
        CellFeature f = _p.Basis.Features[k];
        int axis = f.Axes[0], other = f.Axes[^1];
        switch (f.Kind)
        {
            case FeatureKind.Linear:
                Wave wave = WaveOf(axis, parities[axis]);
                return (wave.Units, wave.Log);
            case FeatureKind.Square:
                return Squarer(Absolute(axis, parities[axis]), $"square {k}");
            case FeatureKind.Mixed:
                Wave first = WaveOf(axis, parities[axis]), second = WaveOf(other, parities[other]);
                LinearForm mean = (Dyadic.Half * LinearForm.Sum([.. first.Units, .. second.Units])) - _constants.Of(Dyadic.PowerOfTwo(first.Log - 1), "mean");
                return Squarer(([Late(mean, "mean"), Late(-mean, "mean")], first.Log - 1), $"square {k}");
            case FeatureKind.SquareOf:
                (LinearForm root, int log) = Factor(f.First, parities);
                return Squarer(([root], log), $"square {k}");
            default:
                return Multiply(Factor(f.First, parities), Factor(f.Second, parities), $"product {k}");
        }
    }

    // A feature in one unit; where it may exceed 1, half of it: the same value at twice the scale.
    private (LinearForm Unit, int Log) Factor(int feature, int[] parities)
    {
        (LinearForm[] units, int log) = _features[(feature, Parities(_p, feature, parities))];
        (LinearForm unit, int scale) = units.Length == 1 ? (units[0], log) : (Late(Dyadic.Half * LinearForm.Sum(units), "factor"), log - 1);
        return (unit, _p.Basis.Features[feature].IsHalvedAsFactor ? scale + 1 : scale);
    }

    private (LinearForm[] Units, int Log) Multiply((LinearForm Unit, int Log) x, (LinearForm Unit, int Log) y, string use)
    {
        int log = Math.Min(x.Log, y.Log);
        LinearForm a = Halved(x.Unit, x.Log - log), b = Halved(y.Unit, y.Log - log);
        LinearForm difference = (Dyadic.Half * a) - (Dyadic.Half * b);
        LinearForm sum = Late((Dyadic.Half * a) + (Dyadic.Half * b), "half sum");
        LinearForm larger = Squarer(([sum], log), use).Units[0];
        LinearForm smaller = Squarer(([Late(difference, "half difference"), Late(-difference, "half difference")], log), use).Units[0];
        return ([Late((Dyadic.Half * larger) - (Dyadic.Half * smaller), "product")], log - 1);
    }

    // Of units that add up to 2^log·t: one that is 2^log·(t² + κ). Not CompactSquaring, which was tried and counted: folding what is folded already takes 24
    // weights and one layer a tooth, as t comes as two units and κ is of no matter here, instead of 28 and two layers; the networks of COMPACT.md would have
    // 1,829 weights for 1,766 and 16,863 for 16,350.
    private (LinearForm[] Units, int Log) Squarer((LinearForm[] Units, int Log) root, string use)
    {
        LinearForm sum = Late(LinearForm.Sum(root.Units), "square");
        (LinearForm[] Units, int Log) tooth = root;
        for (int i = 1; i <= _p.Teeth; i++)
        {
            tooth = Fold(tooth.Units, tooth.Log, $"{use}, tooth {i}");
            sum = Late(sum + LinearForm.Sum(tooth.Units), "square");
        }

        return ([sum], root.Log);
    }

    private LinearForm Halved(LinearForm unit, int times)
    {
        for (int i = 0; i < times; i++)
        {
            unit = Late(Dyadic.Half * unit, "halved");
        }

        return unit;
    }

    // The largest scale at which nothing has to be doubled.
    private int Height()
    {
        int ramps = -1 - (_p.Grid > 2 ? 2 * _p.LogGrid : 0) - _p.Dimension;
        int features = _features.Values.Select(f => f.Log - 3).DefaultIfEmpty(ramps).Min();
        int distances = _p.Grid == 1 ? ramps : Absolute(0, 0).Log - 3 - _p.LogMargin + _p.Lift;
        return Math.Min(ramps, Math.Min(features, distances));
    }

    private void Write()
    {
        Add("4S", _constants.Of(Dyadic.PowerOfTwo(LogHeight + 2), "4S"));
        Add("2S", _constants.Of(Dyadic.PowerOfTwo(LogHeight + 1), "2S"));
        foreach (((int k, string parities), (LinearForm[] units, int log)) in _features)
        {
            Add($"feature {k} of {parities}", Scaled(LinearForm.Sum(units), log, LogHeight + 2));
        }

        for (int axis = 0; axis < _p.Dimension && _p.Grid > 1; axis++)
        {
            for (int parity = 0; parity < 2; parity++)
            {
                (LinearForm[] units, int log) = Absolute(axis, parity);
                LinearForm beyond = LinearForm.Sum(units) - (2 * _constants.Of(Dyadic.PowerOfTwo(log - 2), "distance"));
                Add(DistanceName(axis, parity), Scaled(beyond, log, LogHeight + 2 + _p.LogMargin - _p.Lift));
            }
        }

        WriteCells();
    }

    private void Add(string name, LinearForm form)
    {
        _outputOf[name] = _outputs.Count;
        _outputs.Add(form);
    }

    // A form 2^log·v as 2^target·v, target < log.
    private LinearForm Scaled(LinearForm form, int log, int target) => target == log - 1
        ? Dyadic.Half * form
        : Dyadic.Half * Halved(Late(Dyadic.Half * form, "scaled"), log - target - 2);

    private void WriteCells()
    {
        LinearForm[][] leaves = [.. Enumerable.Range(0, _p.Dimension).Select(Leaves)];
        if (_p.Dimension == 1)
        {
            for (int parity = 0; parity < _p.Parities; parity++)
            {
                LinearForm[] sequence = Sequence(leaves[0], parity);
                _outputOf[CellsName([parity])] = _outputs.Count;
                _outputs.AddRange(sequence);
            }

            return;
        }

        int last = _p.Dimension - 1;
        foreach (int[] parities in CellParameters.Product(last, _p.Parities))
        {
            _outputOf[CellsName(parities)] = _outputs.Count;
            _outputs.AddRange(Prefixes(leaves, parities));
        }

        for (int parity = 0; parity < _p.Parities; parity++)
        {
            _outputOf[ComplementName(parity)] = _outputs.Count;
            _outputs.AddRange(Indicators(leaves[last], parity).Select(form => Complement(form, last - 1)));
        }
    }

    // The indicators of the first axes, each and then all together: prefix - (height - next indicator).
    private IEnumerable<LinearForm> Prefixes(LinearForm[][] leaves, int[] parities)
    {
        LinearForm[] prefixes = [.. Indicators(leaves[0], parities[0])];
        for (int axis = 1; axis < parities.Length; axis++)
        {
            LinearForm[] complements = [.. Indicators(leaves[axis], parities[axis]).Select(form => Late(Complement(form, axis - 1), "complement"))];
            LinearForm[] units = [.. prefixes.Select(form => Late(Constants(form, "height"), "prefix"))];
            prefixes = [.. units.SelectMany(u => complements.Select(c => (Dyadic.Half * u) - (Dyadic.Half * c)))];
        }

        return prefixes.Select(form => Constants(form, "height"));
    }

    // Half the height minus an indicator, halved further.
    private LinearForm Complement(LinearForm indicator, int halvings)
    {
        LinearForm form = Dyadic.PowerOfTwo(_logLeaf - 1) - indicator;
        LinearForm row = Constants(form, "complement");
        return halvings == 0 ? row : Dyadic.Half * Halved(Late(row, "complement"), halvings - 1);
    }

    // Half the height on the core of each cell of a parity, as forms.
    private IEnumerable<LinearForm> Indicators(LinearForm[] leaves, int parity)
    {
        LinearForm[] sequence = ConstantSequence(leaves, parity);
        for (int i = 0; i + 1 < sequence.Length; i++)
        {
            LinearForm difference = parity == 0 ? sequence[i] - sequence[i + 1] : sequence[i + 1] - sequence[i];
            yield return Dyadic.Half * difference;
        }
    }

    private LinearForm[] Sequence(LinearForm[] leaves, int parity) =>
        [.. ConstantSequence(leaves, parity).Select(form => Constants(form, "height"))];

    // What differs between cells 2i - 2 + p and 2i + p: the leaf between them; a constant before the first and behind the last.
    private LinearForm[] ConstantSequence(LinearForm[] leaves, int parity)
    {
        Dyadic height = Dyadic.PowerOfTwo(_logLeaf);
        return [.. Enumerable.Range(0, _p.CellsOf(parity) + 1).Select(i => (2 * i) - 1 + parity).Select((leaf, i) =>
            leaf >= 1 && leaf <= _p.Grid - 2 ? leaves[leaf]
            : (LinearForm)((i == 0) == (parity == 0) ? height : default))];
    }

    // A constant in a form is made by a chain.
    private LinearForm Constants(LinearForm form, string use) =>
        form.Constant.IsZero ? form : form - form.Constant + _constants.Of(form.Constant.ToDyadic(), use);

    // Leaf j rises over cell j when j is odd and falls when j is even; only leaves 1 to N - 2 are there. For d = 1 they are forms, otherwise units.
    private LinearForm[] Leaves(int axis)
    {
        var leaves = new LinearForm[_p.Grid];
        if (_p.Grid < 3)
        {
            return leaves;
        }

        int log = _logLeaf + (2 * _p.LogGrid);
        var nodes = new Dictionary<int, LinearForm> { [0] = Halved(_root[axis], -1 - log) };
        for (int level = 0; level < _p.LogGrid; level++, log -= 2)
        {
            var children = new Dictionary<int, LinearForm>();
            int below = _p.LogGrid - level - 1;
            foreach ((int node, LinearForm ramp) in nodes.OrderBy(n => n.Key))
            {
                for (int right = 0; right < 2; right++)
                {
                    int child = (2 * node) + right;
                    if (((child + 1) << below) - 1 >= 1 && child << below <= _p.Grid - 2)
                    {
                        LinearForm form = RampTree.Half(ramp, level, child, _constants.Of(Dyadic.PowerOfTwo(log - 2), $"ramp {level}"));
                        children[child] = below == 0 && _p.Dimension == 1 ? form : Late(form, "ramp");
                    }
                }
            }

            nodes = children;
        }

        foreach ((int leaf, LinearForm form) in nodes)
        {
            leaves[leaf] = form;
        }

        return leaves;
    }

    private sealed class Wave(LinearForm[] units, int log)
    {
        public LinearForm[] Units => units;

        public int Log => log;

        public (LinearForm[] Units, int Log)? Absolute { get; set; }
    }
}
