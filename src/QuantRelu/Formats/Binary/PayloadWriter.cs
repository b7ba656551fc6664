using System.Text;

namespace QuantRelu.Formats.Binary;

/// <summary>Writes the payload of the binary format: variable-length integers (7 bits a byte, signed ones zigzag), texts, and packed codes.</summary>
internal sealed class PayloadWriter(Stream stream)
{
    public void Write(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }

    public void Write(int value) => Write(checked((ulong)value));

    public void WriteSigned(long value) => Write((ulong)(value << 1) ^ (ulong)(value >> 63));

    public void Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Write(bytes.Length);
        stream.Write(bytes);
    }

    /// <summary>Codes of equal width, least significant bit first, padded to whole bytes.</summary>
    public void WritePacked(IEnumerable<int> codes, int bits)
    {
        ulong pending = 0;
        int count = 0;
        foreach (int code in codes)
        {
            pending |= (ulong)(uint)code << count;
            for (count += bits; count >= 8; count -= 8, pending >>= 8)
            {
                stream.WriteByte((byte)pending);
            }
        }

        if (count > 0)
        {
            stream.WriteByte((byte)pending);
        }
    }
}
