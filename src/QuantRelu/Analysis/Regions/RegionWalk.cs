using System.Numerics;
using System.Runtime.InteropServices;

namespace QuantRelu.Analysis.Regions;

/// <summary>
/// Finds the convex regions of a network within a cell, depth first: level by level the cell is cut by the kinks that have two signs on it, the side on
/// which a kink is on first. Two halves of one map are put together again, and are convex. What is kept grows with the cuts on the way from the cell to
/// the current region, not with the number of regions.
/// </summary>
internal sealed class RegionWalk<TInteger>
    where TInteger : struct, IBinaryInteger<TInteger>
{
    // A cut and a region cost about as much as so many tests of signs.
    private const int WorkOfRegion = 100;
    private readonly WalkState<TInteger> _state;
    private readonly Relaxation<TInteger> _relaxation;
    private readonly int _lastLevel;
    private readonly int _output;
    private readonly Stack<Cut> _cuts = new();
    private readonly Queue<(ConvexCell Cell, SpaceForm<TInteger> Map)> _found = new();
    private readonly List<int> _undecided = [];
    private sbyte[] _signs = new sbyte[16];
    private IRegionSettler? _settler;
    private ConvexCell? _cell;
    private int _level;
    private int[]? _group;
    private int _at;
    private bool _isAtCell;

    /// <summary>A walk that begins nowhere.</summary>
    /// <exception cref="OverflowException">The integers are too small for the network's coefficients.</exception>
    public RegionWalk(KinkNetwork network)
    {
        _state = new WalkState<TInteger>(network);
        _relaxation = new Relaxation<TInteger>(_state, network.Levels.Length);
        _lastLevel = network.Levels.Length - 1;
        _output = network.Output;
    }

    /// <summary>How much was done, from the first cell on.</summary>
    public long Work => _state.Work + _relaxation.Work + (WorkOfRegion * Regions);

    /// <summary>The cells without kinks that were reached, from the first cell on: regions before halves are put together.</summary>
    public long Regions { get; private set; }

    /// <summary>The cell with which it began; null before.</summary>
    public ConvexCell? Root { get; private set; }

    /// <summary>The regions that <see cref="MoveNext"/> gave since.</summary>
    public long Told { get; private set; }

    /// <summary>The level of the output, which stands alone in it.</summary>
    public int LastLevel => _lastLevel;

    /// <summary>True when there are no more regions.</summary>
    public bool IsAtEnd => _cell is null && _found.Count == 0;

    /// <summary>The cells that are still to be cut after the current one; they do not overlap.</summary>
    public IEnumerable<ConvexCell> Ahead => _cuts.Where(c => !c.IsAboveDone).Select(c => c.Below);

    /// <summary>Begins with a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="settler">Is asked for cells whose regions need not be found.</param>
    public void Begin(ConvexCell cell, IRegionSettler? settler = null)
    {
        _settler = settler;
        _cuts.Clear();
        _found.Clear();
        (Root, Told, _isAtCell) = (cell, 0, false);
        (_cell, _level, _group, _at) = (cell, 0, null, 0);
    }

    /// <summary>A form that scale times the network is near to on a cell, found without cutting it; the walk begins nowhere then.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>The form, and how far it is off at most.</returns>
    /// <exception cref="OverflowException">The integers are too small for a form.</exception>
    public (SpaceForm<TInteger> Form, double Radius) Near(ConvexCell cell)
    {
        _cell = null;
        _state.Decide(0, cell, _undecided);
        return _relaxation.Of(cell, 0, CollectionsMarshal.AsSpan(_undecided));
    }

    /// <summary>Goes on to the next region.</summary>
    /// <param name="cell">The region.</param>
    /// <param name="map">Scale times the network there.</param>
    /// <param name="mostWork">The work up to which it goes on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>False when there are no more, or there was too much work.</returns>
    /// <exception cref="OverflowException">The integers are too small for a form.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public bool MoveNext(out ConvexCell cell, out SpaceForm<TInteger> map, long mostWork = long.MaxValue, CancellationToken cancellationToken = default)
    {
        while (_found.Count == 0)
        {
            if (_cell is null || Work > mostWork)
            {
                (cell, map) = (null!, default);
                return false;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (Descend(_lastLevel))
            {
                Regions++;
                Climb(_state[_output]);
            }
            else
            {
                Climb(null);
            }
        }

        (cell, map) = _found.Dequeue();
        Told++;
        return true;
    }

    /// <summary>The cells into which the levels before one cut a cell, in the order in which the walk visits them.</summary>
    /// <param name="whole">The cell.</param>
    /// <param name="level">The level.</param>
    public List<ConvexCell> Before(ConvexCell whole, int level)
    {
        var cells = new List<ConvexCell>();
        Begin(whole);
        while (MoveToCell(level, out ConvexCell cell))
        {
            cells.Add(cell);
        }

        return cells;
    }

    /// <summary>Goes on to the next cell on which the kinks of all levels before one have one sign; halves are not put together again.</summary>
    /// <param name="level">The level, the same as since the walk began.</param>
    /// <param name="cell">The cell.</param>
    /// <returns>False when there are no more.</returns>
    /// <exception cref="OverflowException">The integers are too small for a form.</exception>
    public bool MoveToCell(int level, out ConvexCell cell)
    {
        if (_isAtCell)
        {
            Climb(null);
        }

        _isAtCell = _cell is not null;
        if (_isAtCell)
        {
            Descend(level);
        }

        cell = _cell!;
        return _isAtCell;
    }

    /// <summary>The form of a kink of the level to which <see cref="MoveToCell"/> went, on that cell.</summary>
    public SpaceForm<TInteger> FormOf(int kink) => _state[kink];

    // To the next cell on which every kink below a level is decided; false when it came to one that is settled.
    private bool Descend(int level)
    {
        while (true)
        {
            if (_group is null)
            {
                if (_level == level)
                {
                    return true;
                }

                _state.Decide(_level, _cell!, _undecided);
                (_group, _at) = (_undecided.Count == 0 ? [] : _undecided.ToArray(), 0);
            }

            for (; _at < _group.Length; _at++)
            {
                if (!Divide(_group[_at]))
                {
                    return false;
                }
            }

            _state.Pass(_level);
            _level++;
            _group = null;
        }
    }

    // Decides a kink, on a part of the cell where it has two signs; false when the cell is settled without.
    private bool Divide(int kink)
    {
        ConvexCell cell = _cell!;
        if (_signs.Length < cell.Vertices.Length)
        {
            _signs = new sbyte[2 * cell.Vertices.Length];
        }

        int sign = _state.Signs(kink, cell, _signs);
        if (sign == 0)
        {
            if (IsSettled(cell))
            {
                return false;
            }

            (ConvexCell above, ConvexCell below) = cell.Cut(_signs.AsSpan(0, cell.Vertices.Length), _state[kink]);
            _cuts.Push(new Cut(above, below, _level, _group!, _at));
            _cell = above;
        }

        _state.Set(kink, sign >= 0);
        return true;
    }

    private bool IsSettled(ConvexCell cell)
    {
        int open = _group!.Length - _at;
        if (_settler?.Record.Asks(_level, open) != true)
        {
            return false;
        }

        (SpaceForm<TInteger> form, double radius) = _relaxation.Of(cell, _level, _group.AsSpan(_at));
        bool isSettled = _settler.Settles(cell, form, radius);
        _settler.Record.Note(_level, open, isSettled);
        return isSettled;
    }

    // With the map of the cell that was reached, null for none, to the last cut whose other side was not yet visited.
    private void Climb(SpaceForm<TInteger>? map)
    {
        while (_cuts.TryPeek(out Cut? cut))
        {
            if (!cut.IsAboveDone)
            {
                (cut.IsAboveDone, cut.MapAbove) = (true, map);
                (_cell, _level, _group, _at) = (cut.Below, cut.Level, cut.Group, cut.At + 1);
                _state.Set(cut.Group[cut.At], false);
                return;
            }

            _cuts.Pop();
            map = Joined(cut, map);
        }

        if (map is { } whole)
        {
            _found.Enqueue((Root!, whole));
        }

        _cell = null;
    }

    // The map of both sides when it is one; otherwise each that has one is a region.
    private SpaceForm<TInteger>? Joined(Cut cut, SpaceForm<TInteger>? mapBelow)
    {
        if (cut.MapAbove is { } a && mapBelow is { } b && a == b)
        {
            return a;
        }

        if (cut.MapAbove is { } above)
        {
            _found.Enqueue((cut.Above, above));
        }

        if (mapBelow is { } below)
        {
            _found.Enqueue((cut.Below, below));
        }

        return null;
    }

    /// <summary>A cut on the way to the current cell.</summary>
    /// <param name="above">The side that is visited first.</param>
    /// <param name="below">The other side.</param>
    /// <param name="level">The level of the kink.</param>
    /// <param name="group">The kinks of its level that were undecided.</param>
    /// <param name="at">Its place among them.</param>
    private sealed class Cut(ConvexCell above, ConvexCell below, int level, int[] group, int at)
    {
        public ConvexCell Above => above;

        public ConvexCell Below => below;

        public int Level => level;

        public int[] Group => group;

        public int At => at;

        public bool IsAboveDone { get; set; }

        public SpaceForm<TInteger>? MapAbove { get; set; }
    }
}
