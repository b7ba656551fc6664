namespace QuantRelu.Targets;

/// <summary>Why a text is not an expression.</summary>
/// <param name="Position">Where, counted in characters from 0.</param>
/// <param name="Message">One sentence that says what is wrong and where, counting characters from 1.</param>
public sealed record ParseError(int Position, string Message)
{
    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
