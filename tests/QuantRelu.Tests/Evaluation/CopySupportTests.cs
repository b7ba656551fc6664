using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Constructions.Paper;
using QuantRelu.Evaluation.Fast;
using Xunit;

namespace QuantRelu.Tests.Evaluation;

public class CopySupportTests
{
    // Grids of 8 or 16 intervals on one or two axes.
    private static readonly Gen<Network> Grids = Gen.Select(Gen.Int[1, 2], Gen.Int[3, 4], Codebooks.Any, Gen.Int).Select((d, logGrid, book, seed) =>
        SampleNetworks.Random(new FunctionIndependentParameters(d, 1, d == 1 ? logGrid : 3, 1, 4), 0, book, seed));

    [Fact]
    public void Copies_are_left_out_where_they_are_0_and_no_bit_changes() =>
        Gen.Select(Grids, Gen.Double[0, 1].Array[80], Gen.Double[0, 1].Array[2]).Sample((network, all, at) =>
        {
            StageKernel[] stages = Stages(network), found = StageSupports.Find(stages);
            CopySupports[] supports = [.. found[1].Arrays.Select(a => a.Supports).OfType<CopySupports>()];
            double[] points = [.. all, .. supports.SelectMany(s => Ends(s).SelectMany(u => Point(network.Inputs, s.Axis, u, at)))];
            double[] expected = [.. points.Chunk(network.Inputs).Select(u => CollapsedReference.Evaluate(network, u))];
            var evaluator = new ChunkEvaluator(found);
            return supports.Length == network.Inputs
                && evaluator.Evaluate(points, 1, null, default).SequenceEqual(expected)
                && points.Chunk(network.Inputs).Take(20).Select(u => evaluator.Evaluate(u)).SequenceEqual(expected.Take(20));
        }, iter: 6);

    [Fact]
    public void Supports_are_those_of_the_hats_of_the_grid_and_little_more()
    {
        // h(3N(x - m/N)) is 0 where |x - m/N| ≥ 2/(3N).
        Network network = SampleNetworks.Random(new FunctionIndependentParameters(1, 1, 4, 1, 4), 0, Codebook.Halves, 1);
        CopySupports supports = StageSupports.Find(Stages(network))[1].Arrays[0].Supports!;
        for (int m = 1; m < 16; m++)
        {
            supports.Low[m].Should().BeInRange(((m - (2.0 / 3)) / 16) - (1.0 / 512), (m - (2.0 / 3)) / 16);
            supports.High[m].Should().BeInRange((m + (2.0 / 3)) / 16, ((m + (2.0 / 3)) / 16) + (1.0 / 512));
        }
    }

    [Fact]
    public void The_evaluator_looks_for_supports_after_some_points_and_its_values_stay_the_same() =>
        Gen.Select(Grids, Gen.Double[0, 1].Array[600]).Sample((network, points) =>
        {
            var fast = new FastEvaluator(network);
            double[] before = [.. points.Chunk(network.Inputs).Take(100).Select(u => fast.Evaluate(u))];
            ImmutableArray<double> values = fast.EvaluateAll(points);
            return values.Take(100).SequenceEqual(before) && values.SequenceEqual(fast.EvaluateAll(points));
        }, iter: 5);

    // Both ends of every copy and the doubles beside them.
    private static IEnumerable<double> Ends(CopySupports supports) => supports.Low.Concat(supports.High)
        .SelectMany(u => new[] { Math.BitDecrement(u), u, Math.BitIncrement(u) }).Where(u => u is >= 0 and <= 1 && UsualPoints.Contains([u]));

    private static IEnumerable<double> Point(int inputs, int axis, double u, double[] others) =>
        Enumerable.Range(0, inputs).Select(i => i == axis ? u : others[i]);

    private static StageKernel[] Stages(Network network)
    {
        var collapsed = CollapsedNetwork.Of(network);
        var gates = BlockGates.Of(collapsed);
        int Place(int s, int a, int input) => Array.IndexOf(collapsed.Stages[s].Arrays[a].Representative, input);
        return StageKernel.Of(collapsed, (s, a) => [.. gates.Of(s, a).Select(i => Place(s, a, i))], fuses: true);
    }
}
