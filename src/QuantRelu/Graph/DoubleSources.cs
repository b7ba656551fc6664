namespace QuantRelu.Graph;

/// <summary>
/// Finds two inputs that one unit of a block reads and that are the same source unit in some copy, in an array whose sources all exist.
/// Inputs with equal strides meet exactly when their bases are equal, which takes one look at each input; two others are compared copy by
/// copy where their ranges meet. The work is bounded: an array that would take more is refused rather than believed.
/// </summary>
internal sealed class DoubleSources
{
    private const long MostCopiesTried = 1 << 20;
    private const long MostSteps = 1 << 26;
    private const int StepsOfPair = 32;
    private const int MostRemembered = 1 << 16;
    private readonly BlockArray _array;
    private readonly int[] _rules;
    private readonly HashSet<(int, int)> _apart = [];
    private long _steps;

    /// <summary>Looks at an array.</summary>
    public DoubleSources(BlockArray array)
    {
        _array = array;
        _rules = Rules(array);
    }

    /// <summary>What is wrong, unit by unit.</summary>
    public IEnumerable<string> All()
    {
        SparseLayer first = _array.Block.Layers[0];
        for (int unit = 0; unit < first.Units; unit++)
        {
            int[] row = [.. first.Columns.AsSpan()[first.RowStarts[unit]..first.RowStarts[unit + 1]]];
            if ((SameRule(row) ?? OtherRules(row)) is var (a, b))
            {
                yield return $"layer 1, unit {unit}: block inputs {a} and {b} are one unit in some copy, so the two are connected twice";
            }

            if (_steps > MostSteps)
            {
                yield return $"layer 1, unit {unit}: its connections are more than can be checked for being there twice";
                yield break;
            }
        }
    }

    // Inputs with equal strides have equal numbers.
    private static int[] Rules(BlockArray array)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] moving = [.. Enumerable.Range(0, array.Radices.Length).Where(c => array.Radices[c] > 1)];
        var rules = new int[array.Block.Inputs];
        for (int i = 0; i < rules.Length && moving.Length > 0; i++)
        {
            string strides = string.Join(',', moving.Select(c => array.Strides[i][c]));
            numbers.TryAdd(strides, numbers.Count);
            rules[i] = numbers[strides];
        }

        return rules;
    }

    private (int, int)? SameRule(int[] row)
    {
        var seen = new Dictionary<(int Rule, long Base), int>(row.Length);
        foreach (int input in row)
        {
            if (!seen.TryAdd((_rules[input], _array.Bases[input]), input))
            {
                return (seen[(_rules[input], _array.Bases[input])], input);
            }
        }

        return null;
    }

    private (int, int)? OtherRules(int[] row)
    {
        if (Array.TrueForAll(row, input => _rules[input] == _rules[row[0]]))
        {
            return null;
        }

        for (int x = 0; x < row.Length; x++)
        {
            for (int y = x + 1; y < row.Length && _steps <= MostSteps; y++)
            {
                if (_rules[row[x]] != _rules[row[y]] && !_apart.Contains((row[x], row[y])) && MayMeet(row[x], row[y]))
                {
                    return (row[x], row[y]);
                }
            }
        }

        return null;
    }

    private bool MayMeet(int a, int b)
    {
        _steps += StepsOfPair;
        if (!RangesMeet(a, b))
        {
            return false;
        }

        if (_array.Copies > MostCopiesTried)
        {
            return true;
        }

        for (long copy = 0; copy < _array.Copies && _steps <= MostSteps; copy++)
        {
            if (Source(a, copy) == Source(b, copy))
            {
                return true;
            }
        }

        if (_apart.Count < MostRemembered)
        {
            _apart.Add((a, b));
        }

        return false;
    }

    // Sources exist, so they are below 2^63 and what wraps around on the way comes back.
    private long Source(int input, long copy)
    {
        long source = _array.Bases[input];
        _steps += _array.Radices.Length;
        foreach ((int c, long digit) in new GridDigits(_array.Point(copy), _array.Radices.AsSpan()))
        {
            source = unchecked(source + (digit * _array.Strides[input][c]));
        }

        return source;
    }

    // Each source stays within 0..2^63 over the whole grid, so no step of a difference leaves 65 bits.
    private bool RangesMeet(int a, int b)
    {
        Int128 lowest = (Int128)_array.Bases[a] - _array.Bases[b], highest = lowest;
        for (int c = 0; c < _array.Radices.Length; c++)
        {
            Int128 reach = ((Int128)_array.Strides[a][c] - _array.Strides[b][c]) * (_array.Radices[c] - 1);
            lowest += Int128.Min(0, reach);
            highest += Int128.Max(0, reach);
        }

        return lowest <= 0 && highest >= 0;
    }
}
