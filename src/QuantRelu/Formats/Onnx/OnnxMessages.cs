using System.Buffers.Binary;
using QuantRelu.Formats.Protobuf;

namespace QuantRelu.Formats.Onnx;

/// <summary>The messages of onnx.proto that the exports need, with that file's field numbers.</summary>
internal static class OnnxMessages
{
    /// <summary>The version of the file format.</summary>
    public const int IrVersion = 8;

    /// <summary>The version of the operators.</summary>
    public const int Opset = 17;

    /// <summary>ModelProto: a graph over the standard operators and those of other domains, with a documentation text and named properties.</summary>
    public static ProtoMessage Model(
        ProtoMessage graph, string documentation, IEnumerable<KeyValuePair<string, string>> properties, params OperatorDomain[] domains) => new ProtoMessage()
        .Add(OnnxFields.Model.IrVersion, IrVersion)
        .Add(OnnxFields.Model.Producer, "QuantRelu")
        .Add(OnnxFields.Model.Documentation, documentation)
        .Add(OnnxFields.Model.Graph, graph)
        .AddAll(OnnxFields.Model.Operators, domains.Prepend(new(string.Empty, Opset))
            .Select(d => new ProtoMessage().Add(OnnxFields.Pair.Name, d.Name).Add(OnnxFields.Pair.Value, d.Version)))
        .AddAll(OnnxFields.Model.Properties, properties
            .Select(p => new ProtoMessage().Add(OnnxFields.Pair.Name, p.Key).Add(OnnxFields.Pair.Value, p.Value)));

    /// <summary>GraphProto.</summary>
    public static ProtoMessage Graph(
        IEnumerable<ProtoMessage> nodes,
        IEnumerable<ProtoMessage> initializers,
        ProtoMessage input,
        ProtoMessage output,
        params IEnumerable<ProtoMessage> inner) =>
        new ProtoMessage()
        .AddAll(OnnxFields.Graph.Nodes, nodes)
        .Add(OnnxFields.Graph.Name, "network")
        .AddAll(OnnxFields.Graph.Tensors, initializers)
        .Add(OnnxFields.Graph.Inputs, input)
        .Add(OnnxFields.Graph.Outputs, output)
        .AddAll(OnnxFields.Graph.Values, inner);

    /// <summary>NodeProto: an operator applied to named tensors.</summary>
    public static ProtoMessage Node(string operation, string[] inputs, string output, params ProtoMessage[] attributes) =>
        Node(new(string.Empty, Opset), operation, inputs, output, attributes);

    /// <summary>NodeProto of an operator of some domain.</summary>
    public static ProtoMessage Node(OperatorDomain domain, string operation, string[] inputs, string output, params ProtoMessage[] attributes)
    {
        var node = new ProtoMessage();
        foreach (string input in inputs)
        {
            node.Add(OnnxFields.Node.Inputs, input);
        }

        node.Add(OnnxFields.Node.Outputs, output).Add(OnnxFields.Node.Name, $"{operation}_{output}").Add(OnnxFields.Node.Operator, operation)
            .AddAll(OnnxFields.Node.Attributes, attributes);
        return domain.Name.Length == 0 ? node : node.Add(OnnxFields.Node.Domain, domain.Name);
    }

    /// <summary>AttributeProto with an integer.</summary>
    public static ProtoMessage Attribute(string name, long value) => new ProtoMessage()
        .Add(OnnxFields.Attribute.Name, name).Add(OnnxFields.Attribute.Integer, value).Add(OnnxFields.Attribute.Type, OnnxFields.Attribute.IntegerType);

    /// <summary>AttributeProto with a text.</summary>
    public static ProtoMessage Attribute(string name, string value) => new ProtoMessage()
        .Add(OnnxFields.Attribute.Name, name).Add(OnnxFields.Attribute.Text, value).Add(OnnxFields.Attribute.Type, OnnxFields.Attribute.TextType);

    /// <summary>TensorProto of one float32 value, without dimensions.</summary>
    public static ProtoMessage Scalar(string name, float value) => Floats(name, [], stream =>
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        stream.Write(bytes);
    });

    /// <summary>TensorProto of one integer of eight bits, without dimensions.</summary>
    public static ProtoMessage Byte(string name, ElementType type, int value) => Tensor(name, [], type, sizeof(byte), stream => stream.WriteByte((byte)value));

    /// <summary>TensorProto of float32 values, which are streamed.</summary>
    public static ProtoMessage Floats(string name, long[] dimensions, Action<Stream> write) =>
        Tensor(name, dimensions, ElementType.Single, checked(Elements(dimensions) * sizeof(float)), write);

    /// <summary>TensorProto of int64 values, which are streamed.</summary>
    public static ProtoMessage Integers(string name, long[] dimensions, IEnumerable<long> values) =>
        Tensor(name, dimensions, ElementType.Long, checked(Elements(dimensions) * sizeof(long)), stream =>
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            foreach (long value in values)
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
                stream.Write(bytes);
            }
        });

    /// <summary>ValueInfoProto of a float32 matrix [batch, columns]; the batch is free when it is null.</summary>
    public static ProtoMessage Matrix(string name, long? batch, long columns) => Value(name, ElementType.Single, [batch, columns]);

    /// <summary>ValueInfoProto of a tensor; an axis is free when its length is null.</summary>
    public static ProtoMessage Value(string name, ElementType type, params IReadOnlyList<long?> lengths)
    {
        ProtoMessage shape = new ProtoMessage().AddAll(OnnxFields.Value.Dimensions, lengths.Select(n => n is { } length
            ? new ProtoMessage().Add(OnnxFields.Value.Length, length)
            : new ProtoMessage().Add(OnnxFields.Value.LengthName, "batch")));
        var tensor = new ProtoMessage().Add(OnnxFields.Value.ElementType, (long)type).Add(OnnxFields.Value.Shape, shape);
        return new ProtoMessage().Add(OnnxFields.Value.Name, name)
            .Add(OnnxFields.Value.Type, new ProtoMessage().Add(OnnxFields.Value.TensorType, tensor));
    }

    private static long Elements(long[] dimensions) => dimensions.Aggregate(1L, (product, d) => checked(product * d));

    private static ProtoMessage Tensor(string name, long[] dimensions, ElementType type, long length, Action<Stream> write)
    {
        var tensor = new ProtoMessage();
        foreach (long dimension in dimensions)
        {
            tensor.Add(OnnxFields.Tensor.Dimensions, dimension);
        }

        return tensor.Add(OnnxFields.Tensor.Type, (long)type).Add(OnnxFields.Tensor.Name, name).Add(OnnxFields.Tensor.Raw, length, write);
    }
}

/// <summary>A set of operators and its version, listed by every model that uses it.</summary>
/// <param name="Name">Empty for the standard operators.</param>
/// <param name="Version">Its version.</param>
internal readonly record struct OperatorDomain(string Name, int Version);
