using System.Diagnostics.CodeAnalysis;
using Superpower.Model;

namespace QuantRelu.Targets;

/// <summary>
/// Reads expressions: + - * / ^ and parentheses, numbers such as 0.5, .5, 1e-3, the constants pi and e, the variables x, y, z
/// or x1..x16, the functions of <see cref="ElementaryFunction"/> and log2, log10, ln and pow, and if(u &lt; v, w, z) with &lt;, &lt;=, &gt; or &gt;=.
/// log2(u) and log10(u) stand for log(u)/log(2) and log(u)/log(10), pow(u, v) for u^v.
/// The power is right associative and binds more tightly than a sign: -x^2 = -(x^2), and 2^-3 is fine.
/// </summary>
public static class ExpressionParser
{
    /// <summary>The longest text that is read.</summary>
    public const int MaximumLength = 10_000;

    /// <summary>Reads an expression; a text that is none gives the reason instead.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Expression? expression, [NotNullWhen(false)] out ParseError? error)
    {
        try
        {
            (expression, error) = (Parse(text ?? string.Empty), null);
            return true;
        }
        catch (ExpressionException exception)
        {
            (expression, error) = (null, exception.Error);
            return false;
        }
    }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="ExpressionException">The text is not an expression; the message says what is wrong, and where.</exception>
    public static Expression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ExpressionException(new(0, "The expression is empty."));
        }

        if (text.Length > MaximumLength)
        {
            throw new ExpressionException(new(MaximumLength, $"The expression has {text.Length} characters, more than {MaximumLength}."));
        }

        TokenList<ExpressionToken> words = ExpressionTokenizer.Tokenize(text);
        ExpressionCheck.Check(words);
        return ExpressionGrammar.Read(words);
    }
}
