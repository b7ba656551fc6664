namespace QuantRelu.Targets;

/// <summary>The kinds of word that a text is made of.</summary>
internal enum ExpressionToken
{
    Number,
    Name,
    Plus,
    Minus,
    Times,
    Over,
    Caret,
    Open,
    Close,
    Comma,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
