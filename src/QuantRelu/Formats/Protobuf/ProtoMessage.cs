using System.Text;

namespace QuantRelu.Formats.Protobuf;

/// <summary>
/// One message in the wire format of Protocol Buffers: fields in the order in which they are added, each a tag (number·8 + wire type) and
/// a varint or a length with that many bytes. Its size is known before anything is written, so large fields are streamed.
/// </summary>
internal sealed class ProtoMessage
{
    private const int VarintType = 0;
    private const int LengthType = 2;
    private readonly List<(long Size, Action<Stream> Write)> _parts = [];

    /// <summary>Bytes of all fields.</summary>
    public long Size { get; private set; }

    /// <summary>Adds an integer, an enumeration or a boolean; a negative one takes ten bytes.</summary>
    public ProtoMessage Add(int field, long value)
    {
        Tag(field, VarintType);
        return Varint((ulong)value);
    }

    /// <summary>Adds a text.</summary>
    public ProtoMessage Add(int field, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        return Add(field, bytes.Length, s => s.Write(bytes));
    }

    /// <summary>Adds a message; it takes no more fields afterwards.</summary>
    public ProtoMessage Add(int field, ProtoMessage message) => Add(field, message.Size, message.Write);

    /// <summary>Adds one message after another under the same number: a repeated field.</summary>
    public ProtoMessage AddAll(int field, IEnumerable<ProtoMessage> messages)
    {
        foreach (ProtoMessage message in messages)
        {
            Add(field, message);
        }

        return this;
    }

    /// <summary>Adds bytes that are written later; exactly <paramref name="length"/> of them.</summary>
    public ProtoMessage Add(int field, long length, Action<Stream> write)
    {
        Tag(field, LengthType);
        Varint((ulong)length);
        return Part(length, write);
    }

    /// <summary>Writes all fields.</summary>
    public void Write(Stream stream)
    {
        foreach ((_, Action<Stream> write) in _parts)
        {
            write(stream);
        }
    }

    private void Tag(int field, int type) => Varint(((ulong)field << 3) | (uint)type);

    // Seven bits a byte, lowest first; the highest bit says that more follow.
    private ProtoMessage Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return Part(bytes.Count, s => s.Write(bytes.ToArray()));
    }

    private ProtoMessage Part(long size, Action<Stream> write)
    {
        _parts.Add((size, write));
        Size = checked(Size + size);
        return this;
    }
}
