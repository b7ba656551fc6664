using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// The units of <see cref="DigitColumns"/>, layer by layer behind the indicators: the stored digits; where their words turn; the two sides of what goes
/// down; their sum.
/// </summary>
internal sealed class DigitColumnPlan : ColumnPlan
{
    // A path that joins takes so many copies at most, or waits.
    private const int MostCopies = 32;

    private readonly CrossbarFrame _frame;
    private readonly DigitColumns _kind;
    private readonly PlannedUnit _leaves;
    private readonly PlannedUnit _height;
    private readonly PlannedUnit _low;
    private readonly PlannedUnit _high;
    private readonly List<PlannedUnit> _ramps = [];
    private readonly List<PlannedUnit> _offsets = [];
    private readonly List<DigitFamily> _families = [];

    /// <summary>Adds the columns to a plan.</summary>
    public DigitColumnPlan(CrossbarFrame frame, DigitColumns kind, PlannedUnit leaves, PlannedUnit z)
    {
        (_frame, _kind, _leaves) = (frame, kind, leaves);
        CrossbarParameters p = frame.Parameters;
        int all = p.AllColumns, layer = frame.Leaves;
        _height = frame.Constants.At(-frame.LogHeight(p.Levels), layer);
        _low = frame.Plan.Add(layer + 1, "low digit", _height, kind.WeightsOfTurn(kind.Low));
        _high = frame.Plan.Add(layer + 1, "high digit", _height, kind.WeightsOfTurn(kind.High));
        var unit = Dyadic.PowerOfTwo(frame.LogHeight(p.Levels) - kind.LogSlope);
        for (int h = 0; h << p.LogOffsets < all; h++)
        {
            PlannedUnit ramp = frame.Plan.Add(layer + 2, $"ramp {h}", z, 1);
            frame.Constants.Add(ramp, -unit * Dyadic.Create((long)h << p.LogOffsets, 0));
            _ramps.Add(ramp);
        }

        for (int o = 1; o <= Math.Min(1 << p.LogOffsets, all); o++)
        {
            PlannedUnit offset = frame.Plan.Add(layer + 2, $"offset {o}");
            frame.Constants.Add(offset, unit * Dyadic.Create(o, 0));
            _offsets.Add(offset);
        }

        Path = frame.Plan.Add(layer + 4, "path");
        int turning = kind.FirstTurning(p.WholeCell);
        foreach ((ColumnRange range, bool whole, bool last) in p.ColumnRanges())
        {
            int middle = whole ? Math.Clamp(turning, range.Begin, range.End) : range.End;
            foreach ((ColumnRange part, bool turns) in new[] { (new ColumnRange(range.Begin, middle), false), (new ColumnRange(middle, range.End), true) })
            {
                if (part.Count > 0)
                {
                    _families.Add(Columns(part, whole, last, turns));
                }
            }
        }

        Stored = [.. _families.Select(f => f.Stored)];
    }

    /// <inheritdoc/>
    public override ImmutableArray<ColumnFamily> Stored { get; }

    /// <inheritdoc/>
    public override PlannedUnit Path { get; }

    /// <inheritdoc/>
    public override int LogPath => 4 + _kind.LogSlope - _frame.LogHeight(_frame.Parameters.Levels);

    /// <inheritdoc/>
    public override int LeastExponent =>
        Math.Max(0, LogPath - _frame.Parameters.StepExponent + 1 - BitOperations.Log2((uint)Math.Min(_frame.Parameters.MostHalves, MostCopies)));

    /// <inheritdoc/>
    public override int Sign => -1;

    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<ColumnArray>> Layers =>
    [
        [.. _families.Select(f => new ColumnArray([f.Stored.Unit], before => Digits(f, before)))],
        [.. _families.Select(f => new ColumnArray(f.Turns, before => Turns(f, before)))],
        [.. _families.SelectMany(f => f.Sides.Select(s => new ColumnArray([s.Upper, s.Lower], before => Sides(f, s, before))))],
    ];

    private int PerRamp => 1 << _frame.Parameters.LogOffsets;

    /// <inheritdoc/>
    public override PlannedUnit AddRamp() => _frame.Plan.Add(_frame.Leaves + 4, "ramp", _frame.Plan.Add(_frame.Leaves + 3, "ramp", _ramps[0], 1), 1);

    /// <inheritdoc/>
    public override LinearForm? Form(PlannedUnit unit, IReadOnlyDictionary<PlannedUnit, LinearForm[]> before) =>
        unit == _low ? (Dyadic.Half + _kind.Low) * before[_height][0]
        : unit == _high ? (Dyadic.Half + _kind.High) * before[_height][0]
        : unit == Path ? LinearForm.Sum(_families.SelectMany(f => f.Sides)
            .SelectMany(s => before[s.Upper].Select(u => Dyadic.Half * u).Concat(before[s.Lower].Select(l => -Dyadic.Half * l))))
        : null;

