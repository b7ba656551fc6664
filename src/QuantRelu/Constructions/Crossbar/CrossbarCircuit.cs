using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// The circuits of a crossbar, written from its skeleton: all that stands before the columns, the columns, repeated over a grid of ramps and offsets, and
/// all that stands behind them. Every unit is kept in its layer, so that the network has exactly the counts of the skeleton.
/// </summary>
internal sealed class CrossbarCircuit
{
    /// <summary>The bank of the planes' signs: plane by plane, each node by node.</summary>
    public const string Values = "values";

    private readonly CrossbarParameters _parameters;
    private readonly CrossbarSkeleton _skeleton;
    private readonly HashSet<PlannedUnit> _planes;
    private readonly HashSet<PlannedUnit> _columns;

    private CrossbarCircuit(CrossbarParameters parameters, CrossbarSkeleton skeleton)
    {
        (_parameters, _skeleton) = (parameters, skeleton);
        _planes = [.. skeleton.Planes.Select(p => p.Unit)];
        _columns = [.. skeleton.Columns.Select(c => c.Unit)];
    }

    /// <summary>The bank of the signs of a range of columns: column by column, each cell by cell in the order of <see cref="CellsOf"/>.</summary>
    public static string Columns(int range) => $"columns {range}";

    /// <summary>The leaves that a family of columns reads, ascending.</summary>
    public static IEnumerable<int> CellsOf(ColumnFamily family, CrossbarParameters parameters)
    {
        int side = parameters.CellsPerSide;
        return Enumerable.Range(0, 2 * side).Where(leaf => leaf % side == side - 1 ? family.Last : family.Whole);
    }

    /// <summary>The circuits.</summary>
    public static StagedCircuit Of(CrossbarParameters parameters, CrossbarSkeleton skeleton) => new CrossbarCircuit(parameters, skeleton).Build();

    private StagedCircuit Build()
    {
        int leaves = _skeleton.LeafLayer;
        var input = new Dictionary<PlannedUnit, int> { [_skeleton.Plan.Input] = 0 };
        CircuitArray front = Array(input, 1, 1, leaves, out Dictionary<PlannedUnit, int> boundary, Values);
        (CircuitStage columns, Dictionary<PlannedUnit, Source> behind) = ColumnStage(boundary);
        var places = new Dictionary<PlannedUnit, int>();
        var sources = ImmutableArray.CreateBuilder<Source>();
        foreach ((PlannedUnit unit, Source first) in behind)
        {
            places[unit] = sources.Count;
            bool repeated = _columns.Contains(unit);
            sources.AddRange(Enumerable.Range(0, unit.Members).Select(i => repeated ? first with { Copy = i } : first with { Output = first.Output + i }));
        }

        CircuitArray tail = Array(places, sources.Count, leaves + 2, _skeleton.Plan.Depth, out _) with { Grids = [new Wiring([], sources.ToImmutable())] };
        return new StagedCircuit(1, [new CircuitStage([front]), columns, new CircuitStage([tail])]);
    }

    // Columns, range by range, and beside them whatever else stands in their layer.
    private (CircuitStage Stage, Dictionary<PlannedUnit, Source> Outputs) ColumnStage(Dictionary<PlannedUnit, int> boundary)
    {
        List<CircuitArray> arrays = [];
        var outputs = new Dictionary<PlannedUnit, Source>();
        int ramps = _skeleton.Ramps.Count, offsets = _skeleton.Offsets.Count;
        foreach (ColumnFamily family in _skeleton.Columns)
        {
            int[] cells = [.. CellsOf(family, _parameters)];
            var circuit = new Circuit(cells.Length + 2);
            Dyadic half = Dyadic.Half.Scale(LogSign(family.Unit, _skeleton.Ramps[0]));
            LinearForm sum = LinearForm.Sum(
                [.. cells.Select((_, i) => circuit.Sign(circuit.Input(i))), half * circuit.Input(cells.Length), -half * circuit.Input(cells.Length + 1)]);
            ImmutableArray<Source> sources =
            [
                .. cells.Select(cell => new Source(0, boundary[_skeleton.Levels[^1]] + cell)),
                new Source(0, boundary[_skeleton.Ramps[0]], OutputStrides: [1, 0]),
                new Source(0, boundary[_skeleton.Offsets[0]], OutputStrides: [0, 1]),
            ];
            ImmutableArray<long> selection = [.. Enumerable.Range(family.Range.Begin, family.Range.Count).Select(k => (long)k)];
            outputs[family.Unit] = new Source(arrays.Count, 0);
            arrays.Add(new CircuitArray(circuit, [sum], [new Wiring([ramps, offsets], sources, selection)]) { Bank = Columns(arrays.Count) });
        }

        int layer = _skeleton.LeafLayer + 1;
        PlannedUnit[] others = [.. _skeleton.Plan.Layer(layer).Where(u => !_columns.Contains(u))];
        PlannedUnit[] read = [.. others.SelectMany(u => u.Readings).Select(r => r.Source).Distinct()];
        var beside = read.Select((unit, i) => (unit, i)).ToDictionary(r => r.unit, r => r.i);
        CircuitArray rest = Array(beside, read.Length, layer, layer, out Dictionary<PlannedUnit, int> besideOutputs);
        arrays.Add(rest with { Grids = [new Wiring([], [.. read.Select(u => new Source(0, boundary[u]))])] });
        foreach ((PlannedUnit unit, int place) in besideOutputs)
        {
            outputs[unit] = new Source(arrays.Count - 1, place);
        }

        return (new CircuitStage([.. arrays]), outputs);
    }

