using QuantRelu.Evaluation.Collapsed;
using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Evaluation.Ranges;

/// <summary>
/// The sums of units whose coefficients differ from copy to copy: the least and the greatest partial sum over all copies, by the codes of every copy;
/// or over everything that the codes could be, while they are not set.
/// </summary>
internal sealed class OpenSums
{
    private const int MostSlots = 4;
    private const int FixedPointBits = 50;
    private readonly IReadOnlyList<BlockArray> _arrays;
    private readonly Codebook _codebook;

    public OpenSums(IReadOnlyList<BlockArray> arrays, Codebook codebook)
    {
        _arrays = arrays;
        _codebook = codebook;
        var used = new bool[codebook.Count];
        bool all = arrays.Any(a => a.Codes is null);
        foreach (ushort code in all ? [] : arrays.SelectMany(a => a.Codes!))
        {
            used[code] = true;
        }

        Rational[] values = [.. codebook.Values.Where((_, code) => all || used[code]).DefaultIfEmpty(codebook[0])];
        Weights = new(values.Min(), values.Max());
        IsDyadic = values.All(v => v.IsDyadic);
        Coarseness = values.Max(v => FractionBits.Coarseness(v) ?? 0);
    }

    /// <summary>The weights that slots hold.</summary>
    public ValueRange Weights { get; }

    /// <summary>True when all of them are dyadic.</summary>
    public bool IsDyadic { get; }

    /// <summary>e such that all of them are multiples of 2^-e.</summary>
    public int Coarseness { get; }

    /// <summary>All partial sums of a unit in all copies.</summary>
    public ValueRange Of(CollapsedUnit unit, RangedValue[] before)
    {
        ValueRange sum = new ValueRange(unit.Bias, unit.Bias).WithZero();
        foreach (Connection term in unit.Terms.Where(t => !t.IsOpen))
        {
            sum += (term.Coefficient * before[term.Source].Range).WithZero();
        }

        Connection[] open = [.. unit.Terms.Where(t => t.IsOpen)];
        ValueRange[] any = [.. open.Select(t => Coefficient(t) * before[t.Source].Range).Select(r => r.WithZero())];
        ValueRange hull = any.Aggregate((a, b) => a + b);
        bool readable = _arrays.All(a => a.Codes is not null) && open.All(t => t.Slots.Count <= MostSlots);
        return sum + (readable && !hull.Magnitude.IsZero ? OverCopies(open, before, hull.Magnitude) : hull);
    }

    private ValueRange Coefficient(Connection term) => (term.Slots.Count * Weights).Plus(term.Coefficient);

    // In whole multiples of a power of two that is small beside the sum, rounded outwards.
    private ValueRange OverCopies(Connection[] open, RangedValue[] before, Rational magnitude)
    {
        int shift = FixedPointBits - (int)(magnitude.Numerator.GetBitLength() - magnitude.Denominator.GetBitLength());
        Rational scale = Dyadic.PowerOfTwo(shift);
        Dictionary<ulong, (long Low, long High)>[] known = [.. open.Select(_ => new Dictionary<ulong, (long, long)>())];
        long lowest = 0, highest = 0;
        foreach (BlockArray array in _arrays)
        {
            for (long copy = 0; copy < array.Copies; copy++)
            {
                ReadOnlySpan<ushort> codes = array.CopyCodes(copy);
                long low = 0, high = 0;
                for (int k = 0; k < open.Length; k++)
                {
                    ulong key = Pack(codes, open[k].Slots);
                    if (!known[k].TryGetValue(key, out (long Low, long High) term))
                    {
                        known[k][key] = term = Term(open[k], codes, before[open[k].Source].Range, scale);
                    }

                    low += term.Low;
                    high += term.High;
                }

                lowest = Math.Min(lowest, low);
                highest = Math.Max(highest, high);
            }
        }

        return new(Rational.Create(lowest, 1) / scale, Rational.Create(highest, 1) / scale);
    }

    private (long Low, long High) Term(Connection term, ReadOnlySpan<ushort> codes, ValueRange value, Rational scale)
    {
        Rational coefficient = term.Coefficient;
        foreach (int slot in term.Slots)
        {
            coefficient += _codebook[codes[slot]];
        }

        ValueRange product = (coefficient * scale) * value.WithZero();
        return ((long)product.Low.Floor(), -(long)(-product.High).Floor());
    }

    private static ulong Pack(ReadOnlySpan<ushort> codes, IReadOnlyList<int> slots)
    {
        ulong key = 0;
        for (int i = 0; i < slots.Count; i++)
        {
            key = (key << 16) | codes[slots[i]];
        }

        return key;
    }
}
