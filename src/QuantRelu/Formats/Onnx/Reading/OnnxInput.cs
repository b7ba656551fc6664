using QuantRelu.Formats.Protobuf;

namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>ValueInfoProto: a name, and the lengths of its axes, null where they are free; no lengths at all when the file tells no shape.</summary>
internal sealed class OnnxInput
{
    private OnnxInput(string name, List<long?>? lengths) => (Name, Lengths) = (name, lengths);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The lengths.</summary>
    public IReadOnlyList<long?>? Lengths { get; }

    /// <summary>Reads it.</summary>
    /// <exception cref="NetworkFormatException">The bytes are none.</exception>
    public static OnnxInput Read(ReadOnlyMemory<byte> message)
    {
        string name = string.Empty;
        List<long?>? lengths = null;
        foreach (ProtoField field in ProtoField.Of(message))
        {
            if (field.Number == OnnxFields.Value.Name)
            {
                name = field.Text();
            }
            else if (field.Number == OnnxFields.Value.Type)
            {
                lengths = Inside(field.Bytes(), OnnxFields.Value.TensorType).SelectMany(t => Inside(t, OnnxFields.Value.Shape)).Select(Shape).LastOrDefault();
            }
        }

        return new OnnxInput(name, lengths);
    }

    private static List<long?> Shape(ReadOnlyMemory<byte> shape) => [.. Inside(shape, OnnxFields.Value.Dimensions).Select(Length)];

    private static long? Length(ReadOnlyMemory<byte> dimension) =>
        ProtoField.Of(dimension).Where(f => f.Number == OnnxFields.Value.Length).Select(f => (long?)f.Integer()).LastOrDefault();

    private static IEnumerable<ReadOnlyMemory<byte>> Inside(ReadOnlyMemory<byte> message, int number) =>
        ProtoField.Of(message).Where(f => f.Number == number).Select(f => f.Bytes());
}
