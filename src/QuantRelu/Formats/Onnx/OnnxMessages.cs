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

    private const int FloatType = 1;
    private const int Int64Type = 7;

    /// <summary>ModelProto: a graph over the standard operators and those of other domains, with a documentation text and named properties.</summary>
    public static ProtoMessage Model(
        ProtoMessage graph, string documentation, IEnumerable<KeyValuePair<string, string>> properties, params OperatorDomain[] domains) => new ProtoMessage()
        .Add(1, IrVersion)
        .Add(2, "QuantRelu")
        .Add(6, documentation)
        .Add(7, graph)
        .AddAll(8, domains.Prepend(new(string.Empty, Opset)).Select(d => new ProtoMessage().Add(1, d.Name).Add(2, d.Version)))
        .AddAll(14, properties.Select(p => new ProtoMessage().Add(1, p.Key).Add(2, p.Value)));

    /// <summary>GraphProto.</summary>
    public static ProtoMessage Graph(IEnumerable<ProtoMessage> nodes, IEnumerable<ProtoMessage> initializers, ProtoMessage input, ProtoMessage output) =>
        new ProtoMessage()
        .AddAll(1, nodes)
        .Add(2, "network")
        .AddAll(5, initializers)
        .Add(11, input)
        .Add(12, output);

    /// <summary>NodeProto: an operator applied to named tensors.</summary>
    public static ProtoMessage Node(string operation, string[] inputs, string output, params ProtoMessage[] attributes) =>
        Node(new(string.Empty, Opset), operation, inputs, output, attributes);

    /// <summary>NodeProto of an operator of some domain.</summary>
    public static ProtoMessage Node(OperatorDomain domain, string operation, string[] inputs, string output, params ProtoMessage[] attributes)
    {
        var node = new ProtoMessage();
        foreach (string input in inputs)
        {
            node.Add(1, input);
        }

        node.Add(2, output).Add(3, $"{operation}_{output}").Add(4, operation).AddAll(5, attributes);
        return domain.Name.Length == 0 ? node : node.Add(7, domain.Name);
    }

    /// <summary>AttributeProto with an integer.</summary>
    public static ProtoMessage Attribute(string name, long value) => new ProtoMessage().Add(1, name).Add(3, value).Add(20, 2);

    /// <summary>AttributeProto with a text.</summary>
    public static ProtoMessage Attribute(string name, string value) => new ProtoMessage().Add(1, name).Add(4, value).Add(20, 3);

    /// <summary>TensorProto of one float32 value, without dimensions.</summary>
    public static ProtoMessage Scalar(string name, float value) => Floats(name, [], stream =>
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        stream.Write(bytes);
    });

    /// <summary>TensorProto of float32 values, which are streamed.</summary>
    public static ProtoMessage Floats(string name, long[] dimensions, Action<Stream> write) =>
        Tensor(name, dimensions, FloatType, checked(Elements(dimensions) * sizeof(float)), write);

    /// <summary>TensorProto of int64 values, which are streamed.</summary>
    public static ProtoMessage Integers(string name, long[] dimensions, IEnumerable<long> values) =>
        Tensor(name, dimensions, Int64Type, checked(Elements(dimensions) * sizeof(long)), stream =>
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            foreach (long value in values)
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
                stream.Write(bytes);
            }
        });

    /// <summary>ValueInfoProto of a float32 matrix [batch, columns]; the batch is free when it is null.</summary>
    public static ProtoMessage Matrix(string name, long? batch, long columns)
    {
        var first = batch is { } rows ? new ProtoMessage().Add(1, rows) : new ProtoMessage().Add(2, "batch");
        var shape = new ProtoMessage().Add(1, first).Add(1, new ProtoMessage().Add(1, columns));
        return new ProtoMessage().Add(1, name).Add(2, new ProtoMessage().Add(1, new ProtoMessage().Add(1, FloatType).Add(2, shape)));
    }

    private static long Elements(long[] dimensions) => dimensions.Aggregate(1L, (product, d) => checked(product * d));

    private static ProtoMessage Tensor(string name, long[] dimensions, int type, long length, Action<Stream> write)
    {
        var tensor = new ProtoMessage();
        foreach (long dimension in dimensions)
        {
            tensor.Add(1, dimension);
        }

        return tensor.Add(2, type).Add(8, name).Add(9, length, write);
    }
}

/// <summary>A set of operators and its version, listed by every model that uses it.</summary>
/// <param name="Name">Empty for the standard operators.</param>
/// <param name="Version">Its version.</param>
internal readonly record struct OperatorDomain(string Name, int Version);
