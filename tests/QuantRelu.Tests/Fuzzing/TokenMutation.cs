using System.Text.RegularExpressions;

namespace QuantRelu.Tests.Fuzzing;

/// <summary>
/// Changes to a text token by token, so that mutants come far into a grammar: lost, repeated and moved tokens, those of other samples, hostile ones.
/// </summary>
/// <param name="token">What a token is; characters between tokens are tokens of their own.</param>
/// <param name="samples">Texts to begin with.</param>
/// <param name="hostile">Tokens that no honest text holds, or seldom.</param>
internal sealed class TokenMutation(string token, IEnumerable<string> samples, IReadOnlyList<string> hostile)
{
    private readonly string[][] _samples = [.. samples.Select(s => Regex.Matches(s, $"{token}|[\\s\\S]").Select(m => m.Value).ToArray())];

    /// <summary>One sample after one to five changes.</summary>
    public string Of(Random random)
    {
        List<string> tokens = [.. _samples[random.Next(_samples.Length)]];
        for (int changes = random.Next(random.Next(1, 6)) + 1; changes > 0; changes--)
        {
            Change(random, tokens);
        }

        return string.Concat(tokens);
    }

    private void Change(Random random, List<string> tokens)
    {
        int at = random.Next(tokens.Count + 1), length = random.Next(0, Math.Min(20, tokens.Count - at) + 1);
        string[] other = _samples[random.Next(_samples.Length)];
        switch (random.Next(12))
        {
            case > 7 when at < tokens.Count:
                tokens[at] = Alike(random, tokens[at], random.Next(4) == 0 ? hostile : tokens);
                break;
            case 0:
                tokens.RemoveRange(at, length);
                break;
            case 1:
                tokens.InsertRange(at, tokens.GetRange(at, length));
                break;
            case 2 when at < tokens.Count:
                tokens[at] = other[random.Next(other.Length)];
                break;
            case 3 when at < tokens.Count:
                tokens[at] = hostile[random.Next(hostile.Count)];
                break;
            case 4:
                tokens.Insert(at, hostile[random.Next(hostile.Count)]);
                break;
            case 5 when at < tokens.Count:
                int place = random.Next(tokens.Count);
                (tokens[at], tokens[place]) = (tokens[place], tokens[at]);
                break;
            case 6 when at < tokens.Count:
                tokens.InsertRange(at, Enumerable.Repeat(tokens[at], 1 << random.Next(11)));
                break;
            default:
                int from = random.Next(other.Length);
                tokens.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(40))]);
                break;
        }
    }

    // A number for a number, a text for a text, where a few tries find one: the whole stays well-formed.
    private static string Alike(Random random, string token, IReadOnlyList<string> others)
    {
        static char Kind(string token) => token.Length == 0 ? ' ' : char.IsDigit(token[^1]) ? '0' : char.IsLetter(token[^1]) ? 'a' : token[^1];
        for (int tries = 0; tries < 20; tries++)
        {
            string other = others[random.Next(others.Count)];
            if (Kind(other) == Kind(token))
            {
                return other;
            }
        }

        return token;
    }
}
