using Superpower.Model;

namespace QuantRelu.Targets;

/// <summary>
/// Walks over the words of a text once and reports the first mistake in it as one precise sentence: the grammar alone could only
/// say which words it would have liked. What passes here, <see cref="ExpressionGrammar"/> reads.
/// </summary>
internal sealed class ExpressionCheck
{
    /// <summary>The deepest nesting of parentheses that the grammar is asked to follow.</summary>
    public const int MaximumNesting = 100;

    private readonly Token<ExpressionToken>[] _words;
    private readonly Stack<Opening> _open = new();

    private ExpressionCheck(TokenList<ExpressionToken> words) => _words = [.. words];

    /// <summary>Finds the first mistake.</summary>
    /// <exception cref="ExpressionException">There is one.</exception>
    public static void Check(TokenList<ExpressionToken> words) => new ExpressionCheck(words).Walk();

    private void Walk()
    {
        bool operandExpected = true;
        for (int i = 0; i < _words.Length; i++)
        {
            operandExpected = operandExpected ? !StartOperand(i) : AfterOperand(i);
        }

        if (operandExpected)
        {
            Token<ExpressionToken> last = _words[^1];
            throw Error(last, $"The expression ends after {Quote(last)}, where an operand is missing.");
        }

        if (_open.TryPeek(out Opening? open))
        {
            throw Error(open.At, $"The parenthesis opened at {Place(open.At)} is not closed.");
        }
    }

    /// <summary>Looks at a word where an operand must begin; true when the operand is complete.</summary>
    private bool StartOperand(int i)
    {
        Token<ExpressionToken> word = _words[i];
        switch (word.Kind)
        {
            case ExpressionToken.Minus or ExpressionToken.Plus:
                return false;
            case ExpressionToken.Number:
                return true;
            case ExpressionToken.Name:
                return StartName(i);
            case ExpressionToken.Open:
                Push(word, i > 0 && IsFunction(_words[i - 1]) ? _words[i - 1] : null);
                return false;
            case ExpressionToken.Close when _open.Count == 0:
                throw Unopened(word);
            case ExpressionToken.Times when i > 0 && _words[i - 1].Kind == ExpressionToken.Times:
                throw Error(word, $"An operand is missing before {Quote(word)}: a power is written with '^'.");
            default:
                throw Error(word, $"An operand is missing before {Quote(word)}.");
        }
    }

    private bool StartName(int i)
    {
        string name = _words[i].ToStringValue();
        if (!ExpressionNames.IsFunction(name))
        {
            return ExpressionNames.Operand(name) is not null ? true
                : throw Error(_words[i], $"{Capital(_words[i], "the name")} is not known{ExpressionNames.Hint(name)}");
        }

        return i + 1 < _words.Length && _words[i + 1].Kind == ExpressionToken.Open ? false
            : i + 1 < _words.Length && _words[i + 1].Kind == ExpressionToken.Caret
            ? throw Error(_words[i], $"{Capital(_words[i], "the function")} needs its argument before the power, as in {name}(x)^2.")
            : throw Error(_words[i], $"{Capital(_words[i], "the function")} needs its argument in parentheses, as in {ExpressionNames.Example(name)}.");
    }

    /// <summary>Looks at a word that follows an operand; true when another operand must come.</summary>
    private bool AfterOperand(int i)
    {
        Token<ExpressionToken> word = _words[i];
        switch (word.Kind)
        {
            case ExpressionToken.Close:
                Close(_open.TryPop(out Opening? open) ? open : throw Unopened(word));
                return false;
            case ExpressionToken.Less or ExpressionToken.LessOrEqual or ExpressionToken.Greater or ExpressionToken.GreaterOrEqual:
                Compare(word);
                return true;
            case ExpressionToken.Comma when _open.TryPeek(out Opening? choice) && choice.IsIf && !choice.IsCompared:
                throw NotCompared(choice);
            case ExpressionToken.Comma when _open.TryPeek(out Opening? call) && call.Function is not null:
                call.Arguments++;
                return true;
            case ExpressionToken.Comma:
                throw Error(word, $"The comma at {Place(word)} is not between the arguments of a function{Decimal(i)}.");
            case ExpressionToken.Number or ExpressionToken.Name or ExpressionToken.Open:
                throw Error(word, $"An operator is missing before {Quote(word)}: a product is written with '*'{Example(_words[i - 1], word)}.");
            default:
                return true;
        }
    }

