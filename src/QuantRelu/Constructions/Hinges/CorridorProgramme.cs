using System.Numerics;
using System.Runtime.CompilerServices;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// Dynamic programming in a corridor: of all functions with knots at multiples of 2^-p and slopes that are multiples of 2^-σ that stay in the corridor at
/// its places, one whose layer of hinges has the fewest weights.
/// </summary>
/// <remarks>
/// <para>Over the cells from left to right a state is the slope m in quanta, the value V at the left end of the cell in units 2^-(p+σ), and whether the base
/// piece has been chosen. A cell allows (m, V) when the line stays in the corridor: V is between max_k(low_k - m t_k) and min_k(high_k - m t_k), so that only
/// few slopes and values are possible in a cell, and only they are states.</para>
/// <para>At a knot i the slope changes by D for the weights of <see cref="Hinge.Cheapest"/>; once, before the knots of the left side end and those of the
/// right side begin, the base line m·z + c is paid for with |m| + 1 for the slope (nothing for m = 0) and two for each signed digit of c. The rest of the
/// network, the held coordinate and the shared constants, is counted where it is written down. Work is counted in states times changes.</para>
/// </remarks>
internal sealed class CorridorProgramme
{
    private const short Never = 20_000;
    private static readonly int[] Changes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64, 96, 128];

    private readonly int _logCells;
    private readonly int _logQuanta;
    private readonly int _greatest;
    private readonly Cell[] _cells;

    private CorridorProgramme(int logCells, int logQuanta, int greatest, Cell[] cells) =>
        (_logCells, _logQuanta, _greatest, _cells) = (logCells, logQuanta, greatest, cells);

    /// <summary>The function; null when there is none, or when finding it would take more than the most work.</summary>
    /// <param name="corridor">Where it must lie.</param>
    /// <param name="logCells">p, at most the corridor's m.</param>
    /// <param name="logQuanta">σ.</param>
    /// <param name="greatestChange">The greatest change of the slope at one knot that is tried, in quanta.</param>
    /// <param name="mostWork">The most states times changes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static HingeFunction? Find(
        Corridor corridor, int logCells, int logQuanta, int greatestChange, long mostWork, CancellationToken cancellationToken)
    {
        double unit = Math.ScaleB(1, -logCells - logQuanta);
        List<(double T, double Low, double High)>[] places = corridor.Cells(logCells);
        var cells = new Cell[places.Length];
        long work = 0;
        for (int i = 0; i < cells.Length; i++)
        {
            if (Cell.Of(places[i], unit) is not { } cell)
            {
                return null;
            }

            cells[i] = cell;
            work += 2L * cell.Size * ((2 * Math.Min(greatestChange, 12)) + 1);
            if (work > mostWork)
            {
                return null;
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new CorridorProgramme(logCells, logQuanta, greatestChange, cells).Solve(cancellationToken);
    }

    private HingeFunction? Solve(CancellationToken cancellationToken)
    {
        _cells[0].Start();
        _cells[0].PayBase(0);
        for (int i = 1; i < _cells.Length; i++)
        {
            if ((i & 63) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            _cells[i].Continue(_cells[i - 1], Costs(i));
            _cells[i].PayBase(i);
            _cells[i - 1].Forget();
        }

        return _cells[^1].Best() is { } end ? Trace(end) : null;
    }

    private (int Change, short Cost)[] Costs(int knot) =>
        [.. Changes.Where(d => d <= _greatest).Select(d => (d, (short)new Hinge(knot, d).Cheapest.Weights))];

    private HingeFunction Trace((int Slope, long Value) end)
    {
        (int slope, long value) = end;
        (int At, int Slope, long Value) start = default;
        var hinges = new List<Hinge>();
        bool paid = true;
        for (int i = _cells.Length - 1; i >= 0; i--)
        {
            if (paid && _cells[i].PaysBase(slope, value))
            {
                start = (i, slope, value);
                paid = false;
            }

            int change = i == 0 ? 0 : _cells[i].Change(paid, slope, value);
            if (change != 0)
            {
                hinges.Add(new Hinge(i, change));
            }

            slope -= change;
            value -= slope;
        }

        hinges.Reverse();
        return new HingeFunction(_logCells, _logQuanta, start.At, start.Slope, start.Value) { Hinges = [.. hinges] };
    }

    /// <summary>The states of a cell: slopes from Least on, each with values from First on.</summary>
    private sealed class Cell
    {
        // For each slope the values that the corridor allows, and where its states stand.
        private readonly int _least;
        private readonly long[] _low;
        private readonly int[] _counts;
        private readonly int[] _starts;
        private readonly short[][] _cost = new short[2][];
        private readonly sbyte[][] _change = new sbyte[2][];
        private readonly ulong[] _pays;

        private Cell(int least, long[] low, int[] counts)
        {
            (_least, _low, _counts) = (least, low, counts);
            _starts = new int[counts.Length];
            for (int m = 0; m < counts.Length; m++)
            {
                _starts[m] = Size;
                Size += counts[m];
            }

            _pays = new ulong[(Size + 63) / 64];
        }

        public int Size { get; }

        // Slopes around that of the chord for which a value is left; null when there is none.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static Cell? Of(List<(double T, double Low, double High)> places, double unit)
        {
            const int most = 1 << 12;
            (double T, double Low, double High) first = places[0], last = places.MaxBy(p => p.T);
            double chord = ((last.Low + last.High - first.Low - first.High) / 2 / unit) / last.T;
            double reach = (((last.High - last.Low) + (first.High - first.Low)) / 2 / unit / last.T) + 1;
            if (!(Math.Abs(chord) + reach < 1 << 30) || reach > most)
            {
                return null;
            }

            int least = (int)Math.Floor(chord - reach), greatest = (int)Math.Ceiling(chord + reach);
            var lows = new List<long>();
            var counts = new List<int>();
            for (int m = least; m <= greatest; m++)
            {
                double low = double.NegativeInfinity, high = double.PositiveInfinity;
                foreach ((double t, double l, double h) in places)
                {
                    low = Math.Max(low, (l / unit) - (m * t));
                    high = Math.Min(high, (h / unit) - (m * t));
                }

                low = Math.Ceiling(low - 1e-9);
                high = Math.Floor(high + 1e-9);
                lows.Add((long)low);
                counts.Add(high < low ? 0 : (int)(high - low) + 1);
            }

            int from = counts.FindIndex(c => c > 0), to = counts.FindLastIndex(c => c > 0);
            return from < 0 ? null : new Cell(least + from, [.. lows[from..(to + 1)]], [.. counts[from..(to + 1)]]);
        }

        public void Start()
        {
            (_cost[0], _cost[1]) = (new short[Size], new short[Size]);
            Array.Fill(_cost[1], Never);
            (_change[0], _change[1]) = (new sbyte[Size], new sbyte[Size]);
        }

        // The values at the right end of the cell before are V + m; a change of the slope leaves them.
        public void Continue(Cell before, (int Change, short Cost)[] changes)
        {
            for (int paid = 0; paid < 2; paid++)
            {
                (_cost[paid], _change[paid]) = (new short[Size], new sbyte[Size]);
                Array.Fill(_cost[paid], Never);
                for (int m = 0; m < _counts.Length; m++)
                {
                    Relax(before, paid, m, 0, 0);
                    foreach ((int change, short cost) in changes)
                    {
                        Relax(before, paid, m, change, cost);
                        Relax(before, paid, m, -change, cost);
                    }
                }
            }
        }

        private void Relax(Cell before, int paid, int m, int change, short cost)
        {
            int from = m + _least - change - before._least;
            if (from < 0 || from >= before._counts.Length)
            {
                return;
            }

            long shift = before._low[from] + before._least + from;
            long low = Math.Max(_low[m], shift), high = Math.Min(_low[m] + _counts[m], shift + before._counts[from]);
            if (low < high)
            {
                int count = (int)(high - low);
                Minimum(
                    before._cost[paid].AsSpan(before._starts[from] + (int)(low - shift), count), cost,
                    _cost[paid].AsSpan(_starts[m] + (int)(low - _low[m]), count),
                    _change[paid].AsSpan(_starts[m] + (int)(low - _low[m]), count), (sbyte)Array.IndexOf(Changes, Math.Abs(change)), change < 0);
            }
        }

        // least = min(least, source + cost), and where it was lowered, the number of the change.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Minimum(ReadOnlySpan<short> source, short cost, Span<short> least, Span<sbyte> changes, sbyte number, bool isFall)
        {
            sbyte code = (sbyte)(isFall ? -number - 1 : number + 1);
            int k = 0;
            var more = new Vector<short>(cost);
            for (; k <= source.Length - Vector<short>.Count; k += Vector<short>.Count)
            {
                Vector<short> reached = new Vector<short>(source[k..]) + more, old = new(least[k..]);
                Vector<short> lower = Vector.LessThan(reached, old);
                if (lower != Vector<short>.Zero)
                {
                    Vector.ConditionalSelect(lower, reached, old).CopyTo(least[k..]);
                    for (int j = 0; j < Vector<short>.Count; j++)
                    {
                        changes[k + j] = lower[j] != 0 ? code : changes[k + j];
                    }
                }
            }

            for (; k < source.Length; k++)
            {
                short reached = (short)(source[k] + cost);
                if (reached < least[k])
                {
                    (least[k], changes[k]) = (reached, code);
                }
            }
        }

        // From a state before the base to the one behind it.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void PayBase(int knot)
        {
            for (int m = 0; m < _counts.Length; m++)
            {
                int slope = m + _least, cost = slope == 0 ? 0 : Math.Abs(slope) + 1;
                long constant = _low[m] - ((long)slope * knot);
                for (int k = _starts[m], end = k + _counts[m]; k < end; k++, constant++)
                {
                    if (_cost[0][k] + cost < _cost[1][k])
                    {
                        int all = _cost[0][k] + cost + (2 * SignedDigits.Count(constant));
                        if (all < _cost[1][k])
                        {
                            _cost[1][k] = (short)all;
                            _pays[k >> 6] |= 1UL << (k & 63);
                        }
                    }
                }
            }
        }

        // The costs are needed for the next cell only.
        public void Forget() => _cost[0] = _cost[1] = [];

        public (int Slope, long Value)? Best()
        {
            int best = Never;
            (int Slope, long Value)? end = null;
            for (int m = 0; m < _counts.Length; m++)
            {
                for (int k = 0; k < _counts[m]; k++)
                {
                    if (_cost[1][_starts[m] + k] < best)
                    {
                        best = _cost[1][_starts[m] + k];
                        end = (m + _least, _low[m] + k);
                    }
                }
            }

            return end;
        }

        public bool PaysBase(int slope, long value) => State(slope, value) is var k && (_pays[k >> 6] >> (k & 63) & 1) != 0;

        public int Change(bool paid, int slope, long value)
        {
            int code = _change[paid ? 1 : 0][State(slope, value)];
            return code == 0 ? 0 : Math.Sign(code) * Changes[Math.Abs(code) - 1];
        }

        private int State(int slope, long value) => _starts[slope - _least] + (int)(value - _low[slope - _least]);
    }
}
