using System.Runtime.InteropServices;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Analysis.Functions;
using QuantRelu.Analysis.Ranges;
using QuantRelu.Certification.SeveralDimensions;
using QuantRelu.Graph;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// A network whose last stage adds up copies of blocks that read functions of one input each, as the networks of Theorem 1 do: ψ_m(x)(x - m/N)^k from
/// hats and distances. Between the knots of those functions lies a grid of cells, on each of which all that copies read is linear, so that cells in which
/// copies read the same lines, wherever they stand, are of one class: there the network is Σ w_i g_i with functions g_i of the class and weights w_i of the
/// cell. All of it is found on the network, in exact arithmetic; nothing depends on how it was made.
/// </summary>
internal sealed class GridNetwork
{
    private const long MostCopies = 1 << 21;
    private const long MostCells = 200_000;
    private const long MostActive = 4_000_000;
    private const int MostFunctions = 400;
    private readonly CollapsedNetwork _network;
    private readonly CollapsedStage _stage;
    private readonly GridBlock[] _blocks;
    private readonly int[][] _gates;
    private readonly Dictionary<long, AxisFunction> _units;
    private readonly GridPlaces _places;
    private readonly Dictionary<(long Unit, int Interval), LocalLine> _lines = [];
    private readonly Dictionary<GridTerm, int> _terms = [];
    private readonly List<GridTerm> _byNumber = [];
    private readonly Dictionary<(int Array, long Copy), Rational[]> _weights = [];

    private GridNetwork(CollapsedNetwork network, GridBlock[] blocks, Dictionary<long, AxisFunction> units)
    {
        (_network, _blocks, _units) = (network, blocks, units);
        _stage = network.Stages[^1];
        BlockGates gates = BlockGates.Of(network);
        _gates = [.. _stage.Arrays.Select((a, i) => gates.Of(network.Stages.Count - 1, i).Select(g => Array.IndexOf(a.Representative, g)).ToArray())];
        Knots = [.. Enumerable.Range(0, network.Network.Inputs).Select(KnotsOf)];
        bool fits = Knots.Aggregate(1L, (product, k) => Math.Min(product * (k.Length - 1), MostCells + 1)) <= MostCells;
        _places = new GridPlaces(fits ? [.. Knots.Select(k => k.Length - 1)] : [0]);
    }

    /// <summary>The ends of the cells along each axis, ascending from 0 to 1.</summary>
    public Rational[][] Knots { get; }

    /// <summary>The classes of cells.</summary>
    public IReadOnlyList<GridTerm[]> Classes { get; private set; } = [];

    /// <summary>The cells, the last axis running fastest.</summary>
    public GridCell[] Cells { get; private set; } = [];