    private static int LogSign(PlannedUnit reader, PlannedUnit source) => reader.Readings.First(r => r.Source == source).Halves == 1 ? 0 : 1;

    // The units of the layers from one to another as one circuit, whose outputs are the units of the last one.
    private CircuitArray Array(Dictionary<PlannedUnit, int> inputs, int count, int from, int to, out Dictionary<PlannedUnit, int> outputs, string? bank = null)
    {
        var circuit = new Circuit(count);
        Dictionary<PlannedUnit, LinearForm[]> before =
            inputs.ToDictionary(i => i.Key, i => Enumerable.Range(i.Value, i.Key.Members).Select(circuit.Input).ToArray());
        LinearForm[] forms = [];
        PlannedUnit[] units = [];
        for (int layer = from; layer <= to; layer++)
        {
            units = [.. _skeleton.Plan.Layer(layer).Where(u => !_columns.Contains(u))];
            forms = [.. units.SelectMany(u => Forms(circuit, u, before))];
            if (layer < to)
            {
                LinearForm[] values = circuit.Layer(forms, $"layer {layer}");
                before = Members(units).ToDictionary(u => u.Unit, u => values[u.First..(u.First + u.Unit.Members)]);
            }
        }

        outputs = Members(units).ToDictionary(u => u.Unit, u => u.First);
        return new CircuitArray(circuit, [.. forms]) { Bank = bank };
    }

    private static IEnumerable<(PlannedUnit Unit, int First)> Members(IEnumerable<PlannedUnit> units)
    {
        int first = 0;
        foreach (PlannedUnit unit in units)
        {
            yield return (unit, first);
            first += unit.Members;
        }
    }

    private IEnumerable<LinearForm> Forms(Circuit circuit, PlannedUnit unit, Dictionary<PlannedUnit, LinearForm[]> before)
    {
        int level = unit.Layer - (_skeleton.LeafLayer - _parameters.Levels);
        if (level > 0 && level <= _parameters.Levels && unit == _skeleton.Levels[level])
        {
            return Nodes(level, before);
        }

        return [_planes.Contains(unit) ? Plane(circuit, unit, before) : unit == _skeleton.Path ? Path(before) : Plain(unit, before)];
    }

    private IEnumerable<LinearForm> Nodes(int level, Dictionary<PlannedUnit, LinearForm[]> before)
    {
        (PlannedUnit penBefore, PlannedUnit penBehind) = _skeleton.Pens[level - 1];
        LinearForm[] parents = before[_skeleton.Levels[level - 1]];
        int parentsPerSide = _parameters.Nodes(level - 1) / 2, perSide = _parameters.Nodes(level) / 2;
        for (int node = 0; node < 2 * perSide; node++)
        {
            (int side, int place) = (node / perSide, node % perSide);
            LinearForm parent = parents[level == 1 ? 0 : (side * parentsPerSide) + (place / 2)];
            LinearForm pen = before[IsBehind(level, side, place) ? penBehind : penBefore].Single();
            yield return (Dyadic.Half * parent) - (Dyadic.Half * pen);
        }
    }

    // Whether the child lies where the coordinate is beyond its fold. The coordinate of a node grows outwards on odd places, and on the first level.
    private static bool IsBehind(int level, int side, int place)
    {
        if (level == 1)
        {
            return side == 1;
        }

        bool growsOutwards = level == 2 || (place / 2) % 2 == 1;
        return (place % 2 == 1) == growsOutwards;
    }

    private static LinearForm Plane(Circuit circuit, PlannedUnit unit, Dictionary<PlannedUnit, LinearForm[]> before)
    {
        Reading nodes = unit.Readings[0], height = unit.Readings[1];
        return LinearForm.Sum(before[nodes.Source].Select(circuit.Sign).Append(Dyadic.Create(height.Halves, -1) * before[height.Source].Single()));
    }

    private LinearForm Path(Dictionary<PlannedUnit, LinearForm[]> before) => LinearForm.Sum(
        _skeleton.Columns.SelectMany(f => before[f.Unit].Select((column, i) => ((f.Range.Begin + i) % 2 == 0 ? 1 : -1) * Dyadic.Half * column)));

    private static LinearForm Plain(PlannedUnit unit, Dictionary<PlannedUnit, LinearForm[]> before) => LinearForm.Sum(
        unit.Readings.Select(r => Dyadic.Create(r.Halves, -1) * before[r.Source].Single()).Append(Dyadic.Create(unit.Bias, -1)));
}