    private DigitFamily Columns(ColumnRange range, bool whole, bool last, bool turns)
    {
        (LayerPlan plan, int layer, int count) = (_frame.Plan, _frame.Leaves, range.Count);
        var stored = new ColumnFamily(plan.Add(layer + 1, "digits", count), range, whole, last);
        stored.Unit.Read(_leaves, 1, stored.CellsOf(_frame.Parameters).Count());
        stored.Unit.Read(_height, 1);
        PlannedUnit held = Behind("digit, halved"), low = Behind("turn");
        low.Read(_low, -1);
        PlannedUnit? high = turns ? Behind("end of turn") : null;
        high?.Read(_high, -1);
        var family = new DigitFamily(stored, held, low, high);
        bool first(int k) => k % PerRamp == 0;
        foreach (int[] members in Enumerable.Range(range.Begin, count).GroupBy(first).OrderByDescending(g => g.Key).Select(g => g.ToArray()))
        {
            var sides = new DigitSides(Side("upper side", members), Side("lower side", members), members);
            if (!first(members[0]))
            {
                sides.Upper.Read(_offsets[0], -1);
                _offsets.Skip(1).ToList().ForEach(o => sides.Upper.Read(o, -1, 0));
            }

            sides.Lower.Read(_offsets[0], -1);
            _offsets.Skip(1).ToList().ForEach(o => sides.Lower.Read(o, -1, 0));
            sides.Lower.Read(held, _kind.Connections, scale: _kind.SmallWeights);
            Path.Read(sides.Upper, 1, members.Length);
            Path.Read(sides.Lower, -1, members.Length);
            family.Sides.Add(sides);
        }

        return family;

        PlannedUnit Behind(string name)
        {
            PlannedUnit unit = plan.Add(layer + 2, name, count);
            unit.Read(stored.Unit, 1);
            return unit;
        }

        PlannedUnit Side(string name, int[] members)
        {
            PlannedUnit side = plan.Add(layer + 3, name, members.Length);
            side.Read(low, -1);
            if (high is not null)
            {
                side.Read(high, 1);
            }

            side.Read(_ramps[0], 1);
            _ramps.Skip(1).ToList().ForEach(r => side.Read(r, 1, 0));
            return side;
        }
    }

    // H(½ + w).
    private CircuitArray Digits(DigitFamily family, IReadOnlyDictionary<PlannedUnit, UnitPlace> before)
    {
        int[] cells = [.. family.Stored.CellsOf(_frame.Parameters)];
        var circuit = new Circuit(cells.Length + 1);
        LinearForm sum = LinearForm.Sum([.. cells.Select((_, i) => circuit.Sign(circuit.Input(i))), Dyadic.Half * circuit.Input(cells.Length)]);
        ImmutableArray<Source> sources = [.. cells.Select(cell => before[_leaves][cell] with { OutputStrides = [0] }), before[_height].Along(0, 0)];
        return new CircuitArray(circuit, [sum], [new Wiring([family.Stored.Range.Count], sources)]);
    }

    // Half of it, and half of what it is above H(½ + w_1) and above H(½ + w_2).
    private CircuitArray Turns(DigitFamily family, IReadOnlyDictionary<PlannedUnit, UnitPlace> before)
    {
        PlannedUnit[] from = family.High is null ? [_low] : [_low, _high];
        var circuit = new Circuit(from.Length + 1);
        LinearForm half = Dyadic.Half * circuit.Input(0);
        ImmutableArray<Source> sources = [before[family.Stored.Unit].Along(0, 1), .. from.Select(c => before[c].Along(0, 0))];
        return new CircuitArray(
            circuit, [half, .. from.Select((_, i) => half - (Dyadic.Half * circuit.Input(i + 1)))], [new Wiring([family.Stored.Range.Count], sources)]);
    }

    private CircuitArray Sides(DigitFamily family, DigitSides sides, IReadOnlyDictionary<PlannedUnit, UnitPlace> before)
    {
        bool first = sides.Members[0] % PerRamp == 0;
        int turns = family.Turns.Length;
        var circuit = new Circuit(turns + (first ? 2 : 3));
        LinearForm ramp = (Dyadic.Half * circuit.Input(turns)) - (Dyadic.Half * circuit.Input(1));
        ramp = turns > 2 ? ramp + (Dyadic.Half * circuit.Input(2)) : ramp;
        LinearForm upper = first ? ramp : ramp - (Dyadic.Half * circuit.Input(turns + 2));
        LinearForm lower = ramp - (Dyadic.Half * circuit.Input(turns + 1)) + (Dyadic.PowerOfTwo(-_kind.LogSlope) * circuit.Input(0));
        return new CircuitArray(circuit, [upper, lower], [.. first ? [AtRamps()] : sides.Members.GroupBy(k => k / PerRamp).Select(BehindRamp)]);

        // The columns at the beginning of ramps, which no offset moves.
        Wiring AtRamps()
        {
            int begin = sides.Members[0], ramp = begin / PerRamp;
            return new Wiring(
                [sides.Members.Length],
                [
                    .. family.Turns.Select(t => before[t].Along(begin - family.Stored.Range.Begin, PerRamp)),
                    before[_ramps[0]].Along(ramp, 1),
                    before[_offsets[0]].Along(0, 0),
                ]);
        }

        Wiring BehindRamp(IGrouping<int, int> columns)
        {
            int begin = columns.First(), offset = begin % PerRamp;
            return new Wiring(
                [columns.Count()],
                [
                    .. family.Turns.Select(t => before[t].Along(begin - family.Stored.Range.Begin, 1)), before[_ramps[0]].Along(columns.Key, 0),
                    before[_offsets[0]].Along(offset, 1), before[_offsets[0]].Along(offset - 1, 1),
                ]);
        }
    }

    /// <summary>Columns that read the same cells and turn alike.</summary>
    private sealed record DigitFamily(ColumnFamily Stored, PlannedUnit Held, PlannedUnit Low, PlannedUnit? High)
    {
        public List<DigitSides> Sides { get; } = [];

        public ImmutableArray<PlannedUnit> Turns => High is null ? [Held, Low] : [Held, Low, High];
    }

    /// <summary>Both sides of what goes down, for columns at the beginning of their ramps or for the others.</summary>
    private sealed record DigitSides(PlannedUnit Upper, PlannedUnit Lower, int[] Members);
}
