using System.Buffers.Binary;
using QuantRelu.Formats.Onnx;
using QuantRelu.Formats.Protobuf;

namespace QuantRelu.Tests.Formats.Onnx.Reading;

/// <summary>An ONNX model as another program might write it: an input u of shape [1, d], operators, and an output.</summary>
internal sealed class ModelFile(int inputs, string output = "y")
{
    private readonly List<ProtoMessage> _nodes = [];
    private readonly List<ProtoMessage> _tensors = [];
    private readonly List<ProtoMessage> _graph = [];

    /// <summary>The shape of the input, when it is another one than [1, d].</summary>
    public ProtoMessage? Input { get; init; }

    /// <summary>The version of the operators.</summary>
    public int Version { get; init; } = 13;

    /// <summary>An operator with attributes as bytes.</summary>
    public ModelFile Node(string operation, string[] from, string to, params byte[][] attributes)
    {
        var node = new ProtoMessage();
        Array.ForEach(from, name => node.Add(1, name));
        node.Add(2, to).Add(3, $"the {operation} {to}").Add(4, operation);
        Array.ForEach(attributes, a => node.Add(5, a.Length, s => s.Write(a)));
        return Add(node);
    }

    public ModelFile Add(ProtoMessage node)
    {
        _nodes.Add(node);
        return this;
    }

    /// <summary>Any field of the graph.</summary>
    public ModelFile Field(int number, ProtoMessage message)
    {
        _graph.Add(new ProtoMessage().Add(number, message));
        return this;
    }

    public ModelFile Floats(string name, long[] dimensions, params float[] values) => Tensor(name, dimensions, 1, Bytes(values));

    public ModelFile Doubles(string name, long[] dimensions, params double[] values) =>
        Tensor(name, dimensions, 11, [.. values.SelectMany(v => BitConverter.GetBytes(v))]);

    public ModelFile Halves(string name, long[] dimensions, params float[] values) =>
        Tensor(name, dimensions, 10, [.. values.SelectMany(v => BitConverter.GetBytes((Half)v))]);

    public ModelFile Integers(string name, params long[] values) => Tensor(name, [values.Length], 7, [.. values.SelectMany(v => BitConverter.GetBytes(v))]);

    public ModelFile Stored(ProtoMessage tensor)
    {
        _tensors.Add(tensor);
        return this;
    }

    public ModelFile Tensor(string name, long[] dimensions, int type, byte[] raw)
    {
        ProtoMessage tensor = Shaped(dimensions).Add(2, type).Add(8, name);
        _tensors.Add(tensor.Add(9, raw.Length, s => s.Write(raw)));
        return this;
    }

    /// <summary>A tensor's dimensions, to which its other fields are added.</summary>
    public static ProtoMessage Shaped(params long[] dimensions)
    {
        var tensor = new ProtoMessage();
        Array.ForEach(dimensions, d => tensor.Add(1, d));
        return tensor;
    }

    /// <summary>AttributeProto with a float32 number, whose wire type the writer has no need of.</summary>
    public static byte[] Single(string name, float value) =>
        [.. Written(new ProtoMessage().Add(1, name)), (2 << 3) | 5, .. BitConverter.GetBytes(value), .. Written(new ProtoMessage().Add(20, 1))];

    /// <summary>AttributeProto with an integer.</summary>
    public static byte[] Integer(string name, long value) => Written(new ProtoMessage().Add(1, name).Add(3, value).Add(20, 2));

    /// <summary>AttributeProto with integers.</summary>
    public static byte[] Several(string name, params long[] values)
    {
        var attribute = new ProtoMessage().Add(1, name);
        Array.ForEach(values, v => attribute.Add(8, v));
        return Written(attribute.Add(20, 7));
    }

    /// <summary>AttributeProto with a tensor.</summary>
    public static byte[] Value(ProtoMessage tensor) => Written(new ProtoMessage().Add(1, "value").Add(5, tensor).Add(20, 4));

    public byte[] ToBytes(params KeyValuePair<string, string>[] properties)
    {
        ProtoMessage graph = new ProtoMessage().AddAll(1, _nodes).Add(2, "g").AddAll(5, _tensors)
            .Add(11, Input ?? OnnxMessages.Matrix("u", 1, inputs)).Add(12, OnnxMessages.Matrix(output, 1, 1));
        byte[] bytes = [.. Written(graph), .. _graph.SelectMany(Written)];
        var model = new ProtoMessage().Add(1, 8).Add(2, "another program").Add(7, bytes.Length, s => s.Write(bytes))
            .Add(8, new ProtoMessage().Add(1, string.Empty).Add(2, Version))
            .AddAll(14, properties.Select(p => new ProtoMessage().Add(1, p.Key).Add(2, p.Value)));
        return Written(model);
    }

    private static byte[] Bytes(float[] values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return bytes;
    }

    private static byte[] Written(ProtoMessage message)
    {
        using var stream = new MemoryStream();
        message.Write(stream);
        return stream.ToArray();
    }
}