    private void Push(Token<ExpressionToken> parenthesis, Token<ExpressionToken>? function)
    {
        if (_open.Count == MaximumNesting)
        {
            throw Error(parenthesis, $"The parenthesis at {Place(parenthesis)} is nested more than {MaximumNesting} deep.");
        }

        _open.Push(new Opening(parenthesis, function));
    }

    private void Compare(Token<ExpressionToken> word)
    {
        if (!_open.TryPeek(out Opening? open) || !open.IsIf || open.Arguments > 1)
        {
            throw Error(word, $"The comparison {Quote(word)} stands where a number must be: it is for the first argument of if, "
                + $"as in {ExpressionNames.Example(ExpressionNames.If)}.");
        }

        if (open.IsCompared)
        {
            throw Error(word, $"The comparison {Quote(word)} is a second one: both are written one in the other, as in if(x > 1/4, if(x < 1/2, 1, 0), 0).");
        }

        open.IsCompared = true;
    }

    private static ExpressionException NotCompared(Opening choice) => Error(choice.Function!.Value,
        $"{Capital(choice.Function!.Value, "the function")} needs a comparison first, as in {ExpressionNames.Example(ExpressionNames.If)}.");

    private static void Close(Opening open)
    {
        if (open.Function is not { } word)
        {
            return;
        }

        if (open.IsIf && !open.IsCompared)
        {
            throw NotCompared(open);
        }

        string name = word.ToStringValue();
        (int wanted, bool variadic) = ExpressionNames.Arity(name);
        if (open.Arguments < wanted || (open.Arguments > wanted && !variadic))
        {
            string count = (wanted == 1 ? "1 argument" : $"{wanted} arguments") + (variadic ? " or more" : string.Empty);
            throw Error(word, $"{Capital(word, "the function")} takes {count}, but {open.Arguments} {(open.Arguments == 1 ? "is" : "are")} given.");
        }
    }

    private static bool IsFunction(Token<ExpressionToken> word) =>
        word.Kind == ExpressionToken.Name && ExpressionNames.IsFunction(word.ToStringValue());

    // 1,5 was meant as a number.
    private string Decimal(int comma) =>
        _words[comma - 1].Kind == ExpressionToken.Number && comma + 1 < _words.Length && _words[comma + 1].Kind == ExpressionToken.Number
        && Adjoin(_words[comma - 1], _words[comma]) && Adjoin(_words[comma], _words[comma + 1])
            ? $": a decimal is written with a point, as in {Short(_words[comma - 1])}.{Short(_words[comma + 1])}"
            : string.Empty;

    private static bool Adjoin(Token<ExpressionToken> left, Token<ExpressionToken> right) =>
        left.Position.Absolute + left.Span.Length == right.Position.Absolute;

    private static string Short(Token<ExpressionToken> word)
    {
        string text = word.ToStringValue();
        return text.Length <= 20 ? text : text[..20] + "...";
    }

    private static string Example(Token<ExpressionToken> left, Token<ExpressionToken> right) =>
        left.Kind is ExpressionToken.Number or ExpressionToken.Name && right.Kind is ExpressionToken.Number or ExpressionToken.Name
            && Math.Max(left.Span.Length, right.Span.Length) <= 20
            ? $", as in {left.ToStringValue()}*{right.ToStringValue()}"
            : string.Empty;

    private static string Place(Token<ExpressionToken> word) => $"character {word.Position.Absolute + 1}";

    private static string Quote(Token<ExpressionToken> word) => $"'{Short(word)}' at {Place(word)}";

    private static string Capital(Token<ExpressionToken> word, string noun) => $"{char.ToUpperInvariant(noun[0])}{noun[1..]} {Quote(word)}";

    private static ExpressionException Unopened(Token<ExpressionToken> word) =>
        Error(word, $"The parenthesis closed at {Place(word)} was never opened.");

    private static ExpressionException Error(Token<ExpressionToken> word, string message) => new(new(word.Position.Absolute, message));

    private sealed class Opening(Token<ExpressionToken> at, Token<ExpressionToken>? function)
    {
        public Token<ExpressionToken> At => at;

        public Token<ExpressionToken>? Function => function;

        public int Arguments { get; set; } = 1;

        public bool IsIf => function?.ToStringValue() == ExpressionNames.If;

        public bool IsCompared { get; set; }
    }
}
