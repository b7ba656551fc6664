namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// A seeded search on integer networks: small changes, kept when weights + penalty get less, or little more while it is warm (simulated annealing,
/// Kirkpatrick, Gelatt and Vecchi, 1983). The penalty is for leaving the bounds at the places. The number of steps alone ends it, so that one seed always
/// finds the same networks.
/// </summary>
internal sealed class IntegerSearch
{
    private const int MostEntry = 12;
    private const double PenaltyWeight = 30;
    private const double MeanWeight = 4;
    private const int Spare = 4;
    private readonly SearchState _state;
    private readonly DrawnNumbers _drawn;
    private readonly double _warmth;

    private IntegerSearch(IntegerNetwork start, SearchPoints points, int seed)
    {
        int width = start.Layers.Take(start.Depth - 1).Max(rows => rows.Length);
        _state = new SearchState(start, points, Math.Min(SearchState.Width, width + Spare));
        _drawn = new DrawnNumbers(seed);
        _warmth = seed % 2 == 0 ? 0.5 : 2;
    }

    /// <summary>Ever lighter networks that are within the bounds at all places, the lightest last.</summary>
    /// <param name="start">Where it starts; see <see cref="SearchState.Fits"/>.</param>
    /// <param name="points">The places and bounds.</param>
    /// <param name="steps">How many changes are tried.</param>
    /// <param name="seed">What numbers are drawn from.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ImmutableArray<IntegerNetwork> Run(
        IntegerNetwork start, SearchPoints points, int steps, int seed, CancellationToken cancellationToken) =>
        new IntegerSearch(start, points, seed).Run(start.Weights, steps, cancellationToken);

    private ImmutableArray<IntegerNetwork> Run(int least, int steps, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<IntegerNetwork>();
        double energy = _state.Weights() + Penalty(_state.Propagate());
        for (int step = 0; step < steps; step++)
        {
            if ((step & 1023) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Change();
            if (!_state.IsChanged)
            {
                continue;
            }

            int weights = _state.Weights();
            double most = energy + (Temperature((double)step / steps) * _drawn.Waiting());
            double penalty = weights <= most ? Penalty(_state.Propagate()) : double.PositiveInfinity;
            if (weights + penalty > most)
            {
                _state.Undo();
                continue;
            }

            _state.Keep();
            energy = weights + penalty;
            if (penalty.Equals(0.0) && weights < least)
            {
                least = weights;
                found.Add(_state.ToNetwork());
            }
        }

        return found.ToImmutable();
    }

    private static double Penalty((double Greatest, double Mean) excess) => PenaltyWeight * (excess.Greatest + (MeanWeight * excess.Mean));

    // From 2 to 1/4, or for every other seed from 1/2 to 1/16, linear between powers of two.
    private double Temperature(double part)
    {
        double halvings = 3 * part;
        int whole = (int)halvings;
        return Math.ScaleB(_warmth, -whole) * (1 - ((halvings - whole) / 2));
    }

    private void Change()
    {
        int layer = 1 + _drawn.Below(_state.Depth), row = Row(layer);
        switch (_drawn.Below(100))
        {
            case < 40:
                Step();
                break;
            case < 48:
                _state.Set(layer, row, -1, _drawn.Below(3) - 1, 1);
                break;
            case < 60:
                Transfer(layer, row);
                break;
            case < 68:
                Pair(layer, row);
                break;
            case < 78:
                Step();
                Step();
                break;
            case < 83:
                Split(layer, row);
                break;
            case < 86:
                Set(layer, row, Entry(layer, row), 0);
                break;
            case < 89:
                Read(layer, row, (_, _) => 0);
                break;
            case < 92:
                Rescale(layer, row);
                break;
            case < 95:
                Negate(layer, row);
                break;
            case < 97:
                Merge(layer, row);
                break;
            default:
                Through(layer, row);
                break;
        }
    }

    // An entry by one.
    private void Step()
    {
        int layer = 1 + _drawn.Below(_state.Depth), row = Row(layer);
        int source = _drawn.Below(2) == 0 && Entry(layer, row) is >= 0 and var entry ? entry : Source(layer);
        Set(layer, row, source, _state[layer, row, source] + _drawn.Sign());
    }

    // One of an entry to another unit, mostly with its sign.
    private void Transfer(int layer, int row)
    {
        int from = Entry(layer, row), to = Source(layer);
        if (from >= 0 && from != to)
        {
            int sign = Math.Sign(_state[layer, row, from]);
            Set(layer, row, from, _state[layer, row, from] - sign);
            Set(layer, row, to, _state[layer, row, to] + (_drawn.Below(10) < 7 ? sign : -sign));
        }
    }

    private void Pair(int layer, int row)
    {
        int first = Source(layer), second = Source(layer);
        Set(layer, row, first, _state[layer, row, first] + _drawn.Sign());
        if (second == first)
        {
            _state.Set(layer, row, -1, _drawn.Below(3) - 1, 1);
        }
        else
        {
            Set(layer, row, second, _state[layer, row, second] + _drawn.Sign());
        }
    }

    // A second unit like the first, but for one entry, that takes a part of its readers.
    private void Split(int layer, int row)
    {
        if (layer == _state.Depth || Free(layer, row) is not { } twin)
        {
            return;
        }

        for (int j = -1; j < _state.SourcesOf(layer); j++)
        {
            Set(layer, twin, j, _state[layer, row, j]);
        }

        if (_drawn.Below(10) < 8)
        {
            int source = Source(layer);
            Set(layer, twin, source, _state[layer, twin, source] + _drawn.Sign());
        }
        else
        {
            _state.Set(layer, twin, -1, _drawn.Below(3) - 1, 1);
        }

        for (int reader = 0; reader < _state.RowsOf(layer + 1); reader++)
        {
            int a = _state[layer + 1, reader, row], sign = Math.Sign(a);
            Set(layer + 1, reader, twin, 0);
            if (a != 0 && _drawn.Below(10) < 7)
            {
                Set(layer + 1, reader, row, _drawn.Below(10) < 7 ? a - sign : a);
                Set(layer + 1, reader, twin, _drawn.Below(4) < 3 ? sign : -sign);
            }
        }
    }

    // The readers' entries twice and the row half, or the other way round.
    private void Rescale(int layer, int row)
    {
        bool up = _drawn.Below(2) == 0, row2 = _drawn.Below(3) != 0;
        Read(layer, row, (_, a) => up ? 2 * a : a / 2);
        for (int j = 0; row2 && layer < _state.Depth && j < _state.SourcesOf(layer); j++)
        {
            int a = _state[layer, row, j];
            Set(layer, row, j, up ? a / 2 : 2 * a);
        }
    }

    private void Negate(int layer, int row)
    {
        if (Entry(layer, row) is >= 0 and var source)
        {
            Set(layer, row, source, -_state[layer, row, source]);
        }
    }

    // All readers read another unit in its place.
    private void Merge(int layer, int row)
    {
        int other = Row(layer);
        if (layer < _state.Depth && other != row)
        {
            for (int reader = 0; reader < _state.RowsOf(layer + 1); reader++)
            {
                int a = _state[layer + 1, reader, row];
                Set(layer + 1, reader, other, _state[layer + 1, reader, other] + a);
                Set(layer + 1, reader, row, 0);
            }
        }
    }

    // One less of an entry, one more of another, and another bias.
    private void Through(int layer, int row)
    {
        if (layer > 1 && Entry(layer, row) is >= 0 and var source)
        {
            int sign = Math.Sign(_state[layer, row, source]), other = Source(layer);
            Set(layer, row, source, _state[layer, row, source] - sign);
            Set(layer, row, other, _state[layer, row, other] + sign);
            _state.Set(layer, row, -1, _drawn.Below(3) - 1, 1);
        }
    }

    private void Read(int layer, int row, Func<int, int, int> change)
    {
        for (int reader = 0; layer < _state.Depth && reader < _state.RowsOf(layer + 1); reader++)
        {
            int a = _state[layer + 1, reader, row];
            if (a != 0)
            {
                Set(layer + 1, reader, row, change(reader, a));
            }
        }
    }

    private void Set(int layer, int row, int source, int value)
    {
        if (source >= 0 || (source == -1 && Math.Abs(value) <= 1))
        {
            _state.Set(layer, row, source, value, MostEntry);
        }
    }

    // Mostly a unit that is read.
    private int Row(int layer)
    {
        int rows = _state.RowsOf(layer), row = 0;
        for (int attempt = 0; rows > 1 && attempt < 12; attempt++)
        {
            row = _drawn.Below(rows);
            if (_state.Copies(layer, row) > 0 || _drawn.Below(10) == 0)
            {
                break;
            }
        }

        return row;
    }

    private int Source(int layer)
    {
        int sources = _state.SourcesOf(layer), source = _drawn.Below(sources);
        for (int attempt = 0; sources > 1 && attempt < 6 && _state.Copies(layer - 1, source) == 0 && _drawn.Below(8) != 0; attempt++)
        {
            source = _drawn.Below(sources);
        }

        return source;
    }

    // A unit that the row reads, any of them alike; -1 for none.
    private int Entry(int layer, int row)
    {
        int count = 0, entry = -1;
        for (int j = 0; j < _state.SourcesOf(layer); j++)
        {
            if (_state[layer, row, j] != 0 && _drawn.Below(++count) == 0)
            {
                entry = j;
            }
        }

        return entry;
    }

    private int? Free(int layer, int row)
    {
        for (int attempt = 0; attempt < 10; attempt++)
        {
            int unit = _drawn.Below(_state.Units);
            if (unit != row && _state.Copies(layer, unit) == 0)
            {
                return unit;
            }
        }

        return null;
    }
}
