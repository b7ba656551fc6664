using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Certification;
using QuantRelu.Graph;
using QuantRelu.Tests.Certification;
using Xunit;

namespace QuantRelu.Tests.Evaluation;

public class EvaluationTests
{
    private static readonly Gen<int[]> Points = Gen.Int[0, 1 << 10].Array[12];

    private static Rational[] Point(Network network, int[] at, int number) =>
        Enumerable.Range(0, network.Inputs).Select(i => Rational.Create(at[(number * network.Inputs) + i], 1 << 10)).ToArray();

    [Fact]
    public void Exact_evaluation_on_blocks_equals_evaluation_on_the_flat_network() =>
        Gen.Select(SampleNetworks.Any, Gen.Int[0, 30].Array[2], Gen.Int[1, 30]).Sample((network, p, q) =>
        {
            Rational[] u = p.Take(network.Inputs).Select(k => Rational.Create(Math.Min(k, q), q)).ToArray();
            return ExactEvaluator.Evaluate(network, u)[0] == FlatReference.Evaluate(network, u);
        }, iter: 40);

    [Fact]
    public void Skipping_zero_blocks_changes_no_exact_value() =>
        Gen.Select(SampleNetworks.Any, Points).Sample((network, at) =>
            ExactEvaluator.Evaluate(network, Point(network, at, 0), BlockGates.Of(network))[0] == ExactEvaluator.Evaluate(network, Point(network, at, 0))[0],
            iter: 40);

    [Fact]
    public void Neither_does_it_in_random_networks_whose_copies_add_up_before_they_are_rectified() =>
        Gen.Select(RandomNetworks.Any, Points).Sample((network, at) =>
        {
            Rational[] u = Point(network, at, 0);
            Rational exact = ExactEvaluator.Evaluate(network, u)[0];
            double difference = (double)exact - new FastEvaluator(network).Evaluate(u.Select(x => (double)x).ToArray());
            return ExactEvaluator.Evaluate(network, u, BlockGates.Of(network))[0] == exact && Math.Abs(difference) <= 1e-9 * (1 + Math.Abs((double)exact));
        }, iter: 100);

    [Fact]
    public void A_negative_term_of_a_sum_is_not_taken_for_a_rectified_zero()
    {
        // a = u and b = 1 + u go into (a - b) + 2b: where a = 0 the first term is -b, not 0.
        var book = new Codebook([-1, 1, 2]);
        Stage entry = new([BlockArray.Single(new Block(1, [new SparseLayer([0, 1, 2], [0, 0], [1, 1], [SparseLayer.NoBias, 1])]))]);
        var hold = new SparseLayer([0, 1, 2], [0, 1], [1, 1], [SparseLayer.NoBias, SparseLayer.NoBias]);
        BlockArray difference = BlockArray.Single(new Block(2, [hold, new SparseLayer([0, 2], [0, 1], [1, 0], [SparseLayer.NoBias])]));
        BlockArray twice = BlockArray.Single(new Block(2, [hold, new SparseLayer([0, 1], [1], [2], [SparseLayer.NoBias])]));
        Stage output = new([BlockArray.Single(new Block(1, [new SparseLayer([0, 1], [0], [1], [SparseLayer.NoBias])]))]);
        var network = new Network(1, book, [entry, new Stage([difference, twice], sums: true), output]);
        BlockGates.Of(network).Of(1, 0).Should().BeEmpty();
        ExactEvaluator.Evaluate(network, [(Rational)0], BlockGates.Of(network))[0].Should().Be((Rational)1);
        new FastEvaluator(network).Evaluate(0).Should().Be(1);
        LinearPiece.Of(network).Should().ContainSingle().Which.Should().Be(new LinearPiece(0, 1, 1, 2));
    }

    [Fact]
    public void Skipping_zero_blocks_changes_no_bit_of_a_fast_value() =>
        Gen.Select(SampleNetworks.Any, Gen.Double[0, 1].Array[64]).Sample((network, at) =>
        {
            ImmutableArray<double> skipped = new FastEvaluator(network).EvaluateAll(at);
            return skipped.SequenceEqual(new FastEvaluator(network, skipZeroBlocks: false).EvaluateAll(at));
        }, iter: 40);

