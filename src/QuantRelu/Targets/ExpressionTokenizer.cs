using System.Text;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using Superpower.Tokenizers;

namespace QuantRelu.Targets;

/// <summary>Cuts a text into numbers, names and signs.</summary>
internal static class ExpressionTokenizer
{
    private static readonly Tokenizer<ExpressionToken> Words = new TokenizerBuilder<ExpressionToken>()
        .Ignore(Span.WhiteSpace)
        .Match(Character.EqualTo('+'), ExpressionToken.Plus)
        .Match(Character.EqualTo('-'), ExpressionToken.Minus)
        .Match(Character.EqualTo('*'), ExpressionToken.Times)
        .Match(Character.EqualTo('/'), ExpressionToken.Over)
        .Match(Character.EqualTo('^'), ExpressionToken.Caret)
        .Match(Character.EqualTo('('), ExpressionToken.Open)
        .Match(Character.EqualTo(')'), ExpressionToken.Close)
        .Match(Character.EqualTo(','), ExpressionToken.Comma)
        .Match(Span.Regex(@"([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"), ExpressionToken.Number)
        .Match(Span.Regex("[A-Za-z_][A-Za-z0-9_]*"), ExpressionToken.Name)
        .Build();

    /// <summary>The words of a text.</summary>
    /// <exception cref="ExpressionException">A character belongs to no word.</exception>
    public static TokenList<ExpressionToken> Tokenize(string text)
    {
        Result<TokenList<ExpressionToken>> result = Words.TryTokenize(text);
        if (result.HasValue)
        {
            return result.Value;
        }

        int position = result.Remainder.Position.Absolute;
        throw new ExpressionException(new(position, $"The character {CharacterAt(text, position)} at character {position + 1} has no meaning in an expression."));
    }

    /// <summary>The character in quotes, or the number of one that cannot be seen.</summary>
    private static string CharacterAt(string text, int position) =>
        !Rune.TryGetRuneAt(text, position, out Rune rune) ? "'\uFFFD'"
        : Rune.IsControl(rune) ? $"U+{rune.Value:X4}"
        : $"'{rune}'";
}
