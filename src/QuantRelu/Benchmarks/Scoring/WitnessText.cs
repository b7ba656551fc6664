using System.Globalization;
using System.Text.RegularExpressions;

namespace QuantRelu.Benchmarks.Scoring;

/// <summary>
/// The inputs that a tool names: "((X_0 0.5) (X_1 0.25) (Y_0 1))" as competitions have it with version 1.0, "X real [1,2]" with a number a line below it
/// with version 2.0, or numbers alone with spaces between them. Outputs that it names are of no matter: the network says what they are.
/// </summary>
public static partial class WitnessText
{
    /// <summary>Reads an input, exactly as it is written.</summary>
    /// <returns>False where it is not so many numbers.</returns>
    public static bool TryRead(string? text, int inputs, out ImmutableArray<Rational> input)
    {
        input = [];
        string[] words = text is null ? []
            : Pair().Matches(text) is { Count: > 0 } pairs ? InOrder(pairs)
            : Block(text) ?? Words(text);
        if (words.Length != inputs)
        {
            return false;
        }

        var numbers = ImmutableArray.CreateBuilder<Rational>(inputs);
        foreach (string word in words)
        {
            if (!Rational.TryParse(word, out Rational number))
            {
                return false;
            }

            numbers.Add(number);
        }

        input = numbers.MoveToImmutable();
        return true;
    }

    // The inputs 0, 1, ..., each once, wherever they stand; otherwise nothing.
    private static string[] InOrder(MatchCollection pairs)
    {
        var byNumber = new SortedDictionary<int, string>();
        bool Take(Match pair) =>
            int.TryParse(pair.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int k) && byNumber.TryAdd(k, pair.Groups[2].Value);
        return pairs.All(Take) && byNumber.Keys.SequenceEqual(Enumerable.Range(0, byNumber.Count)) ? [.. byNumber.Values] : [];
    }

    // The lines below that of the tensor X, up to the next tensor.
    private static string[]? Block(string text)
    {
        string[] lines = [.. text.Split('\n').Select(l => l.Trim())];
        int at = Array.FindIndex(lines, l => l.StartsWith("X ", StringComparison.Ordinal));
        return at < 0 ? null : [.. lines.Skip(at + 1).TakeWhile(l => l.Length == 0 || !char.IsLetter(l[0])).Where(l => l.Length > 0)];
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\(\s*X_(\d+)\s+([^\s()]+)\s*\)")]
    private static partial Regex Pair();
}
