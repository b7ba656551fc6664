using System.Text;

namespace QuantRelu.Tests.Formats.Onnx;

/// <summary>The fields of one protobuf message, read from its bytes alone: varints, and lengths with their bytes.</summary>
internal sealed class ProtoFields
{
    private readonly List<(int Field, ulong Number, byte[]? Bytes)> _fields = [];

    public ProtoFields(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            ulong tag = Varint(ref bytes), number = Varint(ref bytes);
            byte[]? content = (tag & 7) switch { 0 => null, 2 => bytes[..(int)number].ToArray(), var type => throw new FormatException($"Wire type {type}.") };
            bytes = bytes[(content?.Length ?? 0)..];
            _fields.Add(((int)(tag >> 3), number, content));
        }
    }

    public IEnumerable<ProtoFields> Messages(int field) => Contents(field).Select(b => new ProtoFields(b));

    public IEnumerable<string> Texts(int field) => Contents(field).Select(b => Encoding.UTF8.GetString(b));

    public string Text(int field) => Texts(field).DefaultIfEmpty(string.Empty).Single();

    public byte[] Bytes(int field) => Contents(field).Single();

    public IEnumerable<long> Numbers(int field) => _fields.Where(f => f.Field == field).Select(f => (long)f.Number);

    private IEnumerable<byte[]> Contents(int field) => _fields.Where(f => f.Field == field).Select(f => f.Bytes!);

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }
}
