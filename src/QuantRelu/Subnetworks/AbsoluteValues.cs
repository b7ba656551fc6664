using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>|v| = σ(v) + σ(-v): exact for every v, one layer; over {-1/2, 1/2} width 4 (Table 1) when it is read with coefficient 1.</summary>
public static class AbsoluteValues
{
    /// <summary>Adds |v| to a circuit.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="v">Any form.</param>
    public static LinearForm AbsoluteValue(this Circuit circuit, LinearForm v)
    {
        (LinearForm positive, LinearForm negative) = circuit.Parts(v);
        return positive + negative;
    }

    /// <summary>The positive part σ(v) and the negative part σ(-v); v is their difference, |v| their sum.</summary>
    public static (LinearForm Positive, LinearForm Negative) Parts(this Circuit circuit, LinearForm v)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(v);
        return (circuit.Relu(v, "positive part"), circuit.Relu(-v, "negative part"));
    }
}
