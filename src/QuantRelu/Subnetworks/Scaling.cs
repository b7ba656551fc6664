using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// Scaling by c = m·2^k, m odd: k layers that double, then the coefficient m. Exact. Over {-1/2, 1/2} a doubled value takes
/// four copies (Table 1, "scale by 3N": width 4, depth log 3N); 2^k with k &lt; 0 is left to the chains of the codebook.
/// </summary>
public static class Scaling
{
    /// <summary>Adds c·v to a circuit for v ≥ 0.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="v">A form with values ≥ 0.</param>
    /// <param name="factor">c, of any sign.</param>
    public static LinearForm Scale(this Circuit circuit, LinearForm v, Dyadic factor)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(v);
        LinearForm value = v;
        for (int k = 1; k <= factor.Exponent; k++)
        {
            value = 2 * circuit.Relu(value, $"doubling {k}");
        }

        // A factor of many copies is asked of a unit of its own, not of the doubled one, which would have to be twice as wide.
        Dyadic rest = factor.Exponent > 0 ? Dyadic.Create(factor.Mantissa, 0) : factor;
        return factor.Exponent > 0 && Dyadic.Abs(rest) == Dyadic.One ? rest * value : rest * circuit.Relu(value, "scaled value");
    }

    /// <summary>Adds c·v to a circuit for v of any sign: c·σ(v) - c·σ(-v).</summary>
    public static LinearForm ScaleSigned(this Circuit circuit, LinearForm v, Dyadic factor)
    {
        (LinearForm positive, LinearForm negative) = circuit.Parts(v);
        return circuit.Scale(positive, factor) - circuit.Scale(negative, factor);
    }
}
