namespace QuantRelu.Targets.Tables;

/// <summary>A text that is no table of samples; the message is one sentence that names the line.</summary>
public sealed class TableException : FormatException
{
    /// <summary>With a message.</summary>
    public TableException(string message)
        : base(message)
    {
    }
}
