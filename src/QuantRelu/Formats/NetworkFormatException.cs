namespace QuantRelu;

/// <summary>A file or stream is not a network in the format that was expected; the message says what is wrong and where.</summary>
public sealed class NetworkFormatException : FormatException
{
    /// <summary>A broken file.</summary>
    public NetworkFormatException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
