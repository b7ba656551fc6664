namespace QuantRelu.Formats.Certificates;

/// <summary>A network is larger than what a format is written for; the message has its size and the limit, and nothing was written.</summary>
public sealed class ExportLimitException : Exception
{
    /// <summary>An exception.</summary>
    public ExportLimitException(string message)
        : base(message)
    {
    }
}
