using System.Buffers.Binary;

namespace QuantRelu.Tests.Formats.Onnx;

/// <summary>
/// A model of Quant, MatMul, Add and Relu, read from its file alone by the field numbers of onnx.proto and evaluated in exact arithmetic:
/// an interpreter of the documented meaning, which shares nothing with the writer.
/// </summary>
internal sealed class QonnxModel
{
    private readonly Dictionary<string, Tensor> _constants = [];
    private readonly string _output;

    public QonnxModel(byte[] file)
    {
        var model = new ProtoFields(file);
        Domains = model.Messages(8).ToDictionary(d => d.Text(1), d => d.Numbers(2).Single());
        Documentation = model.Text(6);
        ProtoFields graph = model.Messages(7).Single();
        Nodes = [.. graph.Messages(1).Select(n => new OnnxNode(n))];
        _output = graph.Messages(12).Single().Text(1);
        foreach (ProtoFields tensor in graph.Messages(5))
        {
            _constants[tensor.Text(8)] = new Tensor([.. tensor.Numbers(1)], [.. Numbers(tensor.Bytes(9), tensor.Numbers(2).Single())]);
        }

        foreach (ProtoFields value in graph.Messages(13))
        {
            ProtoFields type = value.Messages(2).Single().Messages(1).Single();
            Types[value.Text(1)] = type.Numbers(1).Single();
            Shapes[value.Text(1)] = [.. type.Messages(2).Single().Messages(1).Select(d => d.Numbers(1).SingleOrDefault())];
        }

        foreach (OnnxNode node in Nodes.Where(n => n.Operation == "Quant" && _constants.ContainsKey(n.Inputs[0])))
        {
            _constants[node.Output] = Quantized(node, _constants);
        }
    }

    public IReadOnlyDictionary<string, long> Domains { get; }

    public string Documentation { get; }

    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>The stored tensors, and the quantized ones.</summary>
    public IReadOnlyDictionary<string, Tensor> Constants => _constants;

    /// <summary>The types that are told of values.</summary>
    public Dictionary<string, long> Types { get; } = [];

    /// <summary>The shapes that are told of values.</summary>
    public Dictionary<string, long[]> Shapes { get; } = [];

    /// <summary>The scale and the bits of a quantizer.</summary>
    public (Rational Scale, int Bits) Format(OnnxNode node) =>
        (_constants[node.Inputs[1]].Values.Single(), (int)_constants[node.Inputs[3]].Values.Single().Numerator);

    /// <summary>All tensors at an input u.</summary>
    /// <param name="point">u.</param>
    /// <param name="quantized">What quantizers of values do, if not what is documented.</param>
    public IReadOnlyDictionary<string, Tensor> Run(IReadOnlyList<Rational> point, Func<OnnxNode, Dictionary<string, Tensor>, Tensor>? quantized = null)
    {
        var tensors = new Dictionary<string, Tensor>(_constants) { ["u"] = new([1, point.Count], point) };
        foreach (OnnxNode node in Nodes.Where(n => !_constants.ContainsKey(n.Output)))
        {
            tensors[node.Output] = node.Operation switch
            {
                "Quant" => (quantized ?? Quantized)(node, tensors),
                "MatMul" => Product(tensors[node.Inputs[0]], tensors[node.Inputs[1]]),
                "Add" => new(tensors[node.Inputs[0]].Shape, [.. tensors[node.Inputs[0]].Values.Zip(tensors[node.Inputs[1]].Values, (a, b) => a + b)]),
                "Relu" => new(tensors[node.Inputs[0]].Shape, [.. tensors[node.Inputs[0]].Values.Select(v => v.Sign < 0 ? 0 : v)]),
                _ => throw new FormatException($"The operator {node.Operation} is none of a QONNX export."),
            };
        }

        return tensors;
    }

    /// <summary>The only output's values.</summary>
    public IReadOnlyList<Rational> Evaluate(IReadOnlyList<Rational> point) => Run(point)[_output].Values;

    private static Tensor Quantized(OnnxNode node, Dictionary<string, Tensor> tensors)
    {
        Rational[] format = [.. node.Inputs.Skip(1).Select(i => tensors[i].Values.Single())];
        Tensor source = tensors[node.Inputs[0]];
        return new(source.Shape, [.. source.Values.Select(v =>
            IntQuant.Of(v, format[0], format[1], (int)format[2].Numerator, node.Flags["signed"] == 1, node.Flags["narrow"] == 1))]);
    }

    private static Tensor Product(Tensor row, Tensor matrix)
    {
        int columns = (int)matrix.Shape[1];
        var sums = new Rational[columns];
        for (int k = 0; k < row.Values.Count; k++)
        {
            for (int i = 0; i < columns && !row.Values[k].IsZero; i++)
            {
                Rational weight = matrix.Values[(k * columns) + i];
                sums[i] = weight.IsZero ? sums[i] : sums[i] + (weight * row.Values[k]);
            }
        }

        return new([1, columns], sums);
    }

    // float32, uint8 and int8.
    private static IEnumerable<Rational> Numbers(byte[] bytes, long type)
    {
        for (int at = 0; at < bytes.Length; at += type == 1 ? sizeof(float) : 1)
        {
            yield return type == 1 ? Dyadic.FromDouble(BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at))) : type == 2 ? bytes[at] : (sbyte)bytes[at];
        }
    }
}

/// <summary>Values in rows.</summary>
internal sealed record Tensor(IReadOnlyList<long> Shape, IReadOnlyList<Rational> Values);

/// <summary>An operator, its inputs and its attributes.</summary>
internal sealed class OnnxNode(ProtoFields fields)
{
    public string[] Inputs { get; } = [.. fields.Texts(1)];

    public string Output { get; } = fields.Text(2);

    public string Operation { get; } = fields.Text(4);

    public string Domain { get; } = fields.Text(7);

    public Dictionary<string, long> Flags { get; } = fields.Messages(5).Where(a => a.Numbers(20).Single() == 2)
        .ToDictionary(a => a.Text(1), a => a.Numbers(3).Single());

    public Dictionary<string, string> Words { get; } = fields.Messages(5).Where(a => a.Numbers(20).Single() == 3).ToDictionary(a => a.Text(1), a => a.Text(4));
}
