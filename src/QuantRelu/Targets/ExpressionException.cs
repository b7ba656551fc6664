namespace QuantRelu.Targets;

/// <summary>A text, or a combination of expressions, that is not an expression.</summary>
public sealed class ExpressionException : FormatException
{
    /// <summary>The exception for an error; its message is the error's.</summary>
    public ExpressionException(ParseError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).Message) => Error = error;

    /// <summary>What is wrong, and where.</summary>
    public ParseError Error { get; }
}
