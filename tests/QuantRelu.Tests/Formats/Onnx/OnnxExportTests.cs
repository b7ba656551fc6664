using System.Text;
using CsCheck;
using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using QuantRelu.Activations;
using QuantRelu.Constructions;
using QuantRelu.Formats.Onnx;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Formats.Onnx;

public class OnnxExportTests
{
    private static readonly ConstructedNetwork Square = Standalone.Square(3, CodebookFamily.Halves);

    private static readonly Gen<(Network Network, int[] Numerators, int Bits)> Cases =
        Gen.Select(SampleNetworks.Any, Gen.Int[0, 1024].Array[2], Gen.Int[0, 10]);

    private static byte[] Verifier(ConstructedNetwork network, bool freeBatch = false, ErrorLine? line = null)
    {
        using var stream = new MemoryStream();
        OnnxExport.Write(network, stream, freeBatch, line);
        return stream.ToArray();
    }

    private static byte[] Blocks(ConstructedNetwork network, bool freeBatch = false)
    {
        using var stream = new MemoryStream();
        BlockOnnxExport.Write(network, stream, freeBatch);
        return stream.ToArray();
    }

    // True when float32 rounds nothing on the way.
    private static bool AgreesWithExact((Network Network, int[] Numerators, int Bits) c)
    {
        ConstructedNetwork constructed = SampleNetworks.WithProvenance(c.Network);
        Rational[] point = [.. c.Numerators.Take(c.Network.Inputs).Select(n => Rational.Create(n >> (10 - c.Bits), 1 << c.Bits))];
        SinglePrecision expected = SinglePrecision.Of(c.Network, point);
        expected.Values.Should().Equal(ExactEvaluator.Evaluate(c.Network, point));
        byte[][] models = OnnxExport.MatrixBytes(c.Network) < 50_000_000 ? [Verifier(constructed), Blocks(constructed)] : [Blocks(constructed)];
        foreach (byte[] model in models)
        {
            using InferenceSession session = OnnxRun.Load(model);
            Rational value = Dyadic.FromDouble(OnnxRun.Evaluate(session, [point])[0]);
            Rational.Abs(value - expected.Values[0]).Should().BeLessThanOrEqualTo(expected.IsExact ? 0 : expected.Errors[0]);
        }

        return expected.IsExact;
    }

    [Fact]
    public void The_square_is_exact_in_onnx_runtime_at_multiples_of_a_sixteenth()
    {
        foreach (byte[] model in new[] { Verifier(Square), Blocks(Square) })
        {
            using InferenceSession session = OnnxRun.Load(model);
            for (int k = 0; k <= 16; k++)
            {
                Rational u = Rational.Create(k, 16);
                SinglePrecision.Of(Square.Network, [u]).IsExact.Should().BeTrue();
                ((Rational)Dyadic.FromDouble(OnnxRun.Evaluate(session, [[u]])[0])).Should().Be(ExactEvaluator.Evaluate(Square.Network, [u])[0]);
            }
        }
    }

    [Fact]
    public void Both_profiles_equal_the_exact_value_where_float32_is_exact_and_are_within_the_proved_distance_elsewhere()
    {
        SeededDraws.Of(Cases, 10).Select(AgreesWithExact).Should().Contain(true).And.Contain(false, "both kinds must have been tested");
        Cases.Sample(c => { AgreesWithExact(c); }, iter: 12, threads: 1);
    }

    [Theory]
    [InlineData("hinges", "x*(1-x)")]
    [InlineData("slopes", "x*(1-x)")]
    [InlineData("hierarchical", "x*y/2")]
    [InlineData("cells", "x*(1-x)")]
    [InlineData("crossbar", "x*(1-x)")]
    public void The_network_of_each_compact_construction_is_a_dense_model_of_less_than_a_megabyte_that_runs(string construction, string target)
    {
        var request = new NetworkRequest(Target.Parse(target), Rational.Parse("0.01")) { Smoothness = construction == "crossbar" ? 1 : 2 };
        ConstructedNetwork network = ConstructionRegistry.Standard.All.First(c => c.Name == construction).Build(request);
        byte[] model = Verifier(network);
        model.Length.Should().BeLessThan(1_000_000);
        using InferenceSession session = OnnxRun.Load(model);
        for (int k = 0; k <= 12; k++)
        {
            Rational[] u = [.. Enumerable.Range(0, network.Network.Inputs).Select(i => Rational.Create((k * (i + 1)) % 17, 16))];
            SinglePrecision expected = SinglePrecision.Of(network.Network, u);
            Rational value = Dyadic.FromDouble(OnnxRun.Evaluate(session, [u])[0]);
            Rational.Abs(value - ExactEvaluator.Evaluate(network.Network, u)[0]).Should().BeLessThanOrEqualTo(expected.IsExact ? 0 : expected.Errors[0]);
        }
    }

    [Fact]
    public void The_verifier_profile_has_Gemm_and_Relu_only_and_one_input()
    {
        byte[] model = Verifier(Square);
        using InferenceSession session = OnnxRun.Load(model);
        session.InputMetadata.Should().ContainSingle().Which.Value.Dimensions.Should().Equal(1, 1);
        session.OutputMetadata.Should().ContainSingle().Which.Value.Dimensions.Should().Equal(1, 1);
        string text = Encoding.Latin1.GetString(model);
        text.Should().NotContainAny("MatMul", "Reshape", "Gather", "Concat", "Identity");
        Count(text, "Gemm_").Should().Be((int)Square.Network.Count().Depth);
        Count(text, "Relu_").Should().Be((int)Square.Network.Count().Depth - 1);
    }

