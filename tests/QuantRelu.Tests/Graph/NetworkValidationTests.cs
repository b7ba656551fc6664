using CsCheck;
using FluentAssertions;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Graph;

/// <summary>The validator is shown networks that break one rule each, and random wirings beside an enumeration of all their connections.</summary>
public class NetworkValidationTests
{
    // One unit that adds up two inputs, over ±1/2.
    private static readonly SparseLayer Sum = Layer([[(0, 0), (1, 1)]]);

    private static readonly Gen<Wiring> Wirings =
        from radices in Gen.Long[1, 3].Array[0, 2]
        from inputs in Gen.Int[1, 3]
        from bases in Gen.Long[-1, 6].Array[inputs]
        from strides in Gen.Long[-2, 2].Array[radices.Length].Array[inputs]
        from rows in Gen.Bool.Array[inputs].Array[1, 2]
        from chosen in Gen.Bool.Array[9]
        select new Wiring(radices, bases, strides, rows, [.. Enumerable.Range(0, (int)radices.Aggregate(1L, (a, b) => a * b)).Where(i => chosen[i])]);

    [Fact]
    public void A_network_that_keeps_every_rule_breaks_none() => Broken(Single(Sum)).Should().BeEmpty();

    [Fact]
    public void A_weight_is_a_value_of_the_codebook() =>
        Broken(Single(Layer([[(0, 0), (1, 2)]]))).Should().Equal("stage 1, array 1: layer 1: weight code 2 is outside 0..1");

    [Fact]
    public void A_bias_is_a_value_of_the_codebook_or_none()
    {
        Broken(Single(Layer([[(0, 0)]], bias: 2))).Should().Equal("stage 1, array 1: layer 1: bias code 2 is outside 0..1");
        Broken(Single(Layer([[(0, 0)]], bias: -2))).Should().Equal("stage 1, array 1: layer 1: bias code -2 is outside 0..1");
        Broken(Single(Layer([[(0, 0)]], bias: 1))).Should().BeEmpty();
    }

    [Fact]
    public void A_slot_is_one_of_the_block() =>
        Broken(new BlockArray(new Block(2, [Layer([[(0, SparseLayer.Slot(0)), (1, SparseLayer.Slot(1))]])], slots: 1), [], [0, 1], [[], []], [1]))
            .Should().Equal("stage 1, array 1: layer 1: slot 1 is outside 0..0");

    [Fact]
    public void What_a_slot_holds_is_a_value_of_the_codebook()
    {
        var block = new Block(2, [Layer([[(0, SparseLayer.Slot(0)), (1, SparseLayer.Slot(1))]])], slots: 2);
        Broken(new BlockArray(block, [2], [0, 1], [[0], [0]], [0, 1, 1, 2])).Should().Equal("stage 1, array 1: copy 1: the code 2 in slot 1 is outside 0..1");
        Broken(new BlockArray(block, [2], [0, 1], [[0], [0]], [0, 1, 1, 0])).Should().BeEmpty();
        Broken(new BlockArray(block, [2], [0, 1], [[0], [0]])).Should().BeEmpty("it is a topology, for which no target has been chosen");
    }

    [Theory]
    [InlineData(-1, 0, "-1 to -1")]
    [InlineData(2, 0, "2 to 2")]
    [InlineData(0, 2, "0 to 2")]
    [InlineData(1, -2, "-1 to 1")]
    public void A_unit_reads_only_units_of_the_layer_before(long start, long stride, string units) =>
        Broken(new BlockArray(new Block(1, [Layer([[(0, 0)]])]), [2], [start], [[stride]]))
            .Should().Equal($"stage 1, array 1: block input 0 reads units {units}; the layer before has units 0 to 1");

    [Fact]
    public void The_layer_before_is_the_last_of_the_stage_before_where_all_copies_of_a_sum_are_one()
    {
        var pair = new Block(1, [Layer([[(0, 0)]]), Layer([[(0, 1)]])]);
        var copies = new BlockArray(pair, [2], [0], [[1]]);
        Network After(Stage before) => new(2, Codebook.Halves, [before, new Stage([BlockArray.Single(new Block(2, [Sum]))])]);
        After(new Stage([copies])).Validate().Should().BeEmpty();
        After(new Stage([copies], sums: true)).Validate().Select(v => $"{v}").Should()
            .Equal("stage 2, array 1: block input 1 reads units 1 to 1; the layer before has units 0 to 0");
    }

    [Fact]
    public void Two_units_are_connected_at_most_once() =>
        Broken(new BlockArray(new Block(2, [Sum]), [], [1, 1], [[], []]))
            .Should().Equal("stage 1, array 1: layer 1, unit 0: block inputs 0 and 1 are one unit in some copy, so the two are connected twice");

    [Fact]
    public void Two_units_are_connected_at_most_once_in_every_copy()
    {
        // Copy k reads units k and 1 - k, or k and 2 - 2k: the same one in no copy; k and 2k: in copy 0.
        var block = new Block(2, [Sum]);
        Broken(new BlockArray(block, [2], [0, 1], [[1], [-1]])).Should().BeEmpty();
        Broken(new BlockArray(block, [2], [0, 2], [[1], [-2]]), inputs: 3).Should().BeEmpty();
        Broken(new BlockArray(block, [2], [0, 0], [[1], [2]]), inputs: 3).Should().ContainSingle().Which.Should().Contain("connected twice");
        Broken(new BlockArray(block, [2], [0, 0], [[1], [2]], selection: [1]), inputs: 3).Should().BeEmpty("copy 0 is not there");
    }

