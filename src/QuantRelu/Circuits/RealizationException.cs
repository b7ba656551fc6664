using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Circuits;

/// <summary>A codebook cannot make what a circuit asks of it; the message names the unit and the coefficient.</summary>
public sealed class RealizationException : InvalidOperationException
{
    internal RealizationException(string unit, string what, Dyadic value, Codebook codebook)
        : base($"The codebook {codebook} cannot make the {what} {value} of unit '{unit}'.")
    {
        Unit = unit;
        Value = value;
    }

    /// <summary>The unit that asks.</summary>
    public string Unit { get; }

    /// <summary>The coefficient or bias that cannot be made.</summary>
    public Dyadic Value { get; }
}
