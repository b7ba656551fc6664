namespace QuantRelu;

/// <summary>
/// What was asked for is well defined but beyond what can be computed or built: a value outside the range of doubles, a grid of too many cells.
/// The message names the limit, and what reaches it, in the terms in which it was asked for.
/// </summary>
public sealed class LimitException : Exception
{
    /// <summary>The exception with one sentence.</summary>
    public LimitException(string message)
        : base(message)
    {
    }
}
