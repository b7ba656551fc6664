using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// Paths of steps up and down, one stored sign for each step (our own): column k is P_k = σ(Σ_j ±s I_j + 2s(z - k - ½)), where one of the indicators I_j
/// is 1 and all others are 0, and the signs are switches ±s.
/// </summary>
/// <remarks>
/// With σ_k the sign of the indicator that is 1, P_k/(2s) = σ(z - k - (1-σ_k)/2), and with s_k = (-1)^k σ_k
/// Σ_k (-1)^k P_k/s - z = Σ_k s_k ρ_k(z), ρ_k(z) = min(max(z - k, 0), 1), for 0 ≤ z ≤ m. Proof: between K and K+1 the columns k &lt; K are
/// z - k - ½ + σ_k/2, and the alternating sum of z - k - ½ over them is K/2 for an even K and z - K/2 for an odd one; column K adds (-1)^K times 0 or
/// z - K up to the middle or from there on. Both sides are linear in z from there to the next knot and agree at K and K+1.
/// </remarks>
public static class CrossbarColumns
{
    /// <summary>Adds the path to a circuit: its switches are those of column 0, one for each indicator, then those of column 1, ...</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="z">A form with values from 0 to m.</param>
    /// <param name="indicators">Inputs or units, one of which is 1.</param>
    /// <param name="columns">m, at least 1.</param>
    /// <param name="scale">s, the coefficient of the switches, a power of two.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no column, or s is no power of two.</exception>
    public static LinearForm Path(this Circuit circuit, LinearForm z, IReadOnlyList<LinearForm> indicators, int columns, Dyadic scale)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(z);
        ArgumentNullException.ThrowIfNull(indicators);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        RequirePower(scale);
        LinearForm sum = -z;
        for (int k = 0; k < columns; k++)
        {
            LinearForm signs = LinearForm.Sum(indicators.Select(circuit.Sign));
            LinearForm column = circuit.Relu(signs + (2 * scale * z) - (scale * Dyadic.Create((2 * k) + 1, 0)), $"column {k}");
            sum += (k % 2 == 0 ? 1 : -1) * Dyadic.PowerOfTwo(-scale.Exponent) * column;
        }

        return sum;
    }

    /// <summary>
    /// Adds a table of whole numbers: Σ_b 2^b S_b, S_b = σ(Σ_j ±s I_j + s)/(2s), which is 1 or 0 as the sign of plane b and the indicator that is 1 says.
    /// Its switches are those of plane 0, one for each indicator, then those of plane 1, ... Where two indicators share the 1, it is between their numbers.
    /// </summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="indicators">Inputs or units, whose sum is 1.</param>
    /// <param name="planes">The bits of the numbers, at least 1.</param>
    /// <param name="scale">s, the coefficient of the switches, a power of two.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no plane, or s is no power of two.</exception>
    public static LinearForm Table(this Circuit circuit, IReadOnlyList<LinearForm> indicators, int planes, Dyadic scale)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(indicators);
        ArgumentOutOfRangeException.ThrowIfLessThan(planes, 1);
        RequirePower(scale);
        LinearForm sum = 0;
        for (int b = 0; b < planes; b++)
        {
            LinearForm plane = circuit.Relu(LinearForm.Sum(indicators.Select(circuit.Sign)) + scale, $"plane {b}");
            sum += Dyadic.PowerOfTwo(b - 1 - scale.Exponent) * plane;
        }

        return sum;
    }

    private static void RequirePower(Dyadic scale)
    {
        if (scale.Mantissa != 1)
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, $"The coefficient of switches is {scale}; it must be a power of two.");
        }
    }
}
