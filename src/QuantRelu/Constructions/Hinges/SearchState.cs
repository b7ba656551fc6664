using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// An integer network that the search changes entry by entry, with its values at all places: after a change only the rows that it reaches are computed
/// again, into spare arrays that replace the old ones when the change is kept.
/// </summary>
/// <remarks>
/// Values are floats: multiples of small powers of two, exact until networks are deep; what the search finds is certified in any case. Sums are in a fixed
/// order over eight lanes, so that they are the same on every machine.
/// </remarks>
internal sealed class SearchState
{
    /// <summary>Room for so many units in a layer.</summary>
    public const int Width = 32;

    private readonly SearchPoints _points;
    private readonly int _inputs;
    private readonly sbyte[] _entries;
    private readonly sbyte[] _biases;
    private readonly int[] _norms;
    private readonly byte[] _copies;
    private readonly float[][] _values;
    private readonly float[][] _spare;
    private readonly uint[] _edited;
    private readonly uint[] _stale;
    private readonly uint[] _skipped;
    private readonly uint[] _computed;
    private readonly uint[] _changed;
    private readonly List<(int Index, sbyte Old)> _undo = [];
    private readonly (float[] Values, float Factor)[] _terms = new (float[], float)[Width];

    /// <summary>The state of a network with room for more units in each hidden layer.</summary>
    public SearchState(IntegerNetwork network, SearchPoints points, int units)
    {
        (_points, _inputs, Depth, Units) = (points, network.Inputs, network.Depth, units);
        _entries = new sbyte[(Depth + 1) * Width * Width];
        _biases = new sbyte[(Depth + 1) * Width];
        _norms = new int[(Depth + 1) * Width];
        _copies = new byte[(Depth + 1) * Width];
        (_edited, _stale, _skipped) = (new uint[Depth + 1], new uint[Depth + 1], new uint[Depth + 1]);
        (_computed, _changed) = (new uint[Depth + 1], new uint[Depth + 1]);
        _values = [.. Enumerable.Range(0, (Depth + 1) * Width).Select(k => k < _inputs ? points.Inputs[k] : Room(k))];
        _spare = [.. Enumerable.Range(0, (Depth + 1) * Width).Select(Room)];
        for (int l = 1; l <= Depth; l++)
        {
            for (int i = 0; i < network.Layers[l - 1].Length; i++)
            {
                IntegerRow row = network.Layers[l - 1][i];
                for (int j = 0; j < row.Row.Length; j++)
                {
                    Put(l, i, j, row.Row[j]);
                }

                Put(l, i, -1, row.Bias);
            }
        }

        _undo.Clear();
        Weights();
        Array.Fill(_edited, uint.MaxValue);
        Propagate();
        Keep();
    }

    /// <summary>The number of layers.</summary>
    public int Depth { get; }

    /// <summary>Units for which there is room in a hidden layer.</summary>
    public int Units { get; }

    /// <summary>How many units a layer has.</summary>
    public int RowsOf(int layer) => layer == Depth ? 1 : Units;

    /// <summary>How many units a layer reads.</summary>
    public int SourcesOf(int layer) => layer == 1 ? _inputs : Units;

    /// <summary>The entry of a row, or with -1 its bias.</summary>
    public int this[int layer, int row, int source] => source < 0 ? _biases[(layer * Width) + row] : _entries[Place(layer, row, source)];

    /// <summary>How many copies a unit has; 0 when nothing reads it.</summary>
    public int Copies(int layer, int unit) => layer == 0 ? 1 : _copies[(layer * Width) + unit];

    /// <summary>Whether anything was changed since it was kept or undone.</summary>
    public bool IsChanged => _undo.Count > 0;

    /// <summary>Whether a network of a width can be searched from.</summary>
    public static bool Fits(IntegerNetwork network) =>
        network.Depth > 1 && network.Layers.All(rows => rows.Length <= Width && rows.All(row => row.Row.All(a => Math.Abs(a) <= sbyte.MaxValue)));

    /// <summary>Changes an entry, unless it would be too large.</summary>
    /// <param name="layer">The layer of the row.</param>
    /// <param name="row">The row.</param>
    /// <param name="source">The unit that is read; -1 for the bias.</param>
    /// <param name="value">The new value.</param>
    /// <param name="most">The greatest absolute value, unless it has a greater one.</param>
    public void Set(int layer, int row, int source, int value, int most)
    {
        int old = this[layer, row, source], limit = source < 0 || layer == 1 ? 1 : Math.Max(most, Math.Abs(old));
        if (Math.Abs(value) <= limit && old != value)
        {
            Put(layer, row, source, value);
        }
    }

