using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace QuantRelu.Studies.Sweeps;

/// <summary>
/// The i-th of n parts of a list, i from 1 to n, dealt round robin: entries i, i + n, i + 2n, ... The n parts hold every entry once, and each of them
/// some of the dear entries at the end.
/// </summary>
public sealed record Shard
{
    /// <summary>A part.</summary>
    /// <param name="index">i, from 1 to n.</param>
    /// <param name="count">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1, or i is not from 1 to n.</exception>
    public Shard(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, count);
        (Index, Count) = (index, count);
    }

    /// <summary>All of the list.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>i.</summary>
    public int Index { get; }

    /// <summary>n.</summary>
    public int Count { get; }

    /// <summary>Reads "i/n".</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Shard? shard)
    {
        string[] parts = (text ?? string.Empty).Split('/');
        shard = parts.Length == 2 && Whole32(parts[0], out int index) && Whole32(parts[1], out int count) && index >= 1 && index <= count
            ? new Shard(index, count) : null;
        return shard is not null;
    }

    /// <summary>The entries of a list that are in this part, in their order.</summary>
    public ImmutableArray<T> Of<T>(IReadOnlyList<T> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        return [.. all.Where((_, k) => k % Count == Index - 1)];
    }

    /// <summary>i/n.</summary>
    public override string ToString() => $"{Index}/{Count}";

    private static bool Whole32(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
