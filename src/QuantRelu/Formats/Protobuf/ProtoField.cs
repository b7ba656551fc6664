using System.Buffers.Binary;
using System.Text;

namespace QuantRelu.Formats.Protobuf;

/// <summary>
/// One field of a message in the wire format of Protocol Buffers, as <see cref="ProtoMessage"/> writes it: a number, and an integer or bytes. Bytes are parts
/// of the file itself: nothing is copied, and nothing that a file announces is believed.
/// </summary>
internal readonly struct ProtoField
{
    private const int MostVarintBytes = 10;
    private readonly ProtoWire _wire;
    private readonly ulong _value;
    private readonly ReadOnlyMemory<byte> _bytes;

    private ProtoField(int number, ProtoWire wire, ulong value, ReadOnlyMemory<byte> bytes) => (Number, _wire, _value, _bytes) = (number, wire, value, bytes);

    /// <summary>The number of the field in its message.</summary>
    public int Number { get; }

    /// <summary>The fields of a message in their order.</summary>
    /// <exception cref="NetworkFormatException">The bytes are no message.</exception>
    public static IEnumerable<ProtoField> Of(ReadOnlyMemory<byte> message)
    {
        for (int at = 0; at < message.Length;)
        {
            ulong tag = Varint(message.Span, ref at);
            (ulong number, var wire) = (tag >> 3, (ProtoWire)(tag & 7));
            if (number is 0 or > int.MaxValue)
            {
                throw Broken($"a field has the number {number}");
            }

            ulong value = wire is ProtoWire.Varint or ProtoWire.Length ? Varint(message.Span, ref at) : 0;
            ulong length = wire switch
            {
                ProtoWire.Varint => 0,
                ProtoWire.Length => value,
                ProtoWire.Eight => 8,
                ProtoWire.Four => 4,
                _ => throw Broken($"field {number} has the wire type {(int)wire}"),
            };
            if (length > (ulong)(message.Length - at))
            {
                throw Broken($"field {number} is to have {length} bytes, and {message.Length - at} are left");
            }

            yield return new ProtoField((int)number, wire, value, message.Slice(at, (int)length));
            at += (int)length;
        }
    }

    /// <summary>An integer.</summary>
    /// <exception cref="NetworkFormatException">The field is of another kind.</exception>
    public long Integer() => _wire == ProtoWire.Varint ? (long)_value : throw Misfit("an integer");

    /// <summary>A float32 number.</summary>
    /// <exception cref="NetworkFormatException">The field is of another kind.</exception>
    public float Single() => _wire == ProtoWire.Four ? BinaryPrimitives.ReadSingleLittleEndian(_bytes.Span) : throw Misfit("a float32 number");

    /// <summary>Bytes, those of a message among them.</summary>
    /// <exception cref="NetworkFormatException">The field is of another kind.</exception>
    public ReadOnlyMemory<byte> Bytes() => _wire == ProtoWire.Length ? _bytes : throw Misfit("a length with bytes");

    /// <summary>A text.</summary>
    /// <exception cref="NetworkFormatException">The field is of another kind.</exception>
    public string Text() => Encoding.UTF8.GetString(Bytes().Span);

    /// <summary>One integer of a repeated field, or several that stand together.</summary>
    /// <exception cref="NetworkFormatException">The field is of another kind.</exception>
    public IEnumerable<long> Integers()
    {
        if (_wire == ProtoWire.Varint)
        {
            yield return (long)_value;
            yield break;
        }

        ReadOnlyMemory<byte> packed = Bytes();
        for (int at = 0; at < packed.Length;)
        {
            yield return (long)Varint(packed.Span, ref at);
        }
    }

    /// <summary>The bytes of one number of a repeated field of four or eight bytes each, or of several that stand together.</summary>
    /// <exception cref="NetworkFormatException">The field is of another kind.</exception>
    public ReadOnlyMemory<byte> Numbers() => _wire == ProtoWire.Varint ? throw Misfit("a number of fixed length") : _bytes;

    // Seven bits a byte, lowest first; the highest bit says that more follow.
    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int i = 0; i < MostVarintBytes; i++)
        {
            if (at == bytes.Length)
            {
                throw Broken("it breaks off in an integer");
            }

            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Broken($"an integer has more than {MostVarintBytes} bytes");
    }

    private static NetworkFormatException Broken(string what) => new($"The file is not in the format of Protocol Buffers: {what}.");

    private NetworkFormatException Misfit(string expected) => new($"The file is not an ONNX model: a field {Number} is not {expected}.");
}

/// <summary>How the value of a field is written.</summary>
internal enum ProtoWire
{
    /// <summary>An integer of seven bits a byte.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Eight = 1,

    /// <summary>A length and that many bytes.</summary>
    Length = 2,

    /// <summary>Four bytes.</summary>
    Four = 5,
}