    [Fact]
    public void An_array_too_large_to_be_looked_at_copy_by_copy_is_refused_where_its_inputs_may_meet()
    {
        // Copy k reads units k and 2^22 - 2k - 1, which are the same for no whole k.
        const long copies = 1 << 21;
        Broken(new BlockArray(new Block(2, [Sum]), [copies], [0, (2 * copies) - 1], [[1], [-2]]), inputs: 2 * (int)copies)
            .Should().ContainSingle().Which.Should().Contain("connected twice");
    }

    [Fact]
    public void Random_wirings_break_the_rules_that_their_connections_break() => Wirings.Sample(
        wiring =>
        {
            const int inputs = 6;
            string[] found = Broken(wiring.Array(), inputs);
            return wiring.LeavesTheLayer(inputs) ? found.Length > 0 && found.All(m => m.Contains(" reads units ", StringComparison.Ordinal))
                : wiring.ConnectsTwice() ? found.Length > 0 && found.All(m => m.EndsWith("connected twice", StringComparison.Ordinal))
                : found.Length == 0;
        },
        iter: 5000);

    [Fact]
    public void What_no_network_can_be_made_of_is_refused_at_once()
    {
        Refuses(() => new Block(2, []), "at least one layer");
        Refuses(() => new Block(1, [Sum]), "column 1 is outside 0..0");
        Refuses(() => new Block(2, [Layer([[(1, 0), (0, 0)]])]), "not ascending");
        Refuses(() => new Block(2, [Layer([[(1, 0), (1, 1)]])]), "stands twice");
        Refuses(() => new SparseLayer([0, 2], [0], [0], [SparseLayer.NoBias]), "do not fit together");
        Refuses(() => new SparseLayer([0, 2, 1], [0], [0], [SparseLayer.NoBias, SparseLayer.NoBias]), "Row start 2");
        var block = new Block(2, [Sum]);
        Refuses(() => new BlockArray(block, [], [0], [[]]), "does not fit a block with 2 inputs");
        Refuses(() => new BlockArray(block, [0], [0, 1], [[1], [1]]), "does not fit a block with 2 inputs");
        Refuses(() => new BlockArray(block, [2], [0, 1], [[0], [0]], selection: [1, 1]), "ascending");
        Refuses(() => new BlockArray(block, [2], [0, 1], [[0], [0]], selection: [2]), "ascending");
        Refuses(() => new BlockArray(block, [2], [0, 1], [[0], [0]], codes: [1]), "1 codes for 2 copies of 0 slots");
        Refuses(() => new Stage([]), "all of the same depth");
        Refuses(() => new Stage([BlockArray.Single(block), BlockArray.Single(new Block(2, [Sum, Layer([[(0, 0)]])]))]), "all of the same depth");
        Refuses(() => new Stage([new BlockArray(block, [2], [0, 1], [[0], [0]])], sums: true), "at least two layers");
        Refuses(() => new Network(2, Codebook.Halves, []), "at least one layer");
    }

    private static void Refuses(Func<object> create, string words) => create.Should().Throw<ArgumentException>().WithMessage($"*{words}*");

    private static string[] Broken(BlockArray array, int inputs = 2) =>
        [.. new Network(inputs, Codebook.Halves, [new Stage([array])]).Validate().Select(v => v.ToString())];

    private static BlockArray Single(SparseLayer layer) => BlockArray.Single(new Block(2, [layer]));

    // Rows of columns and codes.
    private static SparseLayer Layer((int Column, int Code)[][] rows, int bias = SparseLayer.NoBias) => new(
        [0, .. rows.Select((_, i) => rows.Take(i + 1).Sum(r => r.Length))],
        [.. rows.SelectMany(r => r).Select(c => c.Column)],
        [.. rows.SelectMany(r => r).Select(c => c.Code)],
        [.. rows.Select(_ => bias)]);

    // An array whose unit i is connected to the block inputs that Rows[i] names; Selection is empty for all points of the grid.
    private sealed record Wiring(long[] Radices, long[] Bases, long[][] Strides, bool[][] Rows, long[] Selection)
    {
        public BlockArray Array() => new(
            new Block(Bases.Length, [Layer([.. Rows.Select(row => row.Index().Where(r => r.Item).Select(r => (r.Index, 0)).ToArray())])]),
            [.. Radices],
            [.. Bases],
            [.. Strides.Select(s => s.ToImmutableArray())],
            selection: Selection.Length == 0 ? null : [.. Selection]);

        // An array is judged by its whole grid, whatever the selection leaves of it.
        public bool LeavesTheLayer(int before) => Points().SelectMany(Sources).Any(source => source < 0 || source >= before);

        public bool ConnectsTwice() => Points().Where((_, i) => Selection.Length == 0 || Selection.Contains(i)).Select(Sources)
            .Any(sources => Rows.Any(row => sources.Where((_, i) => row[i]).GroupBy(s => s).Any(g => g.Count() > 1)));

        // The points of the grid, the last digit running fastest.
        private IEnumerable<long[]> Points() => Radices.Aggregate(
            (IEnumerable<long[]>)[[]], (points, radix) => points.SelectMany(p => Enumerable.Range(0, (int)radix).Select(k => (long[])[.. p, k])));

        private long[] Sources(long[] point) => [.. Bases.Select((b, i) => b + point.Select((k, c) => k * Strides[i][c]).Sum())];
    }
}
