using QuantRelu.Analysis.Collapsed;
using QuantRelu.Graph;

namespace QuantRelu.Analysis.Ranges;

/// <summary>
/// The sums of units whose coefficients differ from copy to copy: the least and the greatest partial sum over all copies, by the codes of every copy;
/// or over everything that the codes could be, while they are not set.
/// </summary>
internal sealed class OpenSums
{
    // Terms whose slots could be filled in more ways than this are bounded by all that they could be.
    private const int MostWays = 1 << 16;
    private const int FixedPointBits = 50;
    private readonly IReadOnlyList<BlockArray> _arrays;
    private readonly bool _areSet;

    // The place of each code among the used ones, and their values.
    private readonly int[] _place;
    private readonly Rational[] _values;

    /// <summary>What the slots of some arrays of one block hold.</summary>
    public OpenSums(IReadOnlyList<BlockArray> arrays, Codebook codebook)
    {
        _arrays = arrays;
        _areSet = arrays.All(a => a.Codes is not null);
        var used = new bool[codebook.Count];
        if (!_areSet)
        {
            Array.Fill(used, true);
        }

        foreach (BlockArray array in _areSet ? arrays : [])
        {
            foreach (ushort code in array.Codes!)
            {
                used[code] = true;
            }
        }

        int[] codes = [.. Enumerable.Range(0, used.Length).Where(code => used[code]).DefaultIfEmpty(0)];
        _place = new int[used.Length];
        _values = new Rational[codes.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            _place[codes[i]] = i;
            _values[i] = codebook[codes[i]];
        }

        Weights = new(_values.Min(), _values.Max());
        IsDyadic = _values.All(v => v.IsDyadic);
        Coarseness = _values.Max(v => FractionBits.Coarseness(v) ?? 0);
    }

    /// <summary>The weights that slots hold.</summary>
    public ValueRange Weights { get; }

    /// <summary>True when all of them are dyadic.</summary>
    public bool IsDyadic { get; }

    /// <summary>e such that all of them are multiples of 2^-e.</summary>
    public int Coarseness { get; }

    /// <summary>True when double precision adds up the coefficients of a unit without rounding.</summary>
    public bool IsExact(CollapsedUnit unit) => IsDyadic && unit.Terms.Where(t => t.IsOpen).All(t =>
        (Rational.Abs(t.Coefficient) + (t.Slots.Count * Weights.Magnitude)) * Dyadic.PowerOfTwo(
            Math.Max(Coarseness, FractionBits.Coarseness(t.Coefficient) ?? 0)) <= Dyadic.PowerOfTwo(53));

    /// <summary>All partial sums of a unit in all copies.</summary>
    public ValueRange Of(CollapsedUnit unit, IReadOnlyList<RangedValue> before)
    {
        ValueRange sum = new ValueRange(unit.Bias, unit.Bias).WithZero();
        foreach (Connection term in unit.Terms.Where(t => !t.IsOpen))
        {
            sum += (term.Coefficient * before[term.Source].Range).WithZero();
        }

        Connection[] open = [.. unit.Terms.Where(t => t.IsOpen)];
        ValueRange[] any = [.. open.Select(t => Coefficient(t) * before[t.Source].Range).Select(r => r.WithZero())];
        ValueRange hull = any.Aggregate((a, b) => a + b);
        bool readable = _areSet && open.All(t => Math.Pow(_values.Length, t.Slots.Count) <= MostWays);
        return sum + (readable && !hull.Magnitude.IsZero ? OverCopies(open, before, hull.Magnitude) : hull);
    }

    private ValueRange Coefficient(Connection term) => (term.Slots.Count * Weights).Plus(term.Coefficient);

    // In whole multiples of a power of two that is small beside the sum, rounded outwards.
    private ValueRange OverCopies(Connection[] open, IReadOnlyList<RangedValue> before, Rational magnitude)
    {
        int shift = FixedPointBits - (int)(magnitude.Numerator.GetBitLength() - magnitude.Denominator.GetBitLength());
        Rational scale = Dyadic.PowerOfTwo(shift);
        TermTable[] tables = [.. open.Select(t => Table(t, scale * before[t.Source].Range.WithZero()))];
        long lowest = 0, highest = 0;
        foreach (BlockArray array in _arrays)
        {
            for (long copy = 0; copy < array.Copies; copy++)
            {
                (long low, long high) = Sum(tables, array.CopyCodes(copy));
                lowest = Math.Min(lowest, low);
                highest = Math.Max(highest, high);
            }
        }

        return new(Rational.Create(lowest, 1) / scale, Rational.Create(highest, 1) / scale);
    }

    private (long Low, long High) Sum(TermTable[] tables, ReadOnlySpan<ushort> codes)
    {
        long low = 0, high = 0;
        foreach (TermTable table in tables)
        {
            int way = 0;
            foreach (int slot in table.Slots)
            {
                way = (way * _values.Length) + _place[codes[slot]];
            }

            low += table.Low[way];
            high += table.High[way];
        }

        return (low, high);
    }

    // The ways are numbered with the last slot running fastest.
    private TermTable Table(Connection term, ValueRange value)
    {
        Rational[] coefficients = term.Slots.Aggregate((Rational[])[term.Coefficient], (sums, _) => [.. sums.SelectMany(s => _values.Select(v => s + v))]);
        ValueRange[] products = [.. coefficients.Select(c => c * value)];
        return new([.. term.Slots], [.. products.Select(p => (long)p.Low.Floor())], [.. products.Select(p => -(long)(-p.High).Floor())]);
    }

    /// <summary>What a term comes to at least and at most, for each way of filling its slots.</summary>
    private sealed record TermTable(int[] Slots, long[] Low, long[] High);
}
