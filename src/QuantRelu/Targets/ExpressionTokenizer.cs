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
        .Match(Span.EqualTo("<="), ExpressionToken.LessOrEqual)
        .Match(Span.EqualTo(">="), ExpressionToken.GreaterOrEqual)
        .Match(Character.EqualTo('<'), ExpressionToken.Less)
        .Match(Character.EqualTo('>'), ExpressionToken.Greater)
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
        string spelling = Spelling(text[position]);
        throw new ExpressionException(new(
            position, $"The character {CharacterAt(text, position)} at character {position + 1} has no meaning in an expression{spelling}."));
    }

    /// <summary>How what a character stands for elsewhere is written here, beginning with its punctuation; or nothing.</summary>
    private static string Spelling(char character) => character switch
    {
        '·' or '×' or '⋅' or '∙' or '•' => ": a product is written with '*', as in 2*x",
        '÷' or '∕' or ':' => ": a quotient is written with '/', as in x/2",
        '−' or '–' or '—' => ": a minus is written with '-'",
        '⁰' or '¹' or '²' or '³' or (>= '⁴' and <= '⁹') or '⁻' => ": a power is written with '^', as in x^2",
        'π' or 'Π' => ": it is written pi",
        '√' => ": a square root is written sqrt(x)",
        '|' => ": an absolute value is written abs(x)",
        '≤' => ": it is written <=",
        '≥' => ": it is written >=",
        '=' or '≠' or '!' => ": if compares by <, <=, > or >=, as in if(x < 1/2, x, 1-x)",
        '?' or ';' => ": a choice is written if(x < 1/2, x, 1-x)",
        '&' => ": both of two conditions are written one in the other, as in if(x > 1/4, if(x < 1/2, 1, 0), 0)",
        '∞' => ": targets are finite",
        '%' => ": a remainder is written mod(x, 2), a percentage x/100",
        '[' or ']' or '{' or '}' => ": parentheses are '(' and ')'",
        _ => string.Empty,
    };

    /// <summary>The character in quotes, or the number of one that cannot be seen.</summary>
    private static string CharacterAt(string text, int position) =>
        !Rune.TryGetRuneAt(text, position, out Rune rune) ? "'\uFFFD'"
        : Rune.IsControl(rune) ? $"U+{rune.Value:X4}"
        : $"'{rune}'";
}
