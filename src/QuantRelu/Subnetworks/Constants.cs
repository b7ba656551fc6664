using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// A constant c of many bits as a sum over its binary digits, one chain of doublings or halvings for each: a coefficient c
/// itself would ask for |c|·2^k copies.
/// </summary>
public static class Constants
{
    /// <summary>Adds c to a circuit. Exact.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="value">c, any dyadic number.</param>
    public static LinearForm Constant(this Circuit circuit, Dyadic value)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        if (value.IsZero)
        {
            return 0;
        }

        LinearForm one = circuit.Relu(1, "one");
        System.Numerics.BigInteger digits = System.Numerics.BigInteger.Abs(value.Mantissa);
        var terms = new List<LinearForm>();
        for (int bit = 0; bit < digits.GetBitLength(); bit++)
        {
            if (!((digits >> bit) & 1).IsZero)
            {
                Dyadic power = Dyadic.PowerOfTwo(value.Exponent + bit);
                LinearForm line = value.Exponent + bit > 0 ? circuit.Scale(one, power) : circuit.Relu(power * one, $"constant {power}");
                terms.Add(value.Mantissa.Sign * line);
            }
        }

        return LinearForm.Sum(terms);
    }
}
