using System.Text;
using CsCheck;
using FluentAssertions;
using QuantRelu.Activations;
using QuantRelu.Analysis;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats.Onnx;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats.Onnx;

/// <summary>QONNX models, read from their bytes and evaluated exactly by the documented meaning of their operators.</summary>
public class QonnxExportTests
{
    private const int Bits = 6;
    private static readonly ConstructedNetwork Square = Standalone.Square(3, CodebookFamily.Halves);

    // Dense matrices of exact fractions take room.
    private static readonly Gen<Network> Networks = Gen.Select(Gen.Int[1, 2], Gen.Int[0, 2], Codebooks.Any, Gen.Int).Select((n, scale, book, seed) =>
        SampleNetworks.Random(new FunctionIndependentParameters(1, n, 1, 1, 3), scale, book, seed));

    private static byte[] Written(ConstructedNetwork network, int inputBits = Bits, bool freeBatch = false)
    {
        using var stream = new MemoryStream();
        QonnxExport.Write(network, stream, inputBits, freeBatch);
        return stream.ToArray();
    }

    private static QonnxModel Model(ConstructedNetwork network, int inputBits = Bits) => new(Written(network, inputBits));

    private static Rational[] Point(Network network, int bits, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, network.Inputs).Select(_ => Rational.Create(random.Next((1 << bits) + 1), 1 << bits))];
    }

    [Fact]
    public void Weights_over_the_halves_have_two_bits_signed_narrow_and_the_scale_one_half()
    {
        QonnxModel model = Model(Square);
        model.Domains.Should().BeEquivalentTo(new Dictionary<string, long> { [string.Empty] = 17, ["qonnx.custom_op.general"] = 1 });
        OnnxNode[] quantizers = [.. model.Nodes.Where(n => n.Operation == "Quant")];
        quantizers.Should().OnlyContain(q => q.Domain == "qonnx.custom_op.general" && q.Words["rounding_mode"] == "ROUND");
        OnnxNode[] weights = [.. quantizers.Where(q => q.Inputs[0][0] is 'W' or 'b')];
        weights.Should().HaveCount(2 * Square.Network.Count().Depth);
        weights.Select(model.Format).Distinct().Should().Equal(((Rational)Dyadic.Half, 2));
        weights.Should().OnlyContain(w => w.Flags["signed"] == 1 && w.Flags["narrow"] == 1);
        model.Constants["W3_quantized"].Values.Distinct().Should().BeEquivalentTo(new Rational[] { -Dyadic.Half, 0, Dyadic.Half });
    }

    [Fact]
    public void Every_connection_and_bias_stands_where_it_belongs_and_an_absent_one_is_0_and_stays_0()
    {
        QonnxModel model = Model(Square);
        foreach ((FlatLayer layer, int l) in Square.Network.Flatten().Select((layer, l) => (layer, l + 1)))
        {
            Tensor matrix = model.Constants[$"W{l}_quantized"], biases = model.Constants[$"b{l}_quantized"];
            var expected = new Rational[matrix.Values.Count];
            foreach ((FlatRow row, int i) in layer.Rows().Select((row, i) => (row, i)))
            {
                biases.Values[i].Should().Be(row.Bias == SparseLayer.NoBias ? 0 : Square.Network.Codebook[row.Bias]);
                row.Connections.ToList().ForEach(c => expected[(c.Column * layer.Units) + i] = Square.Network.Codebook[c.Code]);
            }

            matrix.Values.Should().Equal(expected);
        }
    }

    [Fact]
    public void Each_layer_is_MatMul_Add_Relu_and_a_quantizer_of_its_fixed_point_format()
    {
        QonnxModel model = Model(Square);
        var precision = PrecisionAnalysis.Of(Square.Network);
        string[] hidden = ["Quant", "Quant", "MatMul", "Add", "Relu", "Quant"];
        model.Nodes.Select(n => n.Operation).Should()
            .Equal(["Quant", .. Enumerable.Repeat(hidden, precision.Layers.Length - 1).SelectMany(h => h), .. hidden.Where(o => o != "Relu")]);
        model.Format(model.Nodes[0]).Should().Be((Dyadic.PowerOfTwo(-Bits), Bits + 2));
        OnnxNode[] values = [.. model.Nodes.Skip(1).Where(n => n.Operation == "Quant" && n.Inputs[0][0] == 'v')];
        values.Select(model.Format).Should().Equal(precision.Layers.Select((l, i) => ((Rational)Dyadic.PowerOfTwo(-Bits - l.ExtraFractionBits!.Value),
            l.IntegerBits + Bits + l.ExtraFractionBits!.Value + (i == precision.Layers.Length - 1 ? 1 : 0))));
        values.SkipLast(1).Should().OnlyContain(v => v.Flags["signed"] == 0);
        values[^1].Flags["signed"].Should().Be(1);
    }

    [Fact]
    public void The_model_is_the_network_and_every_quantizer_of_values_the_identity() =>
        Gen.Select(Networks, Gen.Int[0, 10], Gen.Int).Sample((network, bits, seed) =>
        {
            CodebookScale scale = CodebookScale.Of(network.Codebook);
            scale.IsExact.Should().Be(network.Codebook.Values.All(v => v.IsDyadic));
            QonnxModel model = Model(SampleNetworks.WithProvenance(network), bits);
            Rational[] point = Point(network, bits, seed);
            IReadOnlyDictionary<string, Tensor> tensors = model.Run(point);
            foreach (OnnxNode quantizer in model.Nodes.Where(n => n.Operation == "Quant" && (scale.IsExact || n.Inputs[0] == "u")))
            {
                tensors[quantizer.Output].Values.Should().Equal(tensors[quantizer.Inputs[0]].Values);
            }

            Network written = AsWritten(network);
            tensors["y"].Values.Should().Equal(ExactEvaluator.Evaluate(written, point));
            written.Codebook.Values.Zip(network.Codebook.Values).Should()
                .OnlyContain(w => Rational.Abs(w.First - w.Second) <= Rational.Abs(w.Second) * Dyadic.PowerOfTwo(-24));
        }, iter: 25);

    [Theory]
    [InlineData("product")]
    [InlineData("dependent")]
    [InlineData("ReLU-6")]
    [InlineData("leaky")]
    public void So_is_that_of_other_constructions_at_every_input(string name)
    {
        ConstructedNetwork network = name switch
        {
            "product" => Standalone.Multiply(3, CodebookFamily.Nonlinear(4)),
            "dependent" => PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse("zigzag"), Rational.Parse("0.2"))),
            "ReLU-6" => ActivationChange.To(Square, Activation.Relu6),
            _ => ActivationChange.To(Square, Activation.LeakyRelu(Dyadic.Half)),
        };
        QonnxModel model = Model(network, 4);
        for (int k = 0; k <= 16; k++)
        {
            Rational[] u = [.. Enumerable.Range(0, network.Network.Inputs).Select(i => Rational.Create((k * (i + 1)) % 17, 16))];
            // The weights of a leaky ReLU network are multiples of a third.
            Network written = name == "leaky" ? AsWritten(ReluForm.Of(network.Network)) : network.Network;
            model.Evaluate(u).Should().Equal(ExactEvaluator.Evaluate(written, u));
        }
    }

    [Fact]
    public void Inputs_with_more_fraction_bits_are_rounded_to_those_that_were_named()
    {
        QonnxModel model = Model(Square, 3);
        model.Evaluate([Rational.Parse("0.3")])[0].Should().Be(ExactEvaluator.Evaluate(Square.Network, [Rational.Parse("0.25")])[0]);
        model.Evaluate([1])[0].Should().Be((Rational)1);
    }

    [Fact]
    public void A_rounded_scale_leaves_the_values_unquantized_and_the_model_says_so()
    {
        QonnxModel model = Model(Standalone.Square(2, CodebookFamily.Linear(6)));
        model.Nodes.Where(n => n.Operation == "Quant").Select(n => n.Inputs[0][0]).Distinct().Should().BeEquivalentTo(['u', 'W', 'b']);
        model.Nodes.Count(n => n.Operation == "Quant" && n.Inputs[0][0] == 'u').Should().Be(1);
        model.Documentation.Should()
            .EndWith("Inputs have 6 fraction bits. Weights are integers times the float32 number nearest to 1/6; values are not quantized, as they have no "
                + "fixed-point format.");
        Model(Square).Documentation.Should().Contain("Weights are integers times 1/2; quantizers keep every value as it is, and the widest has 13 bits.");
    }

    [Fact]
    public void What_quantizers_cannot_hold_is_refused_before_anything_is_written()
    {
        Refused(Standalone.Square(70, CodebookFamily.Halves), 4,
            "Layer 63 needs 128 bits, 5 of them after the point, at 4 fraction bits of the inputs; a quantizer with a float32 scale has at most 127, and 126 "
                + "after the point.*");
        Network network = Square.Network;
        Refused(SampleNetworks.WithProvenance(Over(network, [Dyadic.PowerOfTwo(-40), 1])), 4,
            "The weights are integers of more than 24 bits times a common scale*");
        ((Action)(() => Written(Square, 25))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Written(Square, -1))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => QonnxExport.Write(SampleNetworks.WithProvenance(network.WithStages([Wide()])), Stream.Null, 4))).Should().Throw<ArgumentException>()
            .WithMessage("*at most 2147483647.*");
    }

    [Fact]
    [Needs(External.PythonOnnx)]
    public void The_checker_of_onnx_accepts_all_kinds_of_models()
    {
        ConstructedNetwork product = Standalone.Multiply(2, CodebookFamily.Halves);
        foreach (bool freeBatch in new[] { false, true })
        {
            OnnxChecker.Check(Written(product, freeBatch: freeBatch), infersShapes: false).Should().Be("accepted");
            foreach (Action<ConstructedNetwork, Stream, bool> write in new Action<ConstructedNetwork, Stream,
                bool>[] { (n, s, b) => OnnxExport.Write(n, s, b), (n, s, b) => BlockOnnxExport.Write(n, s, b) })
            {
                using var stream = new MemoryStream();
                write(product, stream, freeBatch);
                OnnxChecker.Check(stream.ToArray(), infersShapes: true).Should().Be("accepted");
            }
        }
    }

    [Fact]
    public void The_predicted_bytes_are_those_of_the_file_but_for_names_and_formats()
    {
        ConstructedNetwork network = Standalone.Multiply(6, CodebookFamily.Halves);
        long length = Written(network).Length;
        (length - (long)QonnxExport.MatrixBytes(network.Network)).Should().BeInRange(0, 1000 * (network.Network.Count().Depth + 10));
        Encoding.Latin1.GetString(Written(Square, freeBatch: true)).Should().Contain("batch");
    }

    private static void Refused(ConstructedNetwork network, int bits, string message)
    {
        using var stream = new MemoryStream();
        ((Action)(() => QonnxExport.Write(network, stream, bits))).Should().Throw<ArgumentException>().WithMessage(message);
        stream.Length.Should().Be(0);
    }

    // The network over the integers times the scale that is written: itself, unless the scale is rounded.
    private static Network AsWritten(Network network)
    {
        CodebookScale scale = CodebookScale.Of(network.Codebook);
        return Over(network, [.. network.Codebook.Values.Select(v => v / scale.Scale * scale.Quantizer.Scale)]);
    }

    private static Network Over(Network network, Rational[] values) => new(network.Inputs, new Codebook(values), network.Stages, network.Activation);

    // One unit for each of 600,000,000 copies.
    private static Stage Wide() => new([new BlockArray(new Block(1, [new SparseLayer([0, 1], [0], [0], [SparseLayer.NoBias])]), [600_000_000], [0], [[0]])]);
}
