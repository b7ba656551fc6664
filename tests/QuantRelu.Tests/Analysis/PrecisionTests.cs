using CsCheck;
using FluentAssertions;
using QuantRelu.Activations;
using QuantRelu.Analysis;
using QuantRelu.Circuits;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Constructions;
using Xunit;

namespace QuantRelu.Tests.Analysis;

/// <summary>The ranges and bits of every layer, against the values of every unit.</summary>
public class PrecisionTests
{
    private const int Bits = 8;
    private static readonly CodebookFamily Halves = CodebookFamily.Halves;
    private static readonly Gen<int[]> Points = Gen.Int[0, 1 << Bits].Array[6];

    private static Gen<Activation> OneOf(params Activation[] activations) => Gen.Int[0, activations.Length - 1].Select(i => activations[i]);

    private static Rational[] Point(Network network, int[] at, int number) =>
        [.. Enumerable.Range(0, network.Inputs).Select(i => Rational.Create(at[(number * network.Inputs) + i], 1 << Bits))];

    private static void EveryValueFits(Network network, int[] at)
    {
        var precision = PrecisionAnalysis.Of(network);
        precision.Layers.Should().HaveCount(network.Count().Depth);
        for (int number = 0; number < at.Length / network.Inputs; number++)
        {
            LayerValues.Misfit(network, precision, Point(network, at, number), Bits).Should().BeNull();
        }
    }

    [Fact]
    public void Every_value_of_every_unit_fits_into_the_format_of_its_layer() =>
        Gen.Select(SampleNetworks.Any, Points).Sample(EveryValueFits, iter: 15);

    [Fact]
    public void So_does_every_value_of_a_network_that_depends_on_its_target() =>
        Gen.Select(LipschitzFunctions.Tame, Gen.Int[6, 40], Points).Sample((f, denominator, at) =>
            EveryValueFits(PaperConstructions.Dependent.Build(new NetworkRequest(Target.FromDelegate("f", 1, x => (double)f(Dyadic.FromDouble(x[0])),
                lipschitzConstant: 1), Rational.Create(1, denominator))
            { Family = Halves }).Network, at), iter: 6);

    [Fact]
    public void So_does_every_value_of_other_activations() =>
        Gen.Select(SampleNetworks.Any, OneOf(Activation.Relu6, Activation.LeakyRelu(Dyadic.Half), Activation.LeakyRelu(Rational.Create(1, 10))), Points)
            .Sample((network, activation, at) => EveryValueFits(ActivationChange.To(network, activation), at[..2]), iter: 4);

    [Fact]
    public void So_does_every_value_of_random_layers_of_any_activation() =>
        Gen.Select(Gen.Int, OneOf(Activation.Relu, Activation.Relu6, Activation.LeakyRelu(Rational.Create(1, 4))), Points)
            .Sample((seed, activation, at) => EveryValueFits(RandomLayers(new Random(seed), activation), at), iter: 300);

