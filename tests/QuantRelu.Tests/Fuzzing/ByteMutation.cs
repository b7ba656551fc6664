using System.Buffers.Binary;

namespace QuantRelu.Tests.Fuzzing;

/// <summary>Changes to bytes: flipped bits, lost and repeated pieces, pieces of other samples, and numbers that no honest file holds.</summary>
internal static class ByteMutation
{
    private static readonly ulong[] Hostile =
    [
        0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0xFFFFF, 0x100000, 0x7FFFFFFE, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 0x100000000,
        0x4000000000000000, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFFE, 0xFFFFFFFFFFFFFFFF,
    ];

    /// <summary>One sample after one to four changes.</summary>
    public static byte[] Of(Random random, IReadOnlyList<byte[]> samples)
    {
        byte[] bytes = samples[random.Next(samples.Count)];
        for (int changes = random.Next(random.Next(1, 5)) + 1; changes > 0; changes--)
        {
            bytes = Changed(random, bytes, samples);
        }

        return bytes;
    }

    private static byte[] Changed(Random random, byte[] bytes, IReadOnlyList<byte[]> samples)
    {
        int at = random.Next(bytes.Length + 1), length = random.Next(0, Math.Min(64, bytes.Length - at) + 1);
        return random.Next(12) switch
        {
            > 8 => Flipped(random, bytes),
            0 or 1 or 2 => Flipped(random, bytes),
            3 => bytes[..at],
            4 => [.. bytes[..at], .. bytes[(at + length)..]],
            5 => [.. bytes[..(at + length)], .. bytes[at..]],
            6 => [.. bytes[..at], .. Varint(Hostile[random.Next(Hostile.Length)]), .. bytes[Math.Min(bytes.Length, at + random.Next(3))..]],
            7 => [.. bytes[..at], .. Fixed(random), .. bytes[(at + length)..]],
            _ => Spliced(random, bytes, at, samples[random.Next(samples.Count)]),
        };
    }

    private static byte[] Flipped(Random random, byte[] bytes)
    {
        byte[] changed = [.. bytes];
        for (int flips = random.Next(1, 4); flips > 0 && changed.Length > 0; flips--)
        {
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
        }

        return changed;
    }

    private static byte[] Spliced(Random random, byte[] bytes, int at, byte[] other)
    {
        int from = random.Next(other.Length + 1), length = random.Next(0, Math.Min(400, other.Length - from) + 1);
        return [.. bytes[..at], .. other[from..(from + length)], .. bytes[Math.Min(bytes.Length, at + (random.Next(2) * length))..]];
    }

    private static byte[] Fixed(Random random)
    {
        var number = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(number, Hostile[random.Next(Hostile.Length)]);
        return number[..(random.Next(2) == 0 ? sizeof(uint) : sizeof(ulong))];
    }

    private static List<byte> Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}
