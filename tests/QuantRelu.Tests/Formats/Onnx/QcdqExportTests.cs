using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using QuantRelu.Formats.Onnx;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats.Onnx;

/// <summary>Models of QuantizeLinear, Clip and DequantizeLinear: run by ONNX Runtime, and held against what qonnx makes Quant of (QCDQToQuant).</summary>
public class QcdqExportTests
{
    public static TheoryData<string> Names => FinnConstraintTests.Names;

    private static byte[] Written(ConstructedNetwork network, int? inputBits = null, bool freeBatch = false)
    {
        using var stream = new MemoryStream();
        QcdqExport.Write(network, stream, inputBits, freeBatch);
        return stream.ToArray();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ONNX_Runtime_computes_the_exact_value_at_every_input(string name)
    {
        ConstructedNetwork network = FinnConstraintTests.Network(name);
        int bits = QonnxExport.MostInputBitsFor(network, QcdqExport.MostBits), steps = 1 << bits;
        Rational[][] points =
        [
            .. Enumerable.Range(0, steps + 1).Select(k => Enumerable.Range(0, network.Network.Inputs)
                .Select(i => Rational.Create((k * ((2 * i) + 1)) % (steps + 1), steps)).ToArray()),
        ];
        using InferenceSession one = OnnxRun.Load(Written(network)), many = OnnxRun.Load(Written(network, bits, freeBatch: true));
        Rational[] expected = [.. points.Select(p => ExactEvaluator.Evaluate(network.Network, p)[0])];
        OnnxRun.Evaluate(many, points).Select(y => (Rational)Dyadic.FromDouble(y)).Should().Equal(expected);
        points.Select(p => (Rational)Dyadic.FromDouble(OnnxRun.Evaluate(one, [p])[0])).Should().Equal(expected);
    }

    [Fact]
    public void Inputs_between_are_rounded_to_their_fraction_bits()
    {
        ConstructedNetwork network = FinnConstraintTests.Network("absolute value");
        using InferenceSession session = OnnxRun.Load(Written(network, 2));
        Rational exact = ExactEvaluator.Evaluate(network.Network, [Rational.Parse("0.25")])[0];
        OnnxRun.Evaluate(session, [[Rational.Parse("0.3")]])[0].Should().Be((float)(double)exact);
    }

    // QCDQToQuant: a Clip between QuantizeLinear and DequantizeLinear of one scale and zero point, with ends l and m that are single numbers, is a Quant of
    // ⌈log₂(m - l + 1)⌉ bits, narrow where l = -m, and signed as the type says that is told of the integers.
    [Theory]
    [MemberData(nameof(Names))]
    public void Qonnx_makes_of_it_the_quantizers_of_the_QONNX_model(string name)
    {
        ConstructedNetwork network = FinnConstraintTests.Network(name);
        int bits = QonnxExport.MostInputBitsFor(network, QcdqExport.MostBits);
        using var stream = new MemoryStream();
        QonnxExport.Write(network, stream, bits);
        var qonnx = new QonnxModel(stream.ToArray());
        var model = new QonnxModel(Written(network));
        model.Domains.Keys.Should().Equal(string.Empty);
        var found = model.Nodes.Where(n => n.Operation == "DequantizeLinear").Select(dequantize =>
        {
            OnnxNode clip = model.Nodes.Single(n => n.Output == dequantize.Inputs[0]), quantize = model.Nodes.Single(n => n.Output == clip.Inputs[0]);
            (clip.Operation, quantize.Operation).Should().Be(("Clip", "QuantizeLinear"));
            dequantize.Inputs[1..].Should().Equal(quantize.Inputs[1..]);
            model.Constants[quantize.Inputs[2]].Values.Should().Equal(default(Rational));
            model.Types[quantize.Output].Should().Be(model.Types[clip.Output]).And.BeOneOf(2, 3);
            Rational least = model.Constants[clip.Inputs[1]].Values.Single(), most = model.Constants[clip.Inputs[2]].Values.Single();
            int width = (int)((most - least).Numerator).GetBitLength();
            return (quantize.Inputs[0], dequantize.Output, Scale: model.Constants[quantize.Inputs[1]].Values.Single(), Bits: width,
                Signed: model.Types[clip.Output] == 3 ? 1L : 0, Narrow: least == -most ? 1L : 0);
        });
        found.Should().Equal(qonnx.Nodes.Where(n => n.Operation == "Quant").Select(q =>
            (q.Inputs[0], q.Output, qonnx.Format(q).Scale, qonnx.Format(q).Bits, q.Flags["signed"], q.Flags["narrow"])));
    }

    [Fact]
    [Needs(External.PythonOnnx)]
    public void The_checker_of_onnx_accepts_it_and_infers_the_shapes_that_are_told()
    {
        OnnxChecker.Check(Written(FinnConstraintTests.Network("product")), infersShapes: true).Should().Be("accepted");
        OnnxChecker.Check(Written(FinnConstraintTests.Network("square"), 0, freeBatch: true), infersShapes: true).Should().Be("accepted");
    }

    [Fact]
    public void What_eight_bits_do_not_hold_is_refused_before_anything_is_written()
    {
        ConstructedNetwork square = FinnConstraintTests.Network("square");
        int most = QonnxExport.MostInputBitsFor(square, 8);
        Refused(square, most + 1, $"The values of layer * need 9 bits at {most + 1} fraction bits of the inputs; integers of 8 hold them up to {most}.*");
        Refused(Standalone.Square(6, CodebookFamily.Halves), null, "The values of layer * need * bits even where the inputs have no fraction bits*");
        ((Action)(() => Written(square, -1))).Should().Throw<ArgumentOutOfRangeException>();
        Rational[] wide = [Dyadic.PowerOfTwo(-9), 1];
        Refused(SampleNetworks.WithProvenance(new Network(1, new Codebook(wide), square.Network.Stages)), null,
            "The weights need 11 bits; integers of 8 do not hold them.*");
    }

    private static void Refused(ConstructedNetwork network, int? bits, string message)
    {
        using var stream = new MemoryStream();
        ((Action)(() => QcdqExport.Write(network, stream, bits))).Should().Throw<ArgumentException>().WithMessage(message);
        stream.Length.Should().Be(0);
    }
}
