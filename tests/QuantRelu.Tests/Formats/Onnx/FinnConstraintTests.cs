using FluentAssertions;
using QuantRelu.Formats.Onnx;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Formats.Onnx;

/// <summary>
/// What FINN's converter asks of a QONNX model, rule by rule: ConvertQONNXtoFINN with FoldQuantWeights, ConvertQuantActToMultiThreshold, QuantReluHandler and
/// QuantIdentityHandler (src/finn/transformation/qonnx), which raise an error, or pass a quantizer over, where one is broken.
/// </summary>
public class FinnConstraintTests
{
    private const int FinnBits = 8;

    public static TheoryData<string> Names => ["square", "compact square", "product", "absolute value", "hinges"];

    internal static ConstructedNetwork Network(string name) => name switch
    {
        "square" => Standalone.Square(1, CodebookFamily.Halves),
        "compact square" => Standalone.CompactSquare(2, CodebookFamily.Halves),
        "product" => Standalone.Multiply(1, CodebookFamily.Halves),
        "absolute value" => Standalone.AbsoluteValue(CodebookFamily.Halves),
        _ => Standalone.Hinges([0, Dyadic.PowerOfTwo(-2), Dyadic.Half, Dyadic.PowerOfTwo(-2), 0], CodebookFamily.Halves),
    };

    private static QonnxModel Model(ConstructedNetwork network, int inputBits)
    {
        using var stream = new MemoryStream();
        QonnxExport.Write(network, stream, inputBits);
        return new QonnxModel(stream.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_quantizer_is_one_that_FINN_converts(string name)
    {
        ConstructedNetwork network = Network(name);
        QonnxModel model = Model(network, QonnxExport.MostInputBitsFor(network, FinnBits));
        model.Nodes.Select(n => n.Operation).Distinct().Should().BeSubsetOf(["Quant", "MatMul", "Add", "Relu"], "IntQuant and Gemm are not converted");
        foreach (OnnxNode quantizer in model.Nodes.Where(n => n.Operation == "Quant"))
        {
            OnnxNode[] readers = [.. model.Nodes.Where(n => n.Inputs.Contains(quantizer.Output))];
            model.Constants.Should().ContainKeys(quantizer.Inputs[1..], "scale, zero point and bits are stored");
            quantizer.Inputs[1..].Should().OnlyContain(i => model.Constants[i].Shape.Count == 0, "each is a single number");
            model.Constants[quantizer.Inputs[2]].Values.Should().Equal(default(Rational));
            model.Format(quantizer).Bits.Should().BeLessThanOrEqualTo(FinnBits, "wider ones are passed over");
            if (model.Constants.ContainsKey(quantizer.Inputs[0]))
            {
                readers.Should().ContainSingle("a weight has one reader").Which.Operation.Should().BeOneOf("MatMul", "Add");
                Array.IndexOf(readers[0].Inputs, quantizer.Output).Should().Be(1, "the scale of a bias is divided out of the first input");
                continue;
            }

            OnnxNode? source = model.Nodes.SingleOrDefault(n => n.Output == quantizer.Inputs[0]);
            (source?.Operation).Should().BeOneOf(null, "Add", "Relu");
            quantizer.Flags["signed"].Should().Be(source?.Operation == "Relu" ? 0 : 1);
            quantizer.Flags["narrow"].Should().Be(0);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_shape_of_every_value_is_told_and_its_second_axis_is_that_of_the_units(string name)
    {
        ConstructedNetwork network = Network(name);
        QonnxModel model = Model(network, 2);
        IReadOnlyDictionary<string, Tensor> values = model.Run([.. Enumerable.Repeat((Rational)Dyadic.Half, network.Network.Inputs)]);
        foreach (OnnxNode node in model.Nodes.Where(n => n.Output != "y"))
        {
            model.Shapes[node.Output].Should().Equal(values[node.Output].Shape);
        }

        model.Shapes.Keys.Should().BeEquivalentTo(model.Nodes.Select(n => n.Output).Where(o => o != "y"));
    }

    // y = s·(b + #{t: x ≥ T_t}): after Relu T_t = s/2 + s·t for t = 0, ..., 2^bits - 2, of the value before it, and b = 0; else T_t begins at
    // -s/2 - s·(⌊(2^bits - 1)/2⌋ - 1) - s, and b = -2^(bits - 1).
    [Theory]
    [MemberData(nameof(Names))]
    public void With_the_thresholds_that_FINN_makes_of_quantizers_the_values_are_those_of_the_network(string name)
    {
        ConstructedNetwork network = Network(name);
        int inputBits = QonnxExport.MostInputBitsFor(network, FinnBits), steps = 1 << inputBits;
        QonnxModel model = Model(network, inputBits);
        for (int k = 0; k <= steps; k++)
        {
            Rational[] u = [.. Enumerable.Range(0, network.Network.Inputs).Select(i => Rational.Create((k * (i + 1)) % (steps + 1), steps))];
            Thresholds(model, u).Should().Equal(ExactEvaluator.Evaluate(network.Network, u));
        }
    }

    [Fact]
    public void The_inputs_have_as_many_bits_as_the_values_leave_room_for_and_what_has_no_room_is_said()
    {
        ConstructedNetwork square = Network("square");
        int most = QonnxExport.MostInputBitsFor(square, FinnBits);
        Widest(square, most).Should().BeLessThanOrEqualTo(FinnBits);
        Widest(square, most + 1).Should().BeGreaterThan(FinnBits);
        ((Action)(() => QonnxExport.MostInputBitsFor(Standalone.Square(6, CodebookFamily.Halves), FinnBits))).Should().Throw<ArgumentException>()
            .WithMessage("The values of layer * need * bits even where the inputs have no fraction bits: 8 do not hold them.*");
        ((Action)(() => QonnxExport.MostInputBitsFor(square, 1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static int Widest(ConstructedNetwork network, int inputBits)
    {
        QonnxModel model = Model(network, inputBits);
        return model.Nodes.Where(n => n.Operation == "Quant" && !model.Constants.ContainsKey(n.Inputs[0])).Max(n => model.Format(n).Bits);
    }

    private static IReadOnlyList<Rational> Thresholds(QonnxModel model, Rational[] u) => model.Run(u, (node, tensors) =>
    {
        (Rational s, int bits) = model.Format(node);
        OnnxNode? relu = model.Nodes.SingleOrDefault(n => n.Output == node.Inputs[0] && n.Operation == "Relu");
        int count = (1 << bits) - 1, bias = relu is null ? -(1 << (bits - 1)) : 0;
        Rational first = relu is null ? -(s / 2) - (s * ((count / 2) - 1)) - s : s / 2;
        Tensor source = tensors[relu?.Inputs[0] ?? node.Inputs[0]];
        return new(source.Shape, [.. source.Values.Select(x => s * (bias + Enumerable.Range(0, count).Count(t => x >= first + (s * t))))]);
    })["y"].Values;
}