    [Fact]
    public void Fast_is_exact_for_inputs_with_as_many_fraction_bits_as_the_analysis_allows()
    {
        int exact = 0;
        Gen.Select(Gen.Int, Gen.ULong.Array[2]).Sample((seed, at) =>
        {
            Network network = RandomLayers(new Random(seed), Activation.Relu);
            var fast = new FastEvaluator(network);
            int bits = fast.Precision.ExactFractionBits;
            if (bits >= 0)
            {
                Interlocked.Increment(ref exact);
                Rational[] u = [.. at.Take(network.Inputs).Select(k => (Rational)Dyadic.Create(k >> 1 >> (63 - bits), -bits))];
                Dyadic.FromDouble(fast.Evaluate([.. u.Select(x => (double)x)])).Should().Be(ExactEvaluator.Evaluate(network, u)[0].ToDyadic());
            }
        }, iter: 300, threads: 1);

        // Hardly a network of this kind has no exact bits: none among 3000.
        exact.Should().BeGreaterThan(100, "the property must have been tested");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(14)]
    public void A_tooth_stays_between_0_and_1_however_often_it_is_applied(int times)
    {
        var circuit = new Circuit(1);
        LinearForm tooth = circuit.Input(0);
        for (int i = 0; i < times; i++)
        {
            tooth = (2 * circuit.Relu(tooth, "rising")) - (4 * circuit.Relu(tooth - Dyadic.Half, "falling"));
        }

        LayerPrecision last = PrecisionAnalysis.Of(StagedCircuit.Single(circuit, [tooth]).Realize(Codebook.Halves)).Layers[^1];
        last.Low.Should().Be((Rational)0);
        last.High.Should().Be((Rational)1);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(12)]
    public void A_product_stays_close_to_the_products_of_its_factors(int teeth)
    {
        LayerPrecision last = PrecisionAnalysis.Of(Standalone.Multiply(teeth, Halves).Network).Layers[^1];
        Rational rest = Multiplication.PaperBound(Math.Min(teeth, 5));
        (last.Low >= -1 - rest && last.High <= 1 + rest).Should().BeTrue("of {0}", last);
    }

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.1", 1, 1)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.01", 2, 1)]
    [InlineData("sin(x)*cos(y)", "0.2", 1, 4)]
    [InlineData("sin(x)*cos(y)", "0.1", 2, 4)]
    public void A_sum_over_the_copies_is_bounded_by_the_copies_that_are_open(string target, string error, int smoothness, int bound)
    {
        Network network =
            PaperConstructions.Independent.Build(new NetworkRequest(Target.Parse(target), Rational.Parse(error)) { Smoothness = smoothness }).Network;
        LayerPrecision last = PrecisionAnalysis.Of(network).Layers[^1];
        (last.High < bound && last.Low > -bound).Should().BeTrue("of {0}", last);
    }

    [Fact]
    public void A_topology_of_more_copies_than_could_be_gone_through_is_analysed()
    {
        FunctionIndependentPlan plan =
            PaperConstructions.Independent.Plan(new NetworkRequest(Target.Parse("sin(x)*cos(y)*z"), Rational.Parse("0.00001")) { Smoothness = 2 });
        (plan.Topology.Stages.Max(s => s.Arrays.Max(a => a.Copies)) > 1_000_000_000).Should().BeTrue();
        var precision = PrecisionAnalysis.Of(plan.Topology);
        precision.Layers.Should().HaveCount(plan.Topology.Count().Depth);
        (precision.Layers[^1].High < 64).Should().BeTrue("2^3 copies are open, of four degrees of terms with weights that are not set");
    }

    // Two inputs, a few layers of a few units with weights in {-1, -1/2, 1/2, 2} and perhaps a bias; repeated units and signs give functions of one number.
    private static Network RandomLayers(Random random, Activation activation)
    {
        var codebook = new Codebook([-1, Dyadic.Half, -Dyadic.Half, 2]);
        int before = 2;
        var layers = new List<SparseLayer>();
        int depth = random.Next(2, 6);
        for (int l = 0; l < depth; l++)
        {
            int units = l == depth - 1 ? 1 : random.Next(1, 5);
            List<int> starts = [0], columns = [], codes = [], biases = [];
            for (int i = 0; i < units; i++)
            {
                int[] sources = [.. Enumerable.Range(0, before).Where(_ => random.Next(3) > 0)];
                columns.AddRange(sources);
                codes.AddRange(sources.Select(_ => random.Next(codebook.Count)));
                starts.Add(columns.Count);
                biases.Add(random.Next(2) == 0 ? SparseLayer.NoBias : random.Next(codebook.Count));
            }

            layers.Add(new SparseLayer([.. starts], [.. columns], [.. codes], [.. biases]));
            before = units;
        }

        return new Network(2, codebook, [new Stage([BlockArray.Single(new Block(2, layers))])], activation);
    }
}
