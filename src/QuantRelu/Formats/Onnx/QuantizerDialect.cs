using QuantRelu.Formats.Protobuf;

namespace QuantRelu.Formats.Onnx;

/// <summary>How a model writes quantizers: as one operator of QONNX, or as three standard ones.</summary>
internal abstract class QuantizerDialect
{
    private readonly List<ProtoMessage> _tensors = [];
    private readonly List<ProtoMessage> _nodes = [];
    private readonly List<ProtoMessage> _values = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>The stored tensors so far.</summary>
    public IEnumerable<ProtoMessage> Tensors => _tensors;

    /// <summary>The operators so far.</summary>
    public IEnumerable<ProtoMessage> Nodes => _nodes;

    /// <summary>The types and shapes of what operators compute so far.</summary>
    public IEnumerable<ProtoMessage> Values => _values;

    /// <summary>The sets of operators besides the standard ones.</summary>
    public virtual OperatorDomain[] Domains => [];

    /// <summary>Stores a tensor.</summary>
    public void Store(ProtoMessage tensor) => _tensors.Add(tensor);

    /// <summary>Adds an operator and the shape of the float32 tensor that it computes; that of the model's output is told with the output.</summary>
    public void Add(ProtoMessage node, string output, IReadOnlyList<long?> shape, bool isOutput = false)
    {
        _nodes.Add(node);
        if (!isOutput)
        {
            _values.Add(OnnxMessages.Value(output, ElementType.Single, shape));
        }
    }

    /// <summary>Quantizes a tensor.</summary>
    /// <param name="quantizer">The quantizer.</param>
    /// <param name="name">The name of its format; formats of one name are stored once.</param>
    /// <param name="source">What is quantized.</param>
    /// <param name="output">The name of the result.</param>
    /// <param name="shape">The shape of both.</param>
    /// <param name="isOutput">True when the result is the model's output.</param>
    public abstract void Quantize(IntQuantizer quantizer, string name, string source, string output, IReadOnlyList<long?> shape, bool isOutput = false);

    /// <summary>True for a name that is new.</summary>
    protected bool IsNew(string name) => _named.Add(name);

    /// <summary>Adds an operator, and the type and shape of what it computes.</summary>
    protected void Add(ProtoMessage node, ProtoMessage value)
    {
        _nodes.Add(node);
        _values.Add(value);
    }
}

/// <summary>
/// The operator Quant of QONNX, which qonnx, hls4ml and FINN know; its new name, IntQuant, FINN does not (convert_qonnx_to_finn.py and what it calls).
/// </summary>
internal sealed class QonnxDialect : QuantizerDialect
{
    private const string ZeroPoint = "zero_point";
    private static readonly OperatorDomain Domain = new("qonnx.custom_op.general", 1);

    /// <inheritdoc/>
    public override OperatorDomain[] Domains => [Domain];

    /// <inheritdoc/>
    public override void Quantize(IntQuantizer quantizer, string name, string source, string output, IReadOnlyList<long?> shape, bool isOutput = false)
    {
        if (IsNew(ZeroPoint))
        {
            Store(OnnxMessages.Scalar(ZeroPoint, 0));
        }

        if (IsNew(name))
        {
            Store(OnnxMessages.Scalar($"scale_{name}", (float)(double)quantizer.Scale));
            Store(OnnxMessages.Scalar($"bits_{name}", quantizer.Bits));
        }

        ProtoMessage node = OnnxMessages.Node(
            Domain,
            "Quant",
            [source, $"scale_{name}", ZeroPoint, $"bits_{name}"],
            output,
            OnnxMessages.Attribute("signed", quantizer.IsSigned ? 1 : 0),
            OnnxMessages.Attribute("narrow", quantizer.IsNarrow ? 1 : 0),
            OnnxMessages.Attribute("rounding_mode", "ROUND"));
        Add(node, output, shape, isOutput);
    }
}

/// <summary>
/// QuantizeLinear, Clip and DequantizeLinear, which every ONNX runtime has: integers of eight bits, clipped to fewer. Source: the operators' definitions for
/// opset 13, and QCDQToQuant of qonnx, which makes Quant of them.
/// </summary>
internal sealed class QcdqDialect : QuantizerDialect
{
    /// <summary>The most bits of an integer.</summary>
    public const int MostBits = 8;

    /// <inheritdoc/>
    public override void Quantize(IntQuantizer quantizer, string name, string source, string output, IReadOnlyList<long?> shape, bool isOutput = false)
    {
        ElementType type = quantizer.IsSigned ? ElementType.SignedByte : ElementType.Byte;
        string zero = quantizer.IsSigned ? "zero_signed" : "zero_unsigned";
        if (IsNew(zero))
        {
            Store(OnnxMessages.Byte(zero, type, 0));
        }

        if (IsNew(name))
        {
            Store(OnnxMessages.Scalar($"scale_{name}", (float)(double)quantizer.Scale));
            Store(OnnxMessages.Byte($"least_{name}", type, (int)quantizer.Least));
            Store(OnnxMessages.Byte($"most_{name}", type, (int)quantizer.Most));
        }

        string integers = $"{output}_integers", clipped = $"{output}_clipped";
        Add(OnnxMessages.Node("QuantizeLinear", [source, $"scale_{name}", zero], integers), OnnxMessages.Value(integers, type, shape));
        Add(OnnxMessages.Node("Clip", [integers, $"least_{name}", $"most_{name}"], clipped), OnnxMessages.Value(clipped, type, shape));
        Add(OnnxMessages.Node("DequantizeLinear", [clipped, $"scale_{name}", zero], output), output, shape, isOutput);
    }
}