    [Fact]
    public void A_fast_value_depends_neither_on_threads_nor_on_the_other_points() =>
        Gen.Select(SampleNetworks.Any, Gen.Double[0, 1].Array[66]).Sample((network, at) =>
        {
            var fast = new FastEvaluator(network);
            ImmutableArray<double> all = fast.EvaluateAll(at, maxThreads: 2);
            double[] alone = Enumerable.Range(0, all.Length).Select(p => fast.Evaluate(at.AsSpan(p * network.Inputs, network.Inputs))).ToArray();
            return all.SequenceEqual(alone) && all.SequenceEqual(fast.EvaluateAll(at, maxThreads: 1));
        }, iter: 30);

    [Fact]
    public void A_fast_value_is_rounded_as_the_collapsed_network_says_bit_for_bit_whatever_stands_in_the_other_lanes() =>
        Gen.Select(SampleNetworks.Any, Gen.Double[0, 1].Array[74]).Sample((network, at) =>
        {
            ImmutableArray<double> all = new FastEvaluator(network).EvaluateAll(at);
            return all.SequenceEqual(at.Chunk(network.Inputs).Select(u => CollapsedReference.Evaluate(network, u)));
        }, iter: 30);

    [Fact]
    public void Where_the_analysis_says_that_doubles_are_exact_fast_equals_exact_bit_for_bit()
    {
        int exact = 0;
        Gen.Select(SampleNetworks.Any, Points).Sample((network, at) =>
        {
            var fast = new FastEvaluator(network);
            int bits = Math.Min(10, fast.Precision.ExactFractionBits);
            if (bits < 0)
            {
                return true;
            }

            Interlocked.Increment(ref exact);
            Rational[] u = Point(network, at, 0).Select(x => (Rational)x.ToDyadic().Round(bits)).ToArray();
            return Dyadic.FromDouble(fast.Evaluate(u.Select(x => (double)x).ToArray())) == ExactEvaluator.Evaluate(network, u)[0];
        }, iter: 100, threads: 1);

        // Three networks in four have exact bits (451 of 600): 20 or fewer among 100 are less likely than 10^-24.
        exact.Should().BeGreaterThan(20, "the property must have been tested");
    }

    [Fact]
    public void A_fast_value_is_close_to_the_exact_one_for_every_codebook() =>
        Gen.Select(SampleNetworks.Any, Points).Sample((network, at) =>
        {
            Rational[] u = Point(network, at, 0);
            double difference = (double)ExactEvaluator.Evaluate(network, u)[0] - new FastEvaluator(network).Evaluate(u.Select(x => (double)x).ToArray());
            return Math.Abs(difference) < 1e-9;
        }, iter: 60);

    [Fact]
    public void Fast_values_agree_with_sparse_matrices_of_a_linear_algebra_library() =>
        Gen.Select(SampleNetworks.Any, Gen.Double[0, 1].Array[4]).Sample((network, at) =>
        {
            double[] u = at.Take(network.Inputs).ToArray();
            return Math.Abs(new FastEvaluator(network).Evaluate(u) - new MatrixReference(network).Evaluate(u)) < 1e-9;
        }, iter: 30);

    [Fact]
    public void A_point_of_another_dimension_is_refused()
    {
        Network network = SampleNetworks.Random(new(2, 1, 1, 1, 4), 0, Codebook.Halves, 1);
        ((Action)(() => ExactEvaluator.Evaluate(network, Dyadic.Half))).Should().Throw<ArgumentException>().WithMessage("*1 coordinates*2 inputs*");
        ((Action)(() => new FastEvaluator(network).EvaluateAll(new double[3]))).Should().Throw<ArgumentException>().WithMessage("*3 coordinates*");
        ((Action)(() => new FastEvaluator(network).Evaluate(0, 0.5, 0, 0.5))).Should().Throw<ArgumentException>("two points are not one")
            .WithMessage("*4*2 inputs*");
    }
}
