namespace QuantRelu.Graph;

/// <summary>A codebook whose values cannot be added up to the choices of a switch.</summary>
public sealed class SwitchException : InvalidOperationException
{
    internal SwitchException(string message)
        : base(message)
    {
    }
}