    /// <summary>Finds the cells of a network; null when it is not of this kind, or too large.</summary>
    /// <param name="network">A network of ReLU units with one output, all codes set.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static GridNetwork? Of(Network network, CancellationToken cancellationToken = default)
    {
        Stage last = network.Stages[^1];
        if (!last.Sums || network.Stages.Length < 2 || last.Arrays.Aggregate(System.Numerics.BigInteger.Zero, (sum, a) => sum + a.Copies) > MostCopies)
        {
            return null;
        }

        var collapsed = CollapsedNetwork.Of(network);
        var functions = new FunctionTable();
        Dictionary<CollapsedBlock, GridBlock?> blocks = collapsed.Stages[^1].Arrays.Select(a => a.Block).Distinct()
            .ToDictionary(b => b, b => GridBlock.Of(b, functions));
        if (blocks.Values.Any(b => b is null) || UnitsOf(collapsed) is not { } units)
        {
            return null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var grid = new GridNetwork(collapsed, [.. collapsed.Stages[^1].Arrays.Select(a => blocks[a.Block]!)], units);
        return grid._places.Count > 0 && grid.FindCells(cancellationToken) ? grid : null;
    }

    // The units that the last stage reads; null when one is not a function of one input.
    private static Dictionary<long, AxisFunction>? UnitsOf(CollapsedNetwork network)
    {
        var axes = new AxisUnits(network);
        var units = new Dictionary<long, AxisFunction>();
        foreach (CollapsedArray array in network.Stages[^1].Arrays)
        {
            for (long copy = 0; copy < (long)array.Array.Copies; copy++)
            {
                foreach (long unit in array.Sources(copy))
                {
                    if (!units.ContainsKey(unit))
                    {
                        if (axes.Of(network.Stages.Count - 2, unit) is not { } function)
                        {
                            return null;
                        }

                        units[unit] = function;
                    }
                }
            }
        }

        return units;
    }

    private Rational[] KnotsOf(int axis) =>
        [.. _units.Values.Where(u => u.Axis == axis && u.Shape is not null).SelectMany(u => u.Shape!.Knots).Append(0).Append(1).Distinct().Order()];

    private LocalLine Line(long unit, int[] place)
    {
        AxisFunction function = _units[unit];
        if (function.Shape is not { } shape)
        {
            return new LocalLine(0, function.Constant, 0);
        }

        int interval = place[function.Axis];
        if (!_lines.TryGetValue((unit, interval), out LocalLine line))
        {
            Rational low = shape.At(Knots[function.Axis][interval]), high = shape.At(Knots[function.Axis][interval + 1]);
            line = new LocalLine(high == low ? 0 : function.Axis, low + function.Constant, high - low);
            _lines[(unit, interval)] = line;
        }

        return line;
    }

    // False when too many copies act somewhere.
    private bool FindCells(CancellationToken cancellationToken)
    {
        List<(int Array, long Copy)>[] active = [.. Enumerable.Range(0, _places.Count).Select(_ => new List<(int, long)>())];
        long count = 0;
        for (int a = 0; a < _blocks.Length; a++)
        {
            for (long copy = 0; copy < (long)_stage.Arrays[a].Array.Copies; copy++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (int cell in CellsOf(a, copy))
                {
                    active[cell].Add((a, copy));
                    if (++count > MostActive)
                    {
                        return false;
                    }
                }
            }
        }

        var classes = new Dictionary<GridClassKey, int>();
        var list = new List<GridTerm[]>();
        Cells = new GridCell[active.Length];
        for (int cell = 0; cell < active.Length; cell++)
        {
            Cells[cell] = CellOf(cell, active[cell], classes, list);
        }

        Classes = list;
        DropUnused();
        return Classes.All(c => c.Sum(t => t.Block.Functions) <= MostFunctions);
    }

    // Terms that no cell of a class gives a weight, such as those of derivatives that a target does not have, bend nothing.
    private void DropUnused()
    {
        bool[][] used = [.. Classes.Select(terms => new bool[terms.Length])];
        foreach (GridCell cell in Cells)
        {
            foreach ((int term, Range weights) in PartsOf(cell))
            {
                used[cell.Class][term] |= cell.Weights[weights].Any(w => w != default);
            }
        }

        Cells = Array.ConvertAll(Cells, cell => cell with
        {
            Weights = [.. PartsOf(cell).Where(p => used[cell.Class][p.Term]).SelectMany(p => cell.Weights[p.Weights])],
        });
        Classes = [.. Classes.Select((terms, c) => terms.Where((_, t) => used[c][t]).ToArray())];
    }

    private IEnumerable<(int Term, Range Weights)> PartsOf(GridCell cell)
    {
        GridTerm[] terms = Classes[cell.Class];
        for ((int t, int at) = (0, 0); t < terms.Length; at += terms[t].Block.Functions, t++)
        {
            yield return (t, at..(at + terms[t].Block.Functions));
        }
    }

    // Where none of a copy's gates is 0.
    private IEnumerable<int> CellsOf(int array, long copy)
    {
        long[] sources = _stage.Arrays[array].Sources(copy);
        int[] low = new int[Knots.Length], high = [.. Knots.Select(k => k.Length - 2)];
        foreach (int gate in _gates[array])
        {
            AxisFunction function = _units[sources[gate]];
            if (function.Shape is null)
            {
                if (function.Constant.IsZero)
                {
                    return [];
                }

                continue;
            }

            int axis = function.Axis;
            int[] place = new int[low.Length];
            bool IsZeroAt(int interval)
            {
                place[axis] = interval;
                return Line(sources[gate], place).IsZero;
            }

            while (low[axis] <= high[axis] && IsZeroAt(low[axis]))
            {
                low[axis]++;
            }

            while (low[axis] <= high[axis] && IsZeroAt(high[axis]))
            {
                high[axis]--;
            }
        }

        return _places.Between(low, high);
    }

    private GridCell CellOf(int number, List<(int Array, long Copy)> active, Dictionary<GridClassKey, int> classes, List<GridTerm[]> list)
    {
        int[] place = _places.PlaceOf(number);
        var terms = new SortedDictionary<int, Rational[]>();
        Rational constant = 0;
        foreach ((int array, long copy) in active)
        {
            Rational[] weights = WeightsOf(array, copy);
            constant += weights[^1];
            if (weights.Length > 1)
            {
                int term = TermOf(new GridTerm(_blocks[array], Array.ConvertAll(_stage.Arrays[array].Sources(copy), unit => Line(unit, place))));
                terms[term] = terms.TryGetValue(term, out Rational[]? before) ? [.. before.Zip(weights[..^1], (a, b) => a + b)] : weights[..^1];
            }
        }

        var key = new GridClassKey([.. terms.Keys]);
        ref int known = ref CollectionsMarshal.GetValueRefOrAddDefault(classes, key, out bool exists);
        if (!exists)
        {
            known = list.Count;
            list.Add([.. key.Terms.Select(t => _byNumber[t])]);
        }

        Rational[] low = [.. place.Select((p, k) => Knots[k][p])], high = [.. place.Select((p, k) => Knots[k][p + 1])];
        return new GridCell(known, low, high, [.. terms.Values.SelectMany(w => w).Select(Weight.Of)], Weight.Of(constant));
    }

    private int TermOf(GridTerm term)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_terms, term, out bool exists);
        if (!exists)
        {
            number = _byNumber.Count;
            _byNumber.Add(term);
        }

        return number;
    }

    private Rational[] WeightsOf(int array, long copy)
    {
        if (!_weights.TryGetValue((array, copy), out Rational[]? weights))
        {
            BlockArray copies = _stage.Arrays[array].Array;
            ushort[] codes = copies.Block.Slots == 0 ? [] : [.. copies.CopyCodes(copy)];
            _weights[(array, copy)] = weights = _blocks[array].Weights(slot => _network.Network.Codebook[codes[slot]]);
        }

        return weights;
    }
}
