using CsCheck;
using FluentAssertions;
using QuantRelu.Benchmarks;
using QuantRelu.Benchmarks.Truth;
using QuantRelu.Evaluation;
using QuantRelu.Formats.VnnLib;
using QuantRelu.Tests.Analysis.Regions;
using Xunit;

namespace QuantRelu.Tests.Benchmarks;

/// <summary>Inputs of float32 numbers that answer a question: the nearest, one, or a proof that there is none.</summary>
public class Float32SearchTests
{
    private static readonly Rational Third = Rational.Create(1, 3);

    // 1 - |3u - 1|: 1 at 1/3 alone.
    private static Network Peak => DenseNetworks.Of(1, DenseNetworks.Rows([3, -1], [-3, 1]), DenseNetworks.Rows([-1, -1, 1]));

    [Fact]
    public void Where_the_extremum_is_attained_at_one_third_alone_no_float32_number_attains_it()
    {
        (Float32Knowledge knowledge, Witness? found) = Search(Peak, 1);
        (knowledge, found).Should().Be((Float32Knowledge.NoneExists, null));
    }

    [Fact]
    public void Where_a_margin_leaves_room_the_float32_number_nearest_to_the_exact_witness_is_found()
    {
        (Float32Knowledge knowledge, Witness? found) = Search(Peak, 1 - Rational.Create(1, 1 << 23));
        knowledge.Should().Be(Float32Knowledge.Nearest);
        found!.Input.Should().Equal((Rational)Dyadic.FromDouble(1f / 3));
        found.Output.Should().Be(1 - (3 * Rational.Abs(found.Input[0] - Third)));
    }

    [Fact]
    public void A_number_that_is_found_is_an_answer_and_no_float32_number_between_it_and_the_exact_witness_is_one() =>
        Gen.Select(DenseNetworks.Any(1), Gen.Int[1, 30]).Sample((network, margin) =>
        {
            var range = KnownRange.Of(network, Domain.Unit(1));
            Rational threshold = Dyadic.FromDouble((double)(range.Summary.Maximum - Rational.Create(margin, 1 << 26)));
            (Float32Knowledge knowledge, Witness? found) = Float32Search.Of(range, Question(range.Box, threshold), range.Summary.MaximumAt);
            float nearest = (float)(double)range.Summary.MaximumAt[0];
            float[] near = [.. new[] { MathF.BitDecrement(nearest), nearest, MathF.BitIncrement(nearest) }.Where(u => u is >= 0 and <= 1)];
            Rational[] answers = [.. near.Select(u => (Rational)Dyadic.FromDouble(u)).Where(u => ExactEvaluator.Evaluate(network, [u])[0] >= threshold)];
            if (found is null)
            {
                return knowledge == Float32Knowledge.NoneExists && answers.Length == 0;
            }

            Rational away = Rational.Abs(found.Input[0] - range.Summary.MaximumAt[0]);
            return knowledge == Float32Knowledge.Nearest && found.Output == ExactEvaluator.Evaluate(network, found.Input)[0] && found.Output >= threshold
                && answers.All(u => Rational.Abs(u - range.Summary.MaximumAt[0]) >= away);
        }, iter: 200, threads: 1);

    [Fact]
    public void Of_several_inputs_what_is_found_is_an_answer_and_nothing_is_said_where_nothing_is_found() =>
        Gen.Select(DenseNetworks.Any(2), Gen.Int[0, 30]).Sample((network, margin) =>
        {
            var range = KnownRange.Of(network, Domain.Unit(2));
            Rational threshold = Dyadic.FromDouble((double)(range.Summary.Maximum - Rational.Create(margin, 1 << 20)));
            if (threshold > range.Summary.Maximum)
            {
                return true;
            }

            (Float32Knowledge knowledge, Witness? found) = Float32Search.Of(range, Question(range.Box, threshold), range.Summary.MaximumAt);
            return found is null
                ? knowledge == Float32Knowledge.NotFound
                : found.Input.All(u => (Rational)Dyadic.FromDouble((float)(double)u) == u && u.Sign >= 0 && u <= 1)
                    && found.Output == ExactEvaluator.Evaluate(network, found.Input)[0] && found.Output >= threshold;
        }, iter: 100, threads: 1);

    private static VerificationQuery Question(Domain box, Rational threshold) => new(box, 1, [new OutputCondition(0, OutputRelation.AtLeast, threshold)]);

    private static (Float32Knowledge Knowledge, Witness? Found) Search(Network network, Rational threshold)
    {
        var range = KnownRange.Of(network, Domain.Unit(1));
        range.Summary.MaximumAt.Should().Equal(Third);
        return Float32Search.Of(range, Question(range.Box, threshold), range.Summary.MaximumAt);
    }
}
