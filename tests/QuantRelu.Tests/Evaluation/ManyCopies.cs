using CsCheck;
using QuantRelu.Graph;

namespace QuantRelu.Tests.Evaluation;

/// <summary>
/// Random networks whose middle stage has many copies on a grid of two axes: columns that share most of their inputs, or blocks min(a, b) with a gate on
/// each axis; of all grid points or of selected ones; with codes of their own; side by side or added up.
/// </summary>
internal static class ManyCopies
{
    /// <summary>Columns: one layer that reads many common units and two of its own.</summary>
    public static Gen<Network> Columns { get; } = Gen.Select(Gen.Int, Codebooks.Any).Select((seed, book) => Of(seed, book, columns: true));

    /// <summary>Blocks with two gates, which are 0 at many points.</summary>
    public static Gen<Network> Gated { get; } = Gen.Select(Gen.Int, Codebooks.Any).Select((seed, book) => Of(seed, book, columns: false));

    private static Network Of(int seed, Codebook book, bool columns)
    {
        var random = new Random(seed);
        int first = random.Next(1, 6), second = random.Next(2, 6), common = random.Next(16, 40), inputs = random.Next(1, 3);
        int width = first + second + (columns ? common : 0), outputs = random.Next(1, 3);
        Stage entry = new([BlockArray.Single(Random(random, inputs, [12, width], book, 3))]);
        bool sums = !columns && random.Next(2) == 0;
        Block Middle() => columns ? Column(random, common, outputs, book) : Minimum(random, outputs, book);
        Stage middle = new([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Array(random, book, first, second, Middle()))], sums);
        int units = sums ? middle.Arrays[0].Block.Outputs : middle.Arrays.Sum(a => (int)a.Copies * a.Block.Outputs);
        return new Network(inputs, book, [entry, middle, new Stage([BlockArray.Single(Random(random, units, [5, 1], book, 40))])]);
    }

    private static BlockArray Array(Random random, Codebook book, int first, int second, Block block)
    {
        int shared = block.Inputs - 2;
        ImmutableArray<long> bases = [.. Enumerable.Range(0, shared).Select(i => (long)(first + second + i)), 0, first];
        ImmutableArray<ImmutableArray<long>> strides = [.. Enumerable.Repeat<ImmutableArray<long>>([0, 0], shared), [1, 0], [0, 1]];
        long points = first * second;
        IEnumerable<int> selected = Enumerable.Range(0, (int)points).Where(p => p == 0 || random.Next(2) == 0);
        ImmutableArray<long>? selection = random.Next(2) == 0 ? null : [.. selected.Select(p => (long)p)];
        int copies = selection?.Length ?? (int)points;
        int codes = random.Next(2) == 0 ? 2 : book.Count;
        IEnumerable<ushort> drawn = Enumerable.Range(0, copies * block.Slots).Select(_ => (ushort)random.Next(codes));
        ImmutableArray<ushort>? own = block.Slots == 0 ? null : [.. drawn];
        return new BlockArray(block, [first, second], bases, strides, own, selection);
    }

    // One or two outputs, each the sum of common units with weights from slots, and of two units of the copy.
    private static Block Column(Random random, int common, int outputs, Codebook book)
    {
        int inputs = common + 2;
        int[] codes = [.. Enumerable.Range(0, outputs * inputs).Select(k => random.Next(4) > 0 ? SparseLayer.Slot(k) : random.Next(book.Count))];
        var layer = new SparseLayer(
            [.. Enumerable.Range(0, outputs + 1).Select(o => o * inputs)],
            [.. Enumerable.Range(0, outputs).SelectMany(_ => Enumerable.Range(0, inputs))],
            [.. codes],
            [.. Enumerable.Range(0, outputs).Select(_ => random.Next(-1, book.Count))]);
        return new Block(inputs, [layer], outputs * inputs);
    }

    // σ(wa) - σ(wa - vb), which is 0 where a or b is, times a weight from a slot.
    private static Block Minimum(Random random, int outputs, Codebook book)
    {
        int plus = book.Count - 1, minus = 0;
        var bends = new SparseLayer([0, 1, 3], [0, 0, 1], [plus, plus, minus], [SparseLayer.NoBias, SparseLayer.NoBias]);
        var difference = new SparseLayer([0, 2], [0, 1], [plus, minus], [SparseLayer.NoBias]);
        var weights = new SparseLayer(
            [.. Enumerable.Range(0, outputs + 1)],
            [.. Enumerable.Repeat(0, outputs)],
            [.. Enumerable.Range(0, outputs).Select(SparseLayer.Slot)],
            [.. Enumerable.Repeat(SparseLayer.NoBias, outputs)]);
        return new Block(2, [bends, difference, weights], outputs);
    }

    // Rows with few connections, so that many values are 0.
    private static Block Random(Random random, int inputs, int[] widths, Codebook book, int most)
    {
        var layers = new List<SparseLayer>();
        int before = inputs;
        foreach (int width in widths)
        {
            int[][] rows = [.. Enumerable.Range(0, width).Select(_ => Enumerable.Range(0, before).Where(_ => random.Next(before) < most).ToArray())];
            int end = 0;
            layers.Add(new SparseLayer(
                [0, .. rows.Select(r => end += r.Length)],
                [.. rows.SelectMany(r => r)],
                [.. rows.SelectMany(r => r).Select(_ => random.Next(book.Count))],
                [.. Enumerable.Range(0, width).Select(_ => random.Next(-2, book.Count) is var code && code < 0 ? SparseLayer.NoBias : code)]));
            before = width;
        }

        return new Block(inputs, layers);
    }
}
