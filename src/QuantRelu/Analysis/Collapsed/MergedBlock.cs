using System.Runtime.InteropServices;
using QuantRelu.Graph;

namespace QuantRelu.Analysis.Collapsed;

/// <summary>
/// A collapsed block whose open connections have one slot each, which holds the sum that the connection's slots come to; connections with equal sums
/// in every copy share it. Units and inputs that nothing reads are left out.
/// </summary>
internal sealed class MergedBlock
{
    private readonly List<IReadOnlyList<MergedUnit>> _layers = [];

    // For each slot what it holds, array by array and copy by copy.
    private readonly List<Rational[]> _slots = [];
    private readonly Dictionary<CollapsedArray, int> _firstCopy = new(ReferenceEqualityComparer.Instance);

    /// <summary>Merges a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="arrays">Every array of it in its stage.</param>
    /// <param name="codebook">The values of their codes.</param>
    public MergedBlock(CollapsedBlock block, IReadOnlyList<CollapsedArray> arrays, Codebook codebook)
    {
        int copies = 0;
        bool isOpen = block.Layers.Any(l => l.Any(u => u.Terms.Any(t => t.IsOpen)));
        foreach (CollapsedArray array in isOpen ? arrays : [])
        {
            _firstCopy[array] = copies;
            copies = checked(copies + (int)array.Array.Copies);
        }

        var known = new Dictionary<Rational[], int>(new SameSums());
        MergedUnit[][] layers = [.. block.Layers.Select(l => l.Select(u => Unit(u, arrays, copies, codebook, known)).ToArray())];
        _layers.AddRange(layers);
        Inputs = [.. Enumerable.Range(0, block.Inputs)];
        Prune();
    }

    /// <summary>The inputs of the collapsed block that are left.</summary>
    public IReadOnlyList<int> Inputs { get; private set; }

    /// <summary>The same text for outputs that are the same sums.</summary>
    public IEnumerable<string> OutputKeys => _layers[^1].Select(u => u.Key);

    /// <summary>All weights and biases.</summary>
    public IEnumerable<Rational> Values => _layers.SelectMany(l => l)
        .SelectMany(u => u.Terms.Where(t => t.Slot is null).Select(t => t.Weight).Append(u.Bias).Where(v => !v.IsZero))
        .Concat(_slots.SelectMany(s => s)).Distinct();

    /// <summary>Leaves some of the outputs alone.</summary>
    public void Keep(IReadOnlyList<int> outputs)
    {
        _layers[^1] = [.. outputs.Select(o => _layers[^1][o])];
        Prune();
    }

    /// <summary>The block over a codebook that holds them.</summary>
    public Block Over(Codebook codebook) => new(Inputs.Count, [.. _layers.Select(l => Layer(l, codebook))], _slots.Count);

