namespace QuantRelu.Circuits;

/// <summary>A circuit cannot be made over a codebook as it asks; the message names the unit, and the coefficient that cannot be made.</summary>
public sealed class RealizationException : InvalidOperationException
{
    internal RealizationException(string unit, string what, Rational value, Codebook codebook)
        : base($"The codebook {codebook} cannot make the {what} {value} of unit '{unit}'.")
    {
        Unit = unit;
        Value = value;
    }

    internal RealizationException(string unit, string message)
        : base($"The unit '{unit}' {message}") => Unit = unit;

    /// <summary>The unit that asks.</summary>
    public string Unit { get; }

    /// <summary>The coefficient or bias that cannot be made; null where none is at fault.</summary>
    public Rational? Value { get; }
}