    /// <summary>The weights as the entries are; copies are counted on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Weights()
    {
        Array.Clear(_copies);
        _copies[Depth * Width] = 1;
        int weights = 0;
        for (int l = Depth; l >= 1; l--)
        {
            Vector256<byte> most = Vector256<byte>.Zero;
            for (int i = 0; i < RowsOf(l); i++)
            {
                int copies = _copies[(l * Width) + i];
                if (copies != 0)
                {
                    weights += copies * _norms[(l * Width) + i];
                    most = Vector256.Max(most, Vector256.Abs(Vector256.Create<sbyte>(_entries.AsSpan(Place(l, i, 0), Width))).AsByte());
                }
            }

            if (l > 1)
            {
                most.CopyTo(_copies.AsSpan((l - 1) * Width, Width));
            }
        }

        return weights;
    }

    /// <summary>Computes what the changes reach.</summary>
    /// <returns>The greatest and the mean excess over the bounds, in units of ε.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (double Greatest, double Mean) Propagate()
    {
        uint reached = 0;
        for (int l = 1; l <= Depth; l++)
        {
            (uint computed, uint changed, uint skipped) = (0, 0, 0);
            for (int i = 0; i < RowsOf(l); i++)
            {
                uint bit = 1u << i;
                bool needed = (_edited[l] & bit) != 0 || (reached != 0 && Reads(l, i, reached));
                if (_copies[(l * Width) + i] == 0)
                {
                    skipped |= needed ? bit : 0;
                }
                else if (needed || (_stale[l] & bit) != 0)
                {
                    bool differs = Compute(l, i, reached);
                    computed |= bit;
                    changed |= (_stale[l] & bit) != 0 || differs ? bit : 0;
                }
            }

            (_computed[l], _changed[l], _skipped[l]) = (computed, changed, skipped);
            reached = changed;
        }

        return Excess((_changed[Depth] & 1) != 0 ? _spare[Depth * Width] : _values[Depth * Width]);
    }

    /// <summary>Keeps the changes and what they made of the values.</summary>
    public void Keep()
    {
        for (int l = 1; l <= Depth; l++)
        {
            _stale[l] = (_stale[l] & ~_computed[l]) | _skipped[l];
            for (uint rest = _changed[l]; rest != 0; rest &= rest - 1)
            {
                int k = (l * Width) + BitOperations.TrailingZeroCount(rest);
                (_values[k], _spare[k]) = (_spare[k], _values[k]);
            }
        }

        Forget();
    }

    /// <summary>Takes the changes back.</summary>
    public void Undo()
    {
        for (int k = _undo.Count - 1; k >= 0; k--)
        {
            (int index, sbyte old) = _undo[k];
            if (index < 0)
            {
                Write(_biases, -index - 1, -index - 1, old);
            }
            else
            {
                Write(_entries, index, index / Width, old);
            }
        }

        Forget();
    }

    /// <summary>The network as it is.</summary>
    public IntegerNetwork ToNetwork() => new(_inputs, [.. Enumerable.Range(1, Depth).Select(l => (IReadOnlyList<IntegerRow>)[.. Enumerable.Range(0, RowsOf(l))
        .Select(i => new IntegerRow([.. Enumerable.Range(0, SourcesOf(l)).Select(j => this[l, i, j])], this[l, i, -1]))])]);

    private float[] Room(int number) => new float[_points.Count];

    private static int Place(int layer, int row, int source) => (((layer * Width) + row) * Width) + source;

    private void Put(int layer, int row, int source, int value)
    {
        int unit = (layer * Width) + row;
        if (source < 0)
        {
            _undo.Add((-unit - 1, _biases[unit]));
            Write(_biases, unit, unit, (sbyte)value);
        }
        else
        {
            int place = Place(layer, row, source);
            _undo.Add((place, _entries[place]));
            Write(_entries, place, unit, (sbyte)value);
        }

        _edited[layer] |= 1u << row;
    }

    private void Write(sbyte[] numbers, int index, int unit, sbyte value)
    {
        _norms[unit] += Math.Abs((int)value) - Math.Abs((int)numbers[index]);
        numbers[index] = value;
    }

    private void Forget()
    {
        _undo.Clear();
        Array.Clear(_edited);
    }