    /// <summary>What the slots of the copies of an array hold.</summary>
    public ImmutableArray<ushort>? Codes(CollapsedArray array, Codebook codebook)
    {
        if (_slots.Count == 0)
        {
            return null;
        }

        int copies = (int)array.Array.Copies, first = _firstCopy[array];
        var codes = new ushort[checked(copies * _slots.Count)];
        for (int s = 0; s < _slots.Count; s++)
        {
            for (int copy = 0; copy < copies; copy++)
            {
                codes[(copy * _slots.Count) + s] = (ushort)codebook.CodeOf(_slots[s][first + copy]);
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(codes);
    }

    private static SparseLayer Layer(IReadOnlyList<MergedUnit> units, Codebook codebook)
    {
        MergedTerm[][] rows = [.. units.Select(u => u.Terms.OrderBy(t => t.Source).ToArray())];
        int[] starts = new int[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++)
        {
            starts[i + 1] = starts[i] + rows[i].Length;
        }

        MergedTerm[] terms = [.. rows.SelectMany(r => r)];
        return new SparseLayer(
            [.. starts],
            [.. terms.Select(t => t.Source)],
            [.. terms.Select(t => t.Slot is { } slot ? SparseLayer.Slot(slot) : codebook.CodeOf(t.Weight))],
            [.. units.Select(u => u.Bias.IsZero ? SparseLayer.NoBias : codebook.CodeOf(u.Bias))]);
    }

    private MergedUnit Unit(CollapsedUnit unit, IReadOnlyList<CollapsedArray> arrays, int copies, Codebook codebook, Dictionary<Rational[], int> known) =>
        new(
            [
                .. unit.Terms.Select(t => t.IsOpen ? Open(t, arrays, copies, codebook, known) : new(t.Source, t.Coefficient, null))
                    .Where(t => t.Slot is not null || !t.Weight.IsZero),
            ],
            unit.Bias);

    // A sum that is the same in all copies is a weight like any other.
    private MergedTerm Open(Connection term, IReadOnlyList<CollapsedArray> arrays, int copies, Codebook codebook, Dictionary<Rational[], int> known)
    {
        var sums = new Rational[copies];
        foreach (CollapsedArray array in arrays)
        {
            int first = _firstCopy[array], count = (int)array.Array.Copies;
            for (int copy = 0; copy < count; copy++)
            {
                ReadOnlySpan<ushort> codes = array.Array.CopyCodes(copy);
                Rational sum = term.Coefficient;
                foreach (int slot in term.Slots)
                {
                    sum += codebook[codes[slot]];
                }

                sums[first + copy] = sum;
            }
        }

        if (sums.AsSpan().IndexOfAnyExcept(sums[0]) < 0)
        {
            return new(term.Source, sums[0], null);
        }

        if (!known.TryGetValue(sums, out int number))
        {
            known[sums] = number = _slots.Count;
            _slots.Add(sums);
        }

        return new(term.Source, default, number);
    }

    // From the last layer to the first: what is read stays, renumbered.
    private void Prune()
    {
        for (int l = _layers.Count - 1; l >= 0; l--)
        {
            int[] read = [.. _layers[l].SelectMany(u => u.Terms).Select(t => t.Source).Distinct().Order()];
            _layers[l] = [.. _layers[l].Select(u => u with { Terms = [.. u.Terms.Select(t => t with { Source = Array.BinarySearch(read, t.Source) })] })];
            if (l > 0)
            {
                _layers[l - 1] = [.. read.Select(i => _layers[l - 1][i])];
            }
            else
            {
                Inputs = [.. read.Select(i => Inputs[i])];
            }
        }

        PruneSlots();
    }

    private void PruneSlots()
    {
        int[] used = [.. _layers.SelectMany(l => l).SelectMany(u => u.Terms).Where(t => t.Slot is not null).Select(t => t.Slot!.Value).Distinct().Order()];
        for (int l = 0; l < _layers.Count; l++)
        {
            _layers[l] = [.. _layers[l].Select(u => u with { Terms = [.. u.Terms.Select(Renumbered)] })];
        }

        Rational[][] sums = [.. used.Select(s => _slots[s])];
        _slots.Clear();
        _slots.AddRange(sums);

        MergedTerm Renumbered(MergedTerm term) => term.Slot is { } slot ? term with { Slot = Array.BinarySearch(used, slot) } : term;
    }

    /// <summary>A connection with its weight, or the slot that holds it.</summary>
    private readonly record struct MergedTerm(int Source, Rational Weight, int? Slot);

    private sealed record MergedUnit(IReadOnlyList<MergedTerm> Terms, Rational Bias)
    {
        /// <summary>The same text for the same sum.</summary>
        public string Key => string.Join(';', Terms.OrderBy(t => t.Source).Select(t => $"{t.Source}*{t.Weight}/{t.Slot}")) + "|" + Bias;
    }

    /// <summary>Lists of sums are equal when their numbers are.</summary>
    private sealed class SameSums : IEqualityComparer<Rational[]>
    {
        public bool Equals(Rational[]? x, Rational[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(Rational[] sums) => sums.Aggregate(sums.Length, HashCode.Combine);
    }
}