    [Fact]
    public void A_free_batch_takes_many_points_at_once()
    {
        Rational[][] points = [.. Enumerable.Range(0, 17).Select(k => new[] { Rational.Create(k, 16) })];
        foreach (byte[] model in new[] { Verifier(Square, freeBatch: true), Blocks(Square, freeBatch: true) })
        {
            using InferenceSession session = OnnxRun.Load(model);
            session.InputMetadata["u"].Dimensions.Should().Equal(-1, 1);
            OnnxRun.Evaluate(session, points).Select(y => (Rational)Dyadic.FromDouble(y)).Should()
                .Equal(points.Select(p => ExactEvaluator.Evaluate(Square.Network, p)[0]));
        }
    }

    [Fact]
    public void The_model_says_what_its_input_is()
    {
        using InferenceSession session = OnnxRun.Load(Verifier(Standalone.Multiply(2, CodebookFamily.Halves)));
        ModelMetadata about = session.ModelMetadata;
        about.ProducerName.Should().Be("QuantRelu");
        about.Description.Should().Contain("x*y").And.Contain("-1:1,-1:1").And.Contain("u in [0,1]^d");
        about.CustomMetadataMap["domain"].Should().Be("-1:1,-1:1");
        about.CustomMetadataMap["target"].Should().Be("x*y");
        about.CustomMetadataMap["codebook"].Should().Be("{-1/2, 1/2}");
    }

    [Fact]
    public void The_claim_of_a_network_goes_with_its_model_only_where_float32_holds_its_weights()
    {
        (ConstructedNetwork Network, bool Holds)[] networks =
            [(Square, true), (Standalone.Square(2, CodebookFamily.Linear(6)), false), (ActivationChange.To(Square, Activation.Relu6), true),
                (ActivationChange.To(Square, Activation.LeakyRelu(Dyadic.Half)), false)];
        foreach ((ConstructedNetwork network, bool holds) in networks)
        {
            using InferenceSession session = OnnxRun.Load(Verifier(network));
            session.ModelMetadata.CustomMetadataMap.ContainsKey("errorBound").Should().Be(holds);
            session.ModelMetadata.Description.Contains("rounded to float32 numbers", StringComparison.Ordinal).Should().Be(!holds);
        }
    }

    [Fact]
    public void A_layer_without_units_is_one_that_is_always_0()
    {
        var network = new Network(1, Codebook.Halves,
            [new Stage([BlockArray.Single(new Block(1, [new([0, 1], [0], [1], [SparseLayer.NoBias]), new([0], [], [], []), new([0, 0], [], [], [1])]))])]);
        using InferenceSession session = OnnxRun.Load(Verifier(SampleNetworks.WithProvenance(network)));
        OnnxRun.Evaluate(session, [[Rational.Create(1, 4)]])[0].Should().Be(0.5f);
        using var stream = new MemoryStream();
        QonnxExport.Write(SampleNetworks.WithProvenance(network), stream, 4);
        var model = new QonnxModel(stream.ToArray());
        model.Evaluate([Rational.Create(1, 4)]).Should().Equal(Dyadic.Half);
        model.Constants.Values.Should().NotContain(t => t.Shape.Contains(0));
    }

    [Fact]
    public void Other_activations_are_written_in_ReLU_units_with_the_same_values()
    {
        foreach (Activation activation in new[] { Activation.Relu6, Activation.LeakyRelu(Rational.Create(1, 4)) })
        {
            ConstructedNetwork other = ActivationChange.To(Square, activation);
            using InferenceSession session = OnnxRun.Load(Verifier(other));
            for (int k = 0; k <= 8; k++)
            {
                // The weights of a leaky ReLU network are no float32 numbers: 8/15 for the slope 1/4.
                Rational u = Rational.Create(k, 8);
                SinglePrecision expected = SinglePrecision.Of(ReluForm.Of(other.Network), [u]);
                expected.Values[0].Should().Be(ExactEvaluator.Evaluate(Square.Network, [u])[0]);
                Rational distance = Rational.Abs(Dyadic.FromDouble(OnnxRun.Evaluate(session, [[u]])[0]) - expected.Values[0]);
                distance.Should().BeLessThanOrEqualTo(expected.IsExact ? 0 : expected.Errors[0]);
                (expected.IsExact || activation != Activation.Relu6).Should().BeTrue();
            }
        }
    }

    [Fact]
    public void The_predicted_bytes_are_those_of_the_file_but_for_names_and_shapes()
    {
        ConstructedNetwork network = Standalone.Multiply(6, CodebookFamily.Halves);
        int depth = network.Network.Count().Depth;
        long verifier = Verifier(network).Length, blocks = Blocks(network).Length;
        (verifier - (long)OnnxExport.MatrixBytes(network.Network)).Should().BeInRange(0, 200 * (depth + 10));
        (blocks - (long)BlockOnnxExport.MatrixBytes(network.Network)).Should().BeInRange(0, 400 * (depth + 10));
    }

    [Fact]
    public void A_network_that_protobuf_cannot_hold_is_refused_before_anything_is_written()
    {
        int width = 40_000;
        var wide = new SparseLayer([.. Enumerable.Range(0, 2)], [0], [0], [SparseLayer.NoBias]);
        var block = new Block(1, [wide]);
        var copies = new BlockArray(block, [width], [0], [[0]]);
        var next = new BlockArray(block, [width], [0], [[1]]);
        var network = new Network(1, Codebook.Halves, [new Stage([copies]), new Stage([next])]);
        OnnxExport.MatrixBytes(network).Should().Be(4 * ((40_000L * 2) + (40_000L * 40_001)));
        using var stream = new MemoryStream();
        ((Action)(() => OnnxExport.Write(SampleNetworks.WithProvenance(network), stream))).Should().Throw<ArgumentException>()
            .WithMessage("*6400480000 bytes*2147483647*");
        stream.Length.Should().Be(0);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
