using System.Runtime.InteropServices;
using System.Text;

namespace QuantRelu.Formats.Binary;

/// <summary>
/// Reads what <see cref="PayloadWriter"/> wrote. No count is believed before the bytes for it are there, so a hostile file
/// never makes the reader allocate more than a small multiple of the file's own size.
/// </summary>
internal sealed class PayloadReader(byte[] payload)
{
    private int _position;

    private int Left => payload.Length - _position;

    public ulong Read()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            if (Left == 0 || shift > 63)
            {
                throw new NetworkFormatException($"The file ends or breaks off within a number, at byte {_position} of its content.");
            }

            byte b = payload[_position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>A number from 0 to <paramref name="most"/>; there is none when that is below 0.</summary>
    public int Read(string what, int most)
    {
        ulong value = Read();
        return most >= 0 && value <= (ulong)most ? (int)value
            : throw new NetworkFormatException($"The file says {value} for {what}; at most {most} is possible.");
    }

    /// <summary>A count of things of which each takes at least the given number of bits of what is left of the file.</summary>
    public int ReadCount(string what, int bitsEach = 8) => Read(what, (int)Math.Min(int.MaxValue, (long)Left * 8 / bitsEach));

    public long ReadSigned()
    {
        ulong value = Read();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string ReadText(string what)
    {
        int length = ReadCount(what);
        string text = Encoding.UTF8.GetString(payload, _position, length);
        _position += length;
        return text;
    }

    /// <summary>Codes of equal width below a limit.</summary>
    public ImmutableArray<T> ReadPacked<T>(string what, long count, int bits, int limit, Func<int, T> convert)
    {
        if ((count * bits) + 7 > ((long)Left * 8) + 7 || count < 0)
        {
            throw new NetworkFormatException($"The file says {count} codes for {what}, but only {Left} bytes are left.");
        }

        var codes = new T[count];
        ulong pending = 0;
        int available = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            for (; available < bits; available += 8)
            {
                pending |= (ulong)payload[_position++] << available;
            }

            int code = (int)(pending & ((1UL << bits) - 1));
            pending >>= bits;
            available -= bits;
            codes[i] = code < limit ? convert(code) : throw new NetworkFormatException($"The file has code {code} in {what}; the codebook has {limit} values.");
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(codes);
    }

    public void End()
    {
        if (Left != 0)
        {
            throw new NetworkFormatException($"The file has {Left} bytes more than its network.");
        }
    }
}
