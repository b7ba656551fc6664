using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// Squaring, Proposition 1: f_s^r(x) = x - Σ_{i=1..r} g^{∘i}(x)/4^i on [0, 1], equation (9), with the tooth
/// g(x) = 2σ(x) - 4σ(x - 1/2), equation (8). It is the piecewise linear interpolant of x² at k/2^r, so that
/// 0 ≤ f_s^r(x) - x² ≤ 2^{-2(r+1)}, with equality at the midpoints, and f_s^r(0) = 0.
/// </summary>
/// <remarks>
/// The paper's "pre-scale" layout (Figure 2): A_0 = x, A_i = 4A_{i-1} - g_i = 4^i f_s^i(x), then f_s^r = 4^{-r} A_r. Over
/// {-1/2, 1/2}, given two copies of x: depth 3r + 1, width 20, 314r - 244 weights.
/// </remarks>
public static class Squaring
{
    /// <summary>The largest r: a precision far beyond any use.</summary>
    public const int MostTeeth = 500;

    /// <summary>Adds f_s^r(x) to a circuit.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="x">A form with values in [0, 1].</param>
    /// <param name="r">The number of teeth, 1 to 500.</param>
    public static LinearForm Square(this Circuit circuit, LinearForm x, int r) =>
        Dyadic.PowerOfTwo(-2 * r) * circuit.ScaledSquare(x, r);

    /// <summary>The unit σ(A_r) = 4^r f_s^r(x), for constructions that scale it themselves.</summary>
    internal static LinearForm ScaledSquare(this Circuit circuit, LinearForm x, int r)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfLessThan(r, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(r, MostTeeth);
        LinearForm tooth = x;
        LinearForm accumulator = x;
        for (int i = 1; i <= r; i++)
        {
            LinearForm rising = circuit.Relu(tooth, $"tooth {i}, rising");
            LinearForm falling = circuit.Relu(tooth - Dyadic.Half, $"tooth {i}, falling");
            LinearForm held = circuit.Relu(accumulator, $"accumulator {i - 1}");
            tooth = (2 * rising) - (4 * falling);
            accumulator = (4 * held) - tooth;
        }

        return circuit.Relu(accumulator, $"accumulator {r}");
    }
}
