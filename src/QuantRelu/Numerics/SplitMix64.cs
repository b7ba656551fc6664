namespace QuantRelu.Numerics;

/// <summary>
/// SplitMix64 of Steele, Lea and Flood (OOPSLA 2014): the numbers of a seed are the same everywhere and for ever, whatever the runtime's own generator does.
/// </summary>
/// <param name="seed">Any number.</param>
internal sealed class SplitMix64(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>A generator for the part of a work with a number, whatever was drawn for other parts.</summary>
    public static SplitMix64 Of(ulong seed, ulong part) => new(new SplitMix64(seed).Next() ^ new SplitMix64(part + Step).Next());

    /// <summary>64 bits.</summary>
    public ulong Next()
    {
        _state += Step;
        ulong z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to count - 1.</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>A whole number from the least to the greatest.</summary>
    public int Between(int least, int greatest) => least + Below(greatest - least + 1);

    /// <summary>One of some things.</summary>
    public T Of<T>(IReadOnlyList<T> things) => things[Below(things.Count)];
}
