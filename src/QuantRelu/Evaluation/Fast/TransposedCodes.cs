using System.Runtime.CompilerServices;
using QuantRelu.Graph;

namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// The coefficients of an array's open terms, term by term and there copy by copy: one bit each where every term has one slot and the slots hold two
/// codes only. Who needs few of the terms in all copies reads little memory then.
/// </summary>
internal sealed class TransposedCodes
{
    private const int WordBits = 64;
    private readonly BlockArray _array;
    private readonly OpenTerm[] _open;
    private readonly double[] _codes;
    private readonly ulong[]? _bits;
    private readonly int _words;

    // For each open term what it is where the bit is not set, and where it is.
    private readonly double[] _values = [];

    /// <summary>Transposes the codes of an array.</summary>
    /// <param name="array">The array, its codes set where there are open terms.</param>
    /// <param name="open">The open terms of its kernel.</param>
    /// <param name="codes">The values of codes.</param>
    public TransposedCodes(BlockArray array, OpenTerm[] open, double[] codes)
    {
        (_array, _open, _codes) = (array, open, codes);
        _words = ((int)array.Copies + WordBits - 1) / WordBits;
        if (open.Length > 0 && Array.TrueForAll(open, t => t.Slots.Length == 1) && Two(array.CopyCodes(0)[0]) is var (unset, set))
        {
            _values = [.. open.SelectMany(t => new[] { t.Fixed + codes[unset], t.Fixed + codes[set] })];
            _bits = Transpose(set);
        }
    }

    /// <summary>The coefficient of an open term, by its place among them, in a copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Coefficient(int open, int copy)
    {
        if (_bits is not null)
        {
            ulong bit = (_bits[(open * _words) + (int)((uint)copy / WordBits)] >> copy) & 1;
            return _values[(2 * open) + (int)bit];
        }

        return Coefficient(_open[open], _array.CopyCodes(copy), _codes);
    }

    /// <summary>The coefficient of an open term in the copy that has these codes.</summary>
    public static double Coefficient(OpenTerm term, ReadOnlySpan<ushort> copy, double[] codes)
    {
        double sum = term.Fixed;
        foreach (int slot in term.Slots)
        {
            sum += codes[copy[slot]];
        }

        return sum;
    }

    // The first code and the only other one, or null when there are more.
    private (ushort Unset, ushort Set)? Two(ushort first)
    {
        ReadOnlySpan<ushort> all = _array.Codes!.Value.AsSpan();
        int other = all.IndexOfAnyExcept(first);
        return other < 0 ? (first, first) : all.ContainsAnyExcept(first, all[other]) ? null : (first, all[other]);
    }

    // 64 copies at a time, whose codes then lie in a cache.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong[] Transpose(ushort set)
    {
        var bits = new ulong[_open.Length * _words];
        int slots = _array.Block.Slots, copies = (int)_array.Copies;
        ReadOnlySpan<ushort> codes = _array.Codes!.Value.AsSpan();
        for (int word = 0; word < _words; word++)
        {
            int first = word * WordBits, count = Math.Min(WordBits, copies - first);
            for (int t = 0; t < _open.Length; t++)
            {
                ReadOnlySpan<ushort> column = codes[((first * slots) + _open[t].Slots[0])..];
                ulong mask = 0;
                for (int i = 0; i < count; i++)
                {
                    mask |= column[i * slots] == set ? 1UL << i : 0;
                }

                bits[(t * _words) + word] = mask;
            }
        }

        return bits;
    }
}