    private bool Reads(int layer, int row, uint sources)
    {
        var entries = Vector256.Create<sbyte>(_entries.AsSpan(Place(layer, row, 0), Width));
        return (~Vector256.Equals(entries, Vector256<sbyte>.Zero).ExtractMostSignificantBits() & sources) != 0;
    }

    // The row ½(entries·values + bias), and without what is below 0 in a hidden layer; whether it differs anywhere from what it was. Sums are added in the
    // order of the entries, each group of places in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Compute(int layer, int row, uint fresh)
    {
        int unit = (layer * Width) + row, count = 0, before = (layer - 1) * Width;
        ReadOnlySpan<sbyte> entries = _entries.AsSpan(Place(layer, row, 0), Width);
        for (int j = 0; j < SourcesOf(layer); j++)
        {
            if (entries[j] != 0)
            {
                _terms[count++] = ((fresh >> j & 1) != 0 ? _spare[before + j] : _values[before + j], 0.5f * entries[j]);
            }
        }

        ReadOnlySpan<(float[] Values, float Factor)> terms = _terms.AsSpan(0, count);
        var bias = Vector256.Create(0.5f * _biases[unit]);
        var floor = Vector256.Create(layer < Depth ? 0 : float.NegativeInfinity);
        ref float result = ref MemoryMarshal.GetArrayDataReference(_spare[unit]);
        ref float old = ref MemoryMarshal.GetArrayDataReference(_values[unit]);
        nuint places = (nuint)_points.Count, g = 0;
        Vector256<float> differences = Vector256<float>.Zero;
        for (; g + (4 * SearchPoints.Lanes) <= places; g += 4 * SearchPoints.Lanes)
        {
            Vector256<float> a = bias, b = bias, c = bias, d = bias;
            foreach ((float[] values, float factor) in terms)
            {
                ref float read = ref MemoryMarshal.GetArrayDataReference(values);
                var times = Vector256.Create(factor);
                a += times * Vector256.LoadUnsafe(ref read, g);
                b += times * Vector256.LoadUnsafe(ref read, g + SearchPoints.Lanes);
                c += times * Vector256.LoadUnsafe(ref read, g + (2 * SearchPoints.Lanes));
                d += times * Vector256.LoadUnsafe(ref read, g + (3 * SearchPoints.Lanes));
            }

            differences |= Store(a, floor, ref result, ref old, g) | Store(b, floor, ref result, ref old, g + SearchPoints.Lanes)
                | Store(c, floor, ref result, ref old, g + (2 * SearchPoints.Lanes)) | Store(d, floor, ref result, ref old, g + (3 * SearchPoints.Lanes));
        }

        for (; g < places; g += SearchPoints.Lanes)
        {
            Vector256<float> sum = bias;
            foreach ((float[] values, float factor) in terms)
            {
                sum += Vector256.Create(factor) * Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), g);
            }

            differences |= Store(sum, floor, ref result, ref old, g);
        }

        return differences.ExtractMostSignificantBits() != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Store(Vector256<float> sum, Vector256<float> floor, ref float result, ref float old, nuint place)
    {
        sum = Vector256.Max(sum, floor);
        sum.StoreUnsafe(ref result, place);
        return ~Vector256.Equals(sum, Vector256.LoadUnsafe(ref old, place));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Greatest, double Mean) Excess(float[] output)
    {
        ReadOnlySpan<Vector256<float>> values = MemoryMarshal.Cast<float, Vector256<float>>(output);
        ReadOnlySpan<Vector256<float>> low = MemoryMarshal.Cast<float, Vector256<float>>(_points.Low);
        ReadOnlySpan<Vector256<float>> high = MemoryMarshal.Cast<float, Vector256<float>>(_points.High);
        Vector256<float> most = Vector256<float>.Zero, sum = Vector256<float>.Zero;
        for (int g = 0; g < values.Length; g++)
        {
            Vector256<float> excess = Vector256.Max(Vector256.Max(low[g] - values[g], values[g] - high[g]), Vector256<float>.Zero);
            most = Vector256.Max(most, excess);
            sum += excess;
        }

        (double greatest, double mean) = (0, 0);
        for (int k = 0; k < SearchPoints.Lanes; k++)
        {
            greatest = Math.Max(greatest, most[k]);
            mean += sum[k];
        }

        return (greatest / _points.Error, mean / _points.Count / _points.Error);
    }
}
