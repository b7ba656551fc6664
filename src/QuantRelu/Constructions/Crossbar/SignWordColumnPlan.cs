using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// The units of <see cref="SignWordColumns"/>, layer by layer behind the indicators: the stored words; the knots that tell their bits apart; the pieces; their
/// sum; and, once the planes of the paths' ends are added up, the path that gives way to its end at the borders between pairs.
/// </summary>
internal sealed class SignWordColumnPlan : ColumnPlan
{
    // A path that joins takes so many copies at most, or waits.
    private const int MostCopies = 32;

    private readonly CrossbarFrame _frame;
    private readonly SignWords _words;
    private readonly PlannedUnit _leaves;
    private readonly PlannedUnit _height;
    private readonly PlannedUnit[] _knots;
    private readonly PlannedUnit _sum;
    private readonly PathEnds _ends;
    private readonly List<PlannedUnit> _ramps = [];
    private readonly List<PlannedUnit> _offsets = [];
    private readonly List<WordFamily> _families = [];
    private readonly int _lengthOfRamp;
    private BorderCone? _cone;

    /// <summary>Adds the columns and their sum to a plan.</summary>
    public SignWordColumnPlan(CrossbarFrame frame, SignWordColumns kind, PlannedUnit leaves, PlannedUnit z)
    {
        (_frame, _words, _leaves) = (frame, kind.Words, leaves);
        CrossbarParameters p = frame.Parameters;
        int layer = frame.Leaves, pieces = p.AllColumns * _words.Pieces;
        _lengthOfRamp = 1 << p.LogOffsets;
        _height = frame.Constants.At(-frame.LogHeight(p.Levels), layer);
        _knots = [.. _words.Knots.Select(k => Constant(layer + 1, $"knot {k}", Dyadic.PowerOfTwo(frame.LogHeight(p.Levels)) * k))];
        Dyadic unit = Dyadic.PowerOfTwo(LogUnit + 1);
        for (int h = 0; h * _lengthOfRamp < pieces; h++)
        {
            PlannedUnit ramp = frame.Plan.Add(layer + 2, $"ramp {h}", z, 1);
            frame.Constants.Add(ramp, -unit * Dyadic.Create((long)h * _lengthOfRamp, 0));
            _ramps.Add(ramp);
        }

        for (int o = 1; o < Math.Min(_lengthOfRamp, pieces); o++)
        {
            _offsets.Add(Constant(layer + 2, $"offset {o}", unit * Dyadic.Create(o, 0)));
        }

        _sum = frame.Plan.Add(layer + 4, "path");
        foreach ((ColumnRange range, bool whole, bool last) in p.ColumnRanges())
        {
            _families.Add(Columns(range, whole, last));
        }

        _ends = new PathEnds(frame, leaves, _height);
        Stored = [.. _families.Select(f => f.Stored)];
    }

    /// <inheritdoc/>
    public override ImmutableArray<ColumnFamily> Stored { get; }

    /// <inheritdoc/>
    public override PlannedUnit Path => Cone.Path;

    /// <inheritdoc/>
    public override int LogPath => 4 - LogUnit + Cone.Halvings;

    /// <inheritdoc/>
    public override int LeastExponent =>
        Math.Max(0, LogPath - _frame.Parameters.StepExponent + 1 - BitOperations.Log2((uint)Math.Min(_frame.Parameters.MostHalves, MostCopies)));

    /// <inheritdoc/>
    public override int Sign => 1;

    /// <inheritdoc/>
    public override int EndPlanes => _ends.Planes.Length;

    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<ColumnArray>> Layers =>
    [
        [.. _families.Select(f => new ColumnArray([f.Stored.Unit], before => Words(f, before))), _ends.Array()],
        [.. _families.Select(f => new ColumnArray(f.Knots, before => Knots(f, before)))],
        [.. _families.SelectMany(f => f.Pieces.Select(piece => new ColumnArray([piece.Unit], before => Pieces(f, piece, before))))],
    ];

    // log ν.
    private int LogUnit => _frame.LogHeight(_frame.Parameters.Levels) - _words.LogGap - 2;

    private BorderCone Cone => _cone ?? throw new InvalidOperationException("The ends of the paths are not added up yet.");

    /// <summary>Adds up the planes of the paths' ends, and lets the path give way to them; false where they cannot be added up.</summary>
    public bool AddEnds(KnownSums sums)
    {
        PlannedUnit ramp = _frame.Plan.Add(_frame.Leaves + 3, "ramp", _ramps[0], 1);
        _cone = BorderCone.Plan(_frame, _ends, _sum, _frame.Plan.Add(_frame.Leaves + 4, "ramp", ramp, 1), LogUnit, sums);
        return _cone is not null;
    }

    /// <inheritdoc/>
    public override PlannedUnit AddRamp() => Cone.AddMiddle(_frame, LogUnit);

    /// <inheritdoc/>
    public override LinearForm? Form(PlannedUnit unit, IReadOnlyDictionary<PlannedUnit, LinearForm[]> before) => unit != _sum
        ? null
        : LinearForm.Sum(_families.SelectMany(f => f.Pieces).SelectMany(pieces =>
            before[pieces.Unit].Select((piece, i) => (pieces.Numbers[i] % 2 == 0 ? 1 : -1) * Dyadic.Half * piece)));

    private PlannedUnit Constant(int layer, string name, Dyadic value)
    {
        PlannedUnit unit = _frame.Plan.Add(layer, name);
        _frame.Constants.Add(unit, value);
        return unit;
    }

