using System.Globalization;
using System.Numerics;
using QuantRelu.Analysis;
using QuantRelu.Formats.Protobuf;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// Writes a network as a QONNX model for programs that turn quantized networks into hardware (ONNX opset 17, domain qonnx.custom_op.general
/// version 1): weights and biases pass through <c>IntQuant</c> with the scale and the bits of the codebook, each layer is MatMul, Add and
/// Relu, and an IntQuant after it holds its fixed-point format. The input is u in [0,1]^d with p fraction bits.
/// </summary>
/// <remarks>
/// <para>An absent connection is the integer 0, which stays 0. Over {-1/2, 1/2} the integers are {-1, 0, 1}: 2 bits, signed, narrow, scale 1/2.</para>
/// <para>A layer's quantizer has the scale 2^-f for f fraction bits and as many bits as <see cref="PrecisionAnalysis"/> proves to be enough, so
/// in exact arithmetic every quantizer is the identity and the model's value is the network's. Programs that compute in float32, QONNX's own
/// among them, are exact where a layer has at most 24 bits.</para>
/// <para>Over a codebook whose scale is no float32 number, such as 1/6, the nearest one ŝ takes its place and the model is the network over kŝ,
/// each weight with a relative error of at most 2^-24. Values then have no common fixed-point format, and only inputs, weights and biases are quantized.</para>
/// </remarks>
public static class QonnxExport
{
    /// <summary>The most fraction bits of an input: float32 numbers hold all multiples of 2^-24 from 0 to 1.</summary>
    public const int MostInputBits = 24;

    private const string WeightScale = "weight";

    /// <summary>Bytes of the dense matrices and biases, those of the verifier profile of <see cref="OnnxExport"/>.</summary>
    public static BigInteger MatrixBytes(Network network) => OnnxExport.MatrixBytes(network);

    /// <summary>Writes the model.</summary>
    /// <param name="constructed">The network and its provenance; other activations are written in ReLU units.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="inputBits">p, 0 to 24.</param>
    /// <param name="freeBatch">True for an input [batch, d] of any number of points instead of [1, d].</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is outside its range.</exception>
    /// <exception cref="ArgumentException">The matrices would take more than <see cref="OnnxExport.MostBytes"/>, or weights or values do not fit a
    /// quantizer.</exception>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public static void Write(
        ConstructedNetwork constructed, Stream stream, int inputBits, bool freeBatch = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentNullException.ThrowIfNull(stream);
        stream = CancellableStream.Of(stream, cancellationToken);
        ArgumentOutOfRangeException.ThrowIfNegative(inputBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputBits, MostInputBits);
        OnnxExport.CheckSize(constructed.Network);
        Network network = ReluForm.Of(constructed.Network);
        CodebookScale scale = CodebookScale.Of(network.Codebook);
        IntQuantizer[]? values = scale.IsExact ? [.. PrecisionAnalysis.Of(network).Layers.Select((l, i) => IntQuantizer.OfLayer(l, inputBits, i + 1))] : null;
        ProtoMessage graph = Graph(network, scale.Quantizer, IntQuantizer.OfInputs(inputBits), values, freeBatch ? null : 1);
        string text = $"{OnnxDescription.Text(constructed)} {Formats(scale, inputBits, values)}";
        OnnxMessages.Model(graph, text, OnnxDescription.Properties(constructed), IntQuantizer.Domain).Write(stream);
    }

    private static ProtoMessage Graph(Network network, IntQuantizer weights, IntQuantizer inputs, IntQuantizer[]? values, long? batch)
    {
        List<ProtoMessage> tensors = [OnnxMessages.Scalar(IntQuantizer.ZeroPoint, 0), .. weights.Tensors(WeightScale), .. inputs.Tensors("u")];
        List<ProtoMessage> nodes = [inputs.Node("u", "u", "u0")];
        DenseLayer[] layers = [.. DenseLayer.Of(network, SingleWeights.Of(network.Codebook))];
        string source = "u0";
        foreach (DenseLayer layer in layers)
        {
            tensors.Add(OnnxMessages.Floats($"W{layer.Number}", [layer.Before, layer.Matrix.Rows], layer.Matrix.WriteTransposed));
            tensors.Add(layer.Biases);
            tensors.AddRange(values?[layer.Number - 1].Tensors($"u{layer.Number}") ?? []);
            source = Layer(nodes, layer, source, weights, values?[layer.Number - 1]);
        }

        return OnnxMessages.Graph(nodes, tensors, OnnxMessages.Matrix("u", batch, network.Inputs), OnnxMessages.Matrix(source, batch, layers[^1].Matrix.Rows));
    }

    // Adds the operators of a layer and returns the name of its values.
    private static string Layer(List<ProtoMessage> nodes, DenseLayer layer, string source, IntQuantizer weights, IntQuantizer? values)
    {
        string n = layer.Number.ToString(CultureInfo.InvariantCulture), output = layer.IsLast ? "y" : $"u{n}";
        nodes.Add(weights.Node(WeightScale, $"W{n}", $"W{n}_quantized"));
        nodes.Add(weights.Node(WeightScale, $"b{n}", $"b{n}_quantized"));
        nodes.Add(OnnxMessages.Node("MatMul", [source, $"W{n}_quantized"], $"p{n}"));
        string activation = values is null ? output : $"v{n}", sum = layer.IsLast ? activation : $"z{n}";
        nodes.Add(OnnxMessages.Node("Add", [$"p{n}", $"b{n}_quantized"], sum));
        if (!layer.IsLast)
        {
            nodes.Add(OnnxMessages.Node("Relu", [sum], activation));
        }

        if (values is not null)
        {
            nodes.Add(values.Node($"u{n}", activation, output));
        }

        return output;
    }

    private static string Formats(CodebookScale scale, int inputBits, IntQuantizer[]? values) => string.Create(CultureInfo.InvariantCulture,
        $"Inputs have {inputBits} fraction bits. ") + (values is null
        ? $"Weights are integers times the float32 number nearest to {scale.Scale}; values are not quantized, as they have no fixed-point format."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Weights are integers times {scale.Scale}; quantizers keep every value as it is, and the widest has {values.Max(v => v.Bits)} bits. Float32 "
                + $"arithmetic is exact up to 24."));
}
