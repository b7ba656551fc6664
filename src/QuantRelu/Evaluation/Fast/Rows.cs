using System.Runtime.CompilerServices;

namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// The values of the units of one layer at a chunk of points: one row per unit, one column per point, rows padded to whole lanes. A row that nobody has
/// opened since the chunk began is 0 at all points and takes neither time nor memory traffic.
/// </summary>
internal sealed class Rows
{
    private const int WordBits = 64;
    private readonly double[] _memory;
    private readonly int _first;
    private readonly int _zero;
    private readonly bool[] _isOpen;
    private readonly int[] _opened;
    private readonly bool[] _hasMask;
    private readonly bool[] _isZero;
    private readonly bool?[] _isConstant;
    private readonly ulong[] _masks;
    private readonly int _mostWords;
    private bool _keepsOpen;

    // Whether anything was found of any row of this chunk.
    private bool _found;

    /// <summary>Rows of some units.</summary>
    /// <param name="memory">Where the values are.</param>
    /// <param name="first">Where the first row begins there.</param>
    /// <param name="zero">Where a row of zeros begins that nobody writes.</param>
    /// <param name="units">Number of units.</param>
    /// <param name="stride">Length of a row: the most points.</param>
    public Rows(double[] memory, int first, int zero, int units, int stride)
    {
        (_memory, _first, _zero, Stride) = (memory, first, zero, stride);
        _isOpen = new bool[units];
        _opened = new int[units];
        _hasMask = new bool[units];
        _isZero = new bool[units];
        _isConstant = new bool?[units];
        _mostWords = (stride + WordBits - 1) / WordBits;
        _masks = new ulong[checked(units * _mostWords)];
    }

    /// <summary>Number of units.</summary>
    public int Units => _isOpen.Length;

    /// <summary>Distance between rows.</summary>
    public int Stride { get; }

    /// <summary>Number of points of the chunk.</summary>
    public int Points { get; private set; }

    /// <summary>Words of 64 points.</summary>
    public int Words => (Points + WordBits - 1) / WordBits;

    /// <summary>The units whose rows were opened, in the order in which they were.</summary>
    public ReadOnlySpan<int> Opened => _opened.AsSpan(0, OpenedCount);

    private int OpenedCount { get; set; }

    /// <summary>Begins a chunk: all rows are 0.</summary>
    /// <param name="points">Number of points.</param>
    /// <param name="all">True when every row will be opened and written in every chunk.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(int points, bool all)
    {
        if (!_keepsOpen)
        {
            foreach (int unit in Opened)
            {
                _isOpen[unit] = false;
            }

            OpenedCount = 0;
        }

        Points = points;
        if (_found)
        {
            Array.Clear(_hasMask);
            _found = false;
        }

        if (all && !_keepsOpen)
        {
            for (int unit = 0; unit < Units; unit++)
            {
                Open(unit);
            }
        }

        _keepsOpen = all;
    }

    /// <summary>Makes all rows 0 that are open, for sums that begin.</summary>
    public void Clear() => _memory.AsSpan(_first, Units * Stride).Clear();

    /// <summary>Where the row of a unit begins if it is open.</summary>
    public int Place(int unit) => _first + (unit * Stride);

    /// <summary>Where the row of a unit begins that is about to be written.</summary>
    public int Open(int unit)
    {
        if (!_isOpen[unit])
        {
            _isOpen[unit] = true;
            _opened[OpenedCount++] = unit;
        }

        return Place(unit);
    }

    /// <summary>The row of a unit that is about to be added to, 0 at first.</summary>
    public Span<double> Sum(int unit)
    {
        bool isNew = !_isOpen[unit];
        Span<double> row = _memory.AsSpan(Open(unit), Stride);
        if (isNew)
        {
            row.Clear();
        }

        return row;
    }

    /// <summary>Where the row of a unit begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Offset(long unit) => _isOpen[unit] ? _first + ((int)unit * Stride) : _zero;

    /// <summary>The values of a unit.</summary>
    public ReadOnlySpan<double> Values(long unit) => _memory.AsSpan(Offset(unit), Points);

    /// <summary>True when a unit is 0 at all points.</summary>
    public bool IsZero(long unit)
    {
        if (!_isOpen[unit])
        {
            return true;
        }

        if (Stride == 1)
        {
            return _memory[Place((int)unit)] == 0;
        }

        Find(unit);
        return _isZero[unit];
    }

    /// <summary>The points at which a unit is not 0, one bit each.</summary>
    public ReadOnlySpan<ulong> NonZero(long unit)
    {
        Find(unit);
        return _masks.AsSpan((int)unit * _mostWords, Words);
    }

    /// <summary>True when a unit has the same value, bit for bit, at all points.</summary>
    public bool IsConstant(long unit)
    {
        Find(unit);
        return _isConstant[unit] ??= !Values(unit)[1..].ContainsAnyExcept(Values(unit)[0]);
    }

    // What is known of a row is found when first asked for.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Find(long unit)
    {
        if (_hasMask[unit])
        {
            return;
        }

        _hasMask[unit] = _found = true;
        _isConstant[unit] = null;
        ReadOnlySpan<double> row = Values(unit);
        Span<ulong> masks = _masks.AsSpan((int)unit * _mostWords, Words);
        ulong any = 0;
        for (int word = 0; word < masks.Length; word++)
        {
            ReadOnlySpan<double> part = row[(word * WordBits)..Math.Min(row.Length, (word + 1) * WordBits)];
            ulong mask = 0;
            for (int p = 0; p < part.Length; p++)
            {
                mask |= part[p] != 0 ? 1UL << p : 0;
            }

            masks[word] = mask;
            any |= mask;
        }

        _isZero[unit] = any == 0;
    }
}
