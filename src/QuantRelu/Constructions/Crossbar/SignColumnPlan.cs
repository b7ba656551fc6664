using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>The units of <see cref="SignColumns"/>: ramps and offsets beside the indicators, one layer of columns, their alternating sum.</summary>
internal sealed class SignColumnPlan : ColumnPlan
{
    private readonly CrossbarFrame _frame;
    private readonly PlannedUnit _leaves;
    private readonly List<PlannedUnit> _ramps = [];
    private readonly List<PlannedUnit> _offsets = [];

    /// <summary>Adds the columns to a plan.</summary>
    public SignColumnPlan(CrossbarFrame frame, PlannedUnit leaves, PlannedUnit z)
    {
        (_frame, _leaves) = (frame, leaves);
        CrossbarParameters p = frame.Parameters;
        int sign = 1 << frame.LogSign, all = p.AllColumns, offsets = Math.Min(1 << p.LogOffsets, all);
        var height = Dyadic.PowerOfTwo(frame.LogHeight(p.Levels));
        for (int h = 0; h << p.LogOffsets < all; h++)
        {
            PlannedUnit ramp = frame.Plan.Add(frame.Leaves, $"ramp {h}", z, 1);
            frame.Constants.Add(ramp, -2 * height * Dyadic.Create((long)h << p.LogOffsets, 0));
            _ramps.Add(ramp);
        }

        for (int o = 0; o < offsets; o++)
        {
            PlannedUnit offset = frame.Plan.Add(frame.Leaves, $"offset {o}");
            frame.Constants.Add(offset, height * (Dyadic)((2 * o) + 1));
            _offsets.Add(offset);
        }

        Path = frame.Plan.Add(frame.Leaves + 2, "path");
        Stored = [.. p.ColumnRanges().Select(r => Columns(r.Range, r.Whole, r.Last, sign))];
    }

    /// <inheritdoc/>
    public override ImmutableArray<ColumnFamily> Stored { get; }

    /// <inheritdoc/>
    public override PlannedUnit Path { get; }

    /// <inheritdoc/>
    public override int LogPath => 2 - _frame.LogHeight(_frame.Parameters.Levels) - _frame.LogSign;

    /// <inheritdoc/>
    public override int Sign => 1;

    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<ColumnArray>> Layers =>
        [[.. Stored.Select(family => new ColumnArray([family.Unit], before => Write(family, before)))]];

    /// <inheritdoc/>
    public override PlannedUnit AddRamp() =>
        _frame.Plan.Add(_frame.Leaves + 2, "ramp", _frame.Plan.Add(_frame.Leaves + 1, "ramp", _ramps[0], 1), 1 << _frame.LogSign);

    /// <inheritdoc/>
    public override LinearForm? Form(PlannedUnit unit, IReadOnlyDictionary<PlannedUnit, LinearForm[]> before) => unit != Path ? null : LinearForm.Sum(
        Stored.SelectMany(f => before[f.Unit].Select((column, i) => ((f.Range.Begin + i) % 2 == 0 ? 1 : -1) * Dyadic.Half * column)));

    private ColumnFamily Columns(ColumnRange range, bool whole, bool last, int sign)
    {
        PlannedUnit column = _frame.Plan.Add(_frame.Leaves + 1, "column", range.Count);
        var family = new ColumnFamily(column, range, whole, last);
        column.Read(_leaves, sign, family.CellsOf(_frame.Parameters).Count());
        column.Read(_ramps[0], sign);
        _ramps.Skip(1).ToList().ForEach(r => column.Read(r, sign, 0));
        column.Read(_offsets[0], -sign);
        _offsets.Skip(1).ToList().ForEach(o => column.Read(o, -sign, 0));
        Path.Read(column, 1, range.Count);
        return family;
    }

    // One circuit over a grid of ramps and offsets.
    private CircuitArray Write(ColumnFamily family, IReadOnlyDictionary<PlannedUnit, UnitPlace> before)
    {
        int[] cells = [.. family.CellsOf(_frame.Parameters)];
        var circuit = new Circuit(cells.Length + 2);
        Dyadic half = Dyadic.Half.Scale(_frame.LogSign);
        LinearForm sum = LinearForm.Sum(
            [.. cells.Select((_, i) => circuit.Sign(circuit.Input(i))), half * circuit.Input(cells.Length), -half * circuit.Input(cells.Length + 1)]);
        ImmutableArray<Source> sources =
            [.. cells.Select(cell => before[_leaves][cell]), before[_ramps[0]].Along(0, 1, 0), before[_offsets[0]].Along(0, 0, 1)];
        ImmutableArray<long> selection = [.. Enumerable.Range(family.Range.Begin, family.Range.Count).Select(k => (long)k)];
        return new CircuitArray(circuit, [sum], [new Wiring([_ramps.Count, _offsets.Count], sources, selection)]);
    }
}
