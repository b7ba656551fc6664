using System.Buffers.Binary;
using QuantRelu.Formats.Protobuf;

namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>AttributeProto: a name and a value of one of several kinds.</summary>
internal sealed class OnnxAttribute
{
    private readonly List<ReadOnlyMemory<byte>> _singles = [];

    /// <summary>The name.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>A float32 number.</summary>
    public float? Single { get; private set; }

    /// <summary>An integer.</summary>
    public long? Integer { get; private set; }

    /// <summary>A tensor.</summary>
    public StoredTensor? Tensor { get; private set; }

    /// <summary>Several integers.</summary>
    public List<long>? Integers { get; private set; }

    /// <summary>Several float32 numbers.</summary>
    public float[]? Singles => _singles.Count == 0 ? null
        : [.. _singles.SelectMany(part => Enumerable.Range(0, part.Length / sizeof(float))
            .Select(i => BinaryPrimitives.ReadSingleLittleEndian(part.Span[(i * sizeof(float))..])))];

    /// <summary>Reads an attribute; what is of another kind, such as a graph, is passed over, and missed by the operator that needs it.</summary>
    /// <exception cref="NetworkFormatException">The bytes are none.</exception>
    public static OnnxAttribute Read(ReadOnlyMemory<byte> message)
    {
        var attribute = new OnnxAttribute();
        foreach (ProtoField field in ProtoField.Of(message))
        {
            switch (field.Number)
            {
                case OnnxFields.Attribute.Name:
                    attribute.Name = field.Text();
                    break;
                case OnnxFields.Attribute.Single:
                    attribute.Single = field.Single();
                    break;
                case OnnxFields.Attribute.Integer:
                    attribute.Integer = field.Integer();
                    break;
                case OnnxFields.Attribute.Tensor:
                    attribute.Tensor = StoredTensor.Read(field.Bytes());
                    break;
                case OnnxFields.Attribute.Singles:
                    attribute._singles.Add(field.Numbers());
                    break;
                case OnnxFields.Attribute.Integers:
                    (attribute.Integers ??= []).AddRange(field.Integers());
                    break;
            }
        }

        return attribute;
    }
}
