using System.Buffers.Binary;
using QuantRelu.Formats.Protobuf;

namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>TensorProto: a name, a shape and numbers, which stay in the file until they are asked for.</summary>
internal sealed class StoredTensor
{
    private readonly List<long> _dimensions = [];
    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private long _type;

    /// <summary>The name.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>Reads a tensor and holds it against its own size.</summary>
    /// <exception cref="NetworkFormatException">The bytes are none, are elsewhere, or do not fit the shape.</exception>
    public static StoredTensor Read(ReadOnlyMemory<byte> message)
    {
        var tensor = new StoredTensor();
        bool isElsewhere = false;
        int? kind = null;
        foreach (ProtoField field in ProtoField.Of(message))
        {
            switch (field.Number)
            {
                case OnnxFields.Tensor.Dimensions:
                    tensor._dimensions.AddRange(field.Integers());
                    break;
                case OnnxFields.Tensor.Type:
                    tensor._type = field.Integer();
                    break;
                case OnnxFields.Tensor.Name:
                    tensor.Name = field.Text();
                    break;
                case OnnxFields.Tensor.ExternalData:
                    isElsewhere = true;
                    break;
                case OnnxFields.Tensor.Location:
                    isElsewhere |= field.Integer() != 0;
                    break;
                case OnnxFields.Tensor.Segment:
                    throw tensor.Misfit("is stored in segments");
                case OnnxFields.Tensor.Singles or OnnxFields.Tensor.ShortIntegers or OnnxFields.Tensor.Integers or OnnxFields.Tensor.Doubles
                    or OnnxFields.Tensor.Raw:
                    kind = kind is null || kind == field.Number ? field.Number : throw tensor.Misfit("stores its numbers twice");
                    tensor._parts.Add(Bytes(field, (ElementType)tensor._type));
                    break;
            }
        }

        return isElsewhere
            ? throw tensor.Misfit("has its numbers in another file: save the model as one file")
            : tensor;
    }

    /// <summary>The tensor as a constant.</summary>
    /// <exception cref="NetworkFormatException">Its elements are not numbers that are read, or there are more or fewer than its shape says.</exception>
    public ConstantValue ToConstant()
    {
        if (!Enum.IsDefined((ElementType)_type))
        {
            throw Misfit($"has elements of type {_type}; float16, float32, float64, int8, uint8, int32 and int64 are read");
        }

        TensorShape shape = TensorShape.Stored(_dimensions) ?? throw Misfit($"has the impossible shape {string.Join("x", _dimensions.Take(8))}");
        var type = (ElementType)_type;
        ReadOnlyMemory<byte> bytes = _parts.Count == 1 ? _parts[0] : _parts.SelectMany(p => p.ToArray()).ToArray();
        return (long)shape.Count * StoredNumbers.Size(type) == bytes.Length
            ? new ConstantValue(shape, new StoredNumbers(bytes, type, Fault.Quoted(Name)))
            : throw Misfit($"has the shape {shape} and {bytes.Length} bytes, not {(long)shape.Count * StoredNumbers.Size(type)}");
    }

    // Integers are stored one by one in seven bits a byte; all else stands there as it is in memory.
    private static ReadOnlyMemory<byte> Bytes(ProtoField field, ElementType type)
    {
        if (field.Number is not (OnnxFields.Tensor.Integers or OnnxFields.Tensor.ShortIntegers))
        {
            return field.Number == OnnxFields.Tensor.Raw ? field.Bytes() : field.Numbers();
        }

        int size = field.Number == OnnxFields.Tensor.Integers ? sizeof(long) : StoredNumbers.Size(type);
        using var bytes = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (long value in field.Integers())
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            bytes.Write(number[..size]);
        }

        return bytes.ToArray();
    }

    private NetworkFormatException Misfit(string what) => Fault.Because($"the tensor {Fault.Quoted(Name)} {what}");
}
