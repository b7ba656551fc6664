using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// The circuits of a crossbar, written from its skeleton: all that stands before the columns, the columns, repeated, layer by layer, with whatever else
/// stands beside them, and all that stands behind them. Every unit is kept in its layer, so that the network has exactly the counts of the skeleton.
/// </summary>
internal sealed class CrossbarCircuit
{
    /// <summary>The bank of the planes' signs: plane by plane, each node by node.</summary>
    public const string Values = "values";

    /// <summary>The bank of the planes of paths' ends: plane by plane, each cell by cell.</summary>
    public const string Ends = "ends";

    private readonly CrossbarSkeleton _skeleton;
    private readonly CrossbarFrame _frame;
    private readonly HashSet<PlannedUnit> _planes;
    private readonly HashSet<PlannedUnit> _columns;

    private CrossbarCircuit(CrossbarSkeleton skeleton)
    {
        (_skeleton, _frame) = (skeleton, skeleton.Frame);
        _planes = [.. skeleton.Planes.Select(p => p.Unit)];
        _columns = [.. skeleton.Columns.Layers.SelectMany(layer => layer.SelectMany(a => a.Units))];
    }

    /// <summary>The bank of a family of columns: column by column, each cell by cell in the order of <see cref="ColumnFamily.CellsOf"/>.</summary>
    public static string Columns(int family) => $"columns {family}";

    /// <summary>The circuits.</summary>
    public static StagedCircuit Of(CrossbarSkeleton skeleton) => new CrossbarCircuit(skeleton).Build();

    private StagedCircuit Build()
    {
        int layer = _frame.Leaves;
        var input = new Dictionary<PlannedUnit, int> { [_skeleton.Plan.Input] = 0 };
        List<CircuitStage> stages = [new([Array(input, 1, 1, layer, out Dictionary<PlannedUnit, int> outputs, Values)])];
        Dictionary<PlannedUnit, UnitPlace> places = outputs.ToDictionary(o => o.Key, o => new UnitPlace(0, o.Value));
        foreach (ImmutableArray<ColumnArray> columns in _skeleton.Columns.Layers)
        {
            (CircuitStage stage, places) = ColumnStage(columns, ++layer, places);
            stages.Add(stage);
        }

        var inputs = new Dictionary<PlannedUnit, int>();
        var sources = ImmutableArray.CreateBuilder<Source>();
        foreach ((PlannedUnit unit, UnitPlace place) in places)
        {
            inputs[unit] = sources.Count;
            sources.AddRange(Enumerable.Range(0, unit.Members).Select(i => place[i]));
        }

        CircuitArray tail = Array(inputs, sources.Count, layer + 1, _skeleton.Plan.Depth, out _) with { Grids = [new Wiring([], sources.ToImmutable())] };
        return new StagedCircuit(1, [.. stages, new CircuitStage([tail])]);
    }

    // A layer of columns, array by array, and beside them whatever else stands in their layer.
    private (CircuitStage Stage, Dictionary<PlannedUnit, UnitPlace> Places) ColumnStage(
        ImmutableArray<ColumnArray> columns, int layer, Dictionary<PlannedUnit, UnitPlace> before)
    {
        List<CircuitArray> arrays = [];
        var places = new Dictionary<PlannedUnit, UnitPlace>();
        foreach (ColumnArray array in columns)
        {
            for (int i = 0; i < array.Units.Length; i++)
            {
                places[array.Units[i]] = new UnitPlace(arrays.Count, i, InCopies: true);
            }

            int stored = _skeleton.Columns.Stored.Select(f => f.Unit).ToList().IndexOf(array.Units[0]);
            arrays.Add(array.Write(before) with { Bank = stored < 0 ? array.Bank : Columns(stored) });
        }

        PlannedUnit[] others = [.. _skeleton.Plan.Layer(layer).Where(u => !_columns.Contains(u))];
        PlannedUnit[] read = [.. others.SelectMany(u => u.Readings).Select(r => r.Source).Distinct()];
        var beside = read.Select((unit, i) => (unit, i)).ToDictionary(r => r.unit, r => r.i);
        CircuitArray rest = Array(beside, read.Length, layer, layer, out Dictionary<PlannedUnit, int> outputs);
        foreach ((PlannedUnit unit, int place) in outputs)
        {
            places[unit] = new UnitPlace(arrays.Count, place);
        }

        arrays.Add(rest with { Grids = [new Wiring([], [.. read.Select(u => before[u][0])])] });
        return (new CircuitStage([.. arrays]), places);
    }

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
        int level = unit.Layer - _frame.Layers.Pens;
        return level > 0 && level <= _frame.Parameters.Levels && unit == _skeleton.Tree.Levels[level] ? Nodes(level, before)
            : [_planes.Contains(unit) ? Plane(circuit, unit, before)
                : _skeleton.Columns.Form(unit, before) ?? Plain(unit, before)];
    }

    private IEnumerable<LinearForm> Nodes(int level, Dictionary<PlannedUnit, LinearForm[]> before)
    {
        (PlannedUnit penBefore, PlannedUnit penBehind) = _skeleton.Tree.Pens[level - 1];
        LinearForm[] parents = before[_skeleton.Tree.Levels[level - 1]];
        int parentsPerSide = _frame.Parameters.Nodes(level - 1) / 2, perSide = _frame.Parameters.Nodes(level) / 2;
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
        return LinearForm.Sum(before[nodes.Source].Select(circuit.Sign).Append(height.Coefficient * before[height.Source].Single()));
    }

    private static LinearForm Plain(PlannedUnit unit, Dictionary<PlannedUnit, LinearForm[]> before) => LinearForm.Sum(
        unit.Readings.Select(r => r.Coefficient * before[r.Source].Single()).Append(Dyadic.Create(unit.Bias, -1)));
}
