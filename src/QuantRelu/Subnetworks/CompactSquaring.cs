using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// The function of Proposition 1, f_s^r(x) = x - Σ_{i=1..r} g^{∘i}(x)/4^i on [0, 1], in a layout of our own: not the teeth g^{∘i} are carried but
/// G_i = g^{∘i}/4^i, so that nothing is scaled up and nothing has to be scaled down again.
/// </summary>
/// <remarks>
/// G_0 = x. As g(y) = 2y - 4σ(y - 1/2) on [0, 1], G_i = g(4^{i-1} G_{i-1})/4^i = G_{i-1}/2 - σ(G_{i-1} - c_i) with c_i = 4^{-(i-1)}/2, and
/// f_s^i = f_s^{i-1} - G_i ≥ 0. One layer has σ(G_{i-1} - c_i) beside G_{i-1}, the next has G_i, while c is halved twice; the sum waits a layer. Over
/// {-1/2, 1/2}, given two copies of x: depth 2r, width 6 and 28r - 11 weights (5 and 17 for r = 1), where Figure 2 takes depth 3r + 1, width 20 and 314r - 244.
/// It is the same function bit for bit, so that 0 ≤ f_s^r(x) - x² ≤ 2^{-2(r+1)} and f_s^r(0) = 0.
/// </remarks>
public static class CompactSquaring
{
    /// <summary>Adds f_s^r(x) to a circuit.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="x">A form with values in [0, 1].</param>
    /// <param name="r">The number of teeth, 1 to 500.</param>
    /// <exception cref="ArgumentOutOfRangeException">r is outside its range.</exception>
    public static LinearForm CompactSquare(this Circuit circuit, LinearForm x, int r)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfLessThan(r, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(r, Squaring.MostTeeth);
        LinearForm tooth = x, sum = x, halved = circuit.Relu(Dyadic.Half, "one half"), threshold = Dyadic.Half;
        for (int i = 1; i <= r; i++)
        {
            LinearForm held = circuit.Relu(tooth, $"tooth {i - 1}, held");
            LinearForm beyond = circuit.Relu(tooth - threshold, $"tooth {i - 1}, beyond its middle");
            LinearForm next = (Dyadic.Half * held) - beyond;
            if (i == r)
            {
                return circuit.Relu(sum, $"square {i - 1}") - next;
            }

            // 2c of the next step is there when its layer is.
            tooth = circuit.Relu(next, $"tooth {i}");
            sum = circuit.Relu(sum, $"square {i - 1}") - tooth;
            halved = circuit.Relu(Dyadic.Half * halved, $"threshold {i}");
            threshold = Dyadic.Half * halved;
            halved = circuit.Relu(Dyadic.Half * halved, $"threshold {i}, halved");
        }

        return sum;
    }
}