    private WordFamily Columns(ColumnRange range, bool whole, bool last)
    {
        (LayerPlan plan, int layer, int count, int r) = (_frame.Plan, _frame.Leaves, range.Count, _words.Pieces);
        var stored = new ColumnFamily(plan.Add(layer + 1, "words", count), range, whole, last);
        stored.Unit.Read(_leaves, 1, stored.CellsOf(_frame.Parameters).Count());
        stored.Unit.Read(_height, 1);
        var knots = ImmutableArray.CreateBuilder<PlannedUnit>();
        for (int k = 0; k < _knots.Length; k++)
        {
            PlannedUnit knot = plan.Add(layer + 2, "knot of words", count);
            knot.Read(stored.Unit, 1);
            if (!_words.Knots[k].IsZero)
            {
                knot.Read(_knots[k], -1);
            }

            knots.Add(knot);
        }

        List<WordPieces> pieces = [];
        for (int bit = 0; bit < r; bit++)
        {
            int i = bit;
            foreach (IGrouping<bool, int> numbers in Enumerable.Range(range.Begin, count).Select(c => (c * r) + i)
                .GroupBy(k => k % _lengthOfRamp == 0).OrderByDescending(g => g.Key))
            {
                pieces.Add(Piece(i, [.. numbers], numbers.Key));
            }
        }

        return new WordFamily(stored, knots.ToImmutable(), pieces);

        WordPieces Piece(int bit, int[] numbers, bool first)
        {
            PlannedUnit unit = plan.Add(layer + 3, "piece", numbers.Length);
            _words.Reads[bit].ForEach(read => unit.Read(knots[read.Knot], -read.Sign));
            unit.Read(_ramps[0], 1);
            _ramps.Skip(1).ToList().ForEach(h => unit.Read(h, 1, 0));
            if (!first)
            {
                unit.Read(_offsets[0], -1);
                _offsets.Skip(1).ToList().ForEach(o => unit.Read(o, -1, 0));
            }

            _sum.Read(unit, 1, numbers.Length);
            return new WordPieces(unit, bit, numbers, first);
        }
    }

    // H(½ + w).
    private CircuitArray Words(WordFamily family, IReadOnlyDictionary<PlannedUnit, UnitPlace> before)
    {
        int[] cells = [.. family.Stored.CellsOf(_frame.Parameters)];
        var circuit = new Circuit(cells.Length + 1);
        LinearForm sum = LinearForm.Sum([.. cells.Select((_, i) => circuit.Sign(circuit.Input(i))), Dyadic.Half * circuit.Input(cells.Length)]);
        ImmutableArray<Source> sources = [.. cells.Select(cell => before[_leaves][cell] with { OutputStrides = [0] }), before[_height].Along(0, 0)];
        return new CircuitArray(circuit, [sum], [new Wiring([family.Stored.Range.Count], sources)]);
    }

    // Half of what it is above Hθ, for every knot.
    private CircuitArray Knots(WordFamily family, IReadOnlyDictionary<PlannedUnit, UnitPlace> before)
    {
        int[] others = [.. Enumerable.Range(0, _knots.Length).Where(k => !_words.Knots[k].IsZero)];
        var circuit = new Circuit(others.Length + 1);
        LinearForm half = Dyadic.Half * circuit.Input(0);
        ImmutableArray<Source> sources = [before[family.Stored.Unit].Along(0, 1), .. others.Select(k => before[_knots[k]].Along(0, 0))];
        LinearForm[] forms = [.. _knots.Select((_, k) => Array.IndexOf(others, k) is >= 0 and var i ? half - (Dyadic.Half * circuit.Input(i + 1)) : half)];
        return new CircuitArray(circuit, [.. forms], [new Wiring([family.Stored.Range.Count], sources)]);
    }

    private CircuitArray Pieces(WordFamily family, WordPieces pieces, IReadOnlyDictionary<PlannedUnit, UnitPlace> before)
    {
        List<(int Knot, int Sign)> reads = _words.Reads[pieces.Bit];
        int count = reads.Count, r = _words.Pieces;
        var circuit = new Circuit(count + (pieces.First ? 1 : 2));
        LinearForm ramp = Dyadic.Half * circuit.Input(count);
        LinearForm sum = LinearForm.Sum([pieces.First ? ramp : ramp - (Dyadic.Half * circuit.Input(count + 1)),
            .. reads.Select((read, i) => -read.Sign * Dyadic.Half * circuit.Input(i))]);
        return new CircuitArray(circuit, [sum], [.. pieces.Numbers.GroupBy(k => pieces.First ? k : k / _lengthOfRamp).Select(Along)]);

        // Pieces of one ramp: of one column after the other.
        Wiring Along(IGrouping<int, int> numbers)
        {
            int begin = numbers.First(), h = begin / _lengthOfRamp, offset = begin % _lengthOfRamp;
            ImmutableArray<Source> sources =
            [
                .. reads.Select(read => before[family.Knots[read.Knot]].Along((begin / r) - family.Stored.Range.Begin, 1)),
                before[_ramps[h]].Along(0, 0),
                .. pieces.First ? [] : new[] { before[_offsets[0]].Along(offset - 1, r) },
            ];
            return new Wiring([numbers.Count()], sources);
        }
    }

    /// <summary>Columns that read the same cells: what they store, the knots of what they store, and their pieces.</summary>
    private sealed record WordFamily(ColumnFamily Stored, ImmutableArray<PlannedUnit> Knots, List<WordPieces> Pieces);

    /// <summary>The pieces of one bit of words, at the beginning of their ramps or behind it.</summary>
    private sealed record WordPieces(PlannedUnit Unit, int Bit, int[] Numbers, bool First);
}
