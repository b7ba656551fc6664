using System.Globalization;
using QuantRelu.Analysis;
using QuantRelu.Formats.Protobuf;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// A network as a dense model whose weights, biases and values pass through quantizers, each of which is the identity on what it gets. The formats are found
/// first, so that what they cannot hold is refused before anything is written.
/// </summary>
internal sealed class QuantizedModel
{
    private const string WeightFormat = "weight";
    private readonly ConstructedNetwork _constructed;
    private readonly Network _network;
    private readonly CodebookScale _scale;
    private readonly ImmutableArray<LayerPrecision>? _layers;

    /// <summary>The model of a network.</summary>
    /// <exception cref="ArgumentException">The matrices take more than a file holds, or weights do not fit a quantizer.</exception>
    public QuantizedModel(ConstructedNetwork constructed)
    {
        OnnxExport.CheckSize(constructed.Network);
        _constructed = constructed;
        _network = ReluForm.Of(constructed.Network);
        _scale = CodebookScale.Of(_network.Codebook);
        _layers = _scale.IsExact ? PrecisionAnalysis.Of(_network).Layers : null;
    }

    /// <summary>The bits of weights and biases.</summary>
    public int WeightBits => _scale.Quantizer.Bits;

    /// <summary>The most bits of an input or a value at p fraction bits of the inputs, and the layer that needs them, 0 for the inputs.</summary>
    public (int Layer, int Bits) Widest(int inputBits)
    {
        (int Layer, int Bits) widest = (0, IntQuantizer.BitsOfInputs(inputBits));
        for (int l = 0; l < _layers?.Length; l++)
        {
            int bits = IntQuantizer.BitsOfLayer(_layers.Value[l], inputBits, l == _layers.Value.Length - 1);
            widest = bits > widest.Bits ? (l + 1, bits) : widest;
        }

        return widest;
    }

    /// <summary>The most fraction bits of the inputs with which no value needs more than some bits; null when even 0 are too many.</summary>
    public int? MostInputBits(int valueBits)
    {
        int bits = QonnxExport.MostInputBits;
        while (bits >= 0 && Widest(bits).Bits > valueBits)
        {
            bits--;
        }

        return bits >= 0 ? bits : null;
    }

    /// <summary>The model.</summary>
    /// <param name="dialect">How quantizers are written; an empty one.</param>
    /// <param name="inputBits">p.</param>
    /// <param name="freeBatch">True for any number of points.</param>
    /// <exception cref="ArgumentException">Values do not fit a quantizer.</exception>
    public ProtoMessage Message(QuantizerDialect dialect, int inputBits, bool freeBatch)
    {
        IntQuantizer[]? values = _layers is { } all ? [.. all.Select((l, i) => IntQuantizer.OfLayer(l, inputBits, i + 1, i == all.Length - 1))] : null;
        long? batch = freeBatch ? null : 1;
        dialect.Quantize(IntQuantizer.OfInputs(inputBits), "u", "u", "u0", [batch, _network.Inputs]);
        string source = "u0";
        long rows = 0;
        foreach (DenseLayer layer in DenseLayer.Of(_network, SingleWeights.Of(_network.Codebook)))
        {
            source = Layer(dialect, layer, source, values?[layer.Number - 1], batch);
            rows = layer.Matrix.Rows;
        }

        ProtoMessage input = OnnxMessages.Matrix("u", batch, _network.Inputs), output = OnnxMessages.Matrix(source, batch, rows);
        ProtoMessage graph = OnnxMessages.Graph(dialect.Nodes, dialect.Tensors, input, output, dialect.Values);
        string text = $"{OnnxDescription.Text(_constructed)} {Formats(inputBits, values)}";
        return OnnxMessages.Model(graph, text, OnnxDescription.Properties(_constructed), dialect.Domains);
    }

    // Adds the operators of a layer and returns the name of its values.
    private string Layer(QuantizerDialect dialect, DenseLayer layer, string source, IntQuantizer? values, long? batch)
    {
        string n = layer.Number.ToString(CultureInfo.InvariantCulture), output = layer.IsLast ? "y" : $"u{n}";
        long rows = layer.Matrix.Rows;
        dialect.Store(OnnxMessages.Floats($"W{n}", [layer.Before, rows], layer.Matrix.WriteTransposed));
        dialect.Store(layer.Biases);
        dialect.Quantize(_scale.Quantizer, WeightFormat, $"W{n}", $"W{n}_quantized", [layer.Before, rows]);
        dialect.Quantize(_scale.Quantizer, WeightFormat, $"b{n}", $"b{n}_quantized", [rows]);
        dialect.Add(OnnxMessages.Node("MatMul", [source, $"W{n}_quantized"], $"p{n}"), $"p{n}", [batch, rows]);
        string activation = values is null ? output : $"v{n}", sum = layer.IsLast ? activation : $"z{n}";
        dialect.Add(OnnxMessages.Node("Add", [$"p{n}", $"b{n}_quantized"], sum), sum, [batch, rows], isOutput: sum == "y");
        if (!layer.IsLast)
        {
            dialect.Add(OnnxMessages.Node("Relu", [sum], activation), activation, [batch, rows]);
        }

        if (values is not null)
        {
            dialect.Quantize(values, $"u{n}", activation, output, [batch, rows], layer.IsLast);
        }

        return output;
    }

    private string Formats(int inputBits, IntQuantizer[]? values) => string.Create(CultureInfo.InvariantCulture,
        $"Inputs have {inputBits} fraction bits. ") + (values is null
        ? $"Weights are integers times the float32 number nearest to {_scale.Scale}; values are not quantized, as they have no fixed-point format."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Weights are integers times {_scale.Scale}; quantizers keep every value as it is, and the widest has {values.Max(v => v.Bits)} bits. Float32 "
                + $"arithmetic is exact up to 24."));
}
