using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Evaluation.Fast;
using QuantRelu.Graph;
using QuantRelu.Tests.Certification;
using Xunit;

namespace QuantRelu.Tests.Evaluation;

/// <summary>
/// Every way in which networks are evaluated fast: as many points as a chunk has, one less and one more; anywhere, in any order, on one to four threads.
/// </summary>
public class FastPathTests
{
    private static readonly Gen<Network> Networks = Gen.OneOf(ManyCopies.Columns, ManyCopies.Gated, SampleNetworks.Any, RandomNetworks.Any);

    // Up to beyond two chunks.
    private static readonly Gen<int> Counts = Gen.OneOf(Gen.Int[0, 5], OneOf(15, 16, 17, 63, 64, 65, 127, 128, 129, 150));

    // Evenly spread, all in one place, or on the borders of a grid of eight; repeated ones are among the last two kinds.
    private static readonly Gen<double[]> Coordinates = Gen.OneOf(
        Gen.Double[0, 1].Array[300],
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 3].Array[300]).Select((u, steps) => steps.Select(s => Math.Min(1, u + (s * 1e-3))).ToArray()),
        Gen.Int[0, 8].Array[300].Select(k => k.Select(i => i / 8.0).ToArray()));

    [Fact]
    public void Every_value_is_rounded_as_the_collapsed_network_says_bit_for_bit_on_one_to_four_threads() =>
        Gen.Select(Networks, Coordinates, Counts).Sample((network, all, count) =>
        {
            double[] points = all[..(count * network.Inputs)];
            var fast = new FastEvaluator(network);
            double[] expected = [.. points.Chunk(network.Inputs).Select(u => CollapsedReference.Evaluate(network, u))];
            return Enumerable.Range(1, 4).All(threads => Bits(fast.EvaluateAll(points, threads)).SequenceEqual(Bits(expected)))
                && Bits(points.Chunk(network.Inputs).Take(5).Select(u => fast.Evaluate(u))).SequenceEqual(Bits(expected.Take(5)));
        }, iter: 40);

    [Fact]
    public void Where_the_analysis_says_that_doubles_are_exact_every_value_is_the_exact_one_bit_for_bit()
    {
        int exact = 0;
        Gen.Select(Gen.OneOf(ManyCopies.Columns, ManyCopies.Gated), Gen.Int[0, 64].Array[140]).Sample((network, at) =>
        {
            var fast = new FastEvaluator(network);
            if (!fast.Precision.IsExact(6))
            {
                return true;
            }

            Interlocked.Increment(ref exact);
            Rational[][] points = [.. at.Chunk(network.Inputs).Take(70).Select(u => u.Select(k => Rational.Create(k, 64)).ToArray())];
            ImmutableArray<double> values = fast.EvaluateAll(points.SelectMany(u => u).Select(u => (double)u).ToArray());
            int[] some = [0, 1, 15, 16, 63, 64, 69];
            return some.All(p => (Rational)Dyadic.FromDouble(values[p]) == ExactEvaluator.Evaluate(network, points[p])[0]
                && (Rational)Dyadic.FromDouble(fast.Evaluate([.. points[p].Select(u => (double)u)])) == ExactEvaluator.Evaluate(network, points[p])[0]);
        }, iter: 40);
        exact.Should().BeGreaterThan(8, "the property must have been tested");
    }

    [Fact]
    public void Points_outside_of_the_unit_cube_or_next_to_0_are_rounded_as_the_collapsed_network_says_too() =>
        Gen.Select(Networks, OneOf(-0.5, 1.5, -1e-300, 1e-310, 5e-324, 13 * 5e-324, 0, 0.25).Array[40]).Sample((network, points) =>
        {
            var fast = new FastEvaluator(network);
            double[] expected = [.. points.Chunk(network.Inputs).Select(u => CollapsedReference.Evaluate(network, u))];
            return Bits(fast.EvaluateAll(points)).SequenceEqual(Bits(expected))
                && Bits(points.Chunk(network.Inputs).Select(u => fast.Evaluate(u))).SequenceEqual(Bits(expected));
        }, iter: 40);

    [Fact]
    public void Halving_layer_by_layer_what_comes_below_the_normal_numbers_is_not_the_same_as_halving_at_once()
    {
        // 13·2^-1074 halved three times is 13 → 6 → 3 → 2, each to even; an eighth of it is nearest to 2, of 11·2^-1074 to 1 instead of 2.
        Block halving = new(1, [.. Enumerable.Repeat(new SparseLayer([0, 1], [0], [1], [SparseLayer.NoBias]), 4)]);
        var network = new Network(1, Codebook.Halves, [new Stage([BlockArray.Single(halving)])]);
        for (int k = 0; k < 64; k++)
        {
            double u = k * double.Epsilon, expected = u * 0.5 * 0.5 * 0.5 * 0.5;
            new FastEvaluator(network).Evaluate(u).Should().Be(expected, "of {0} smallest numbers", k);
        }
    }

    [Fact]
    public void Columns_that_share_their_inputs_are_recognized_and_so_are_gates_on_the_axes_of_a_grid()
    {
        var columns = SeededDraws.Of(ManyCopies.Columns, 20).Select(Stages).ToList();
        columns.Count(s => s[1].Arrays.Any(a => a.Shared is not null)).Should().BeGreaterThan(10);
        var gated = SeededDraws.Of(ManyCopies.Gated, 20).Select(Stages).ToList();
        gated.Count(s => s[1].Arrays.Any(a => a.Gates.Length == 2)).Should().BeGreaterThan(5);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static StageKernel[] Stages(Network network)
    {
        var collapsed = CollapsedNetwork.Of(network);
        var gates = QuantRelu.Analysis.BlockGates.Of(collapsed);
        int Place(int s, int a, int input) => Array.IndexOf(collapsed.Stages[s].Arrays[a].Representative, input);
        return StageKernel.Of(collapsed, (s, a) => [.. gates.Of(s, a).Select(i => Place(s, a, i))], fuses: true);
    }

    private static IEnumerable<long> Bits(IEnumerable<double> values) => values.Select(BitConverter.DoubleToInt64Bits);
}
