using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// Multiplication with two squarers, our own: ×_c(x, y) = f_s^r(|x+y|/2) - f_s^r(|x-y|/2) for x, y in [-1, 1]. It is exactly 0 when a factor is 0, for
/// then both squarers have the same input, and |×_c(x, y) - xy| ≤ 2^{-2(r+1)}: xy = ((x+y)/2)² - ((x-y)/2)², and each squarer errs by 0 to 2^{-2(r+1)}, so
/// that the difference does by at most that. Proposition 2 takes three squarers and errs by up to four times as much.
/// </summary>
public static class CompactMultiplication
{
    /// <summary>The proved bound on |×_c(x, y) - xy|: 2^{-2(r+1)}.</summary>
    public static Dyadic Bound(int r) => Dyadic.PowerOfTwo(-2 * (r + 1));

    /// <summary>Adds ×_c(x, y) to a circuit.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="x">A form with values in [-1, 1].</param>
    /// <param name="y">A form with values in [-1, 1].</param>
    /// <param name="r">The number of teeth of the squarers, 1 to 500.</param>
    /// <exception cref="ArgumentOutOfRangeException">r is outside its range.</exception>
    public static LinearForm CompactMultiply(this Circuit circuit, LinearForm x, LinearForm y, int r)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        LinearForm sum = circuit.CompactSquare(circuit.AbsoluteValue(Dyadic.Half * (x + y)), r);
        return sum - circuit.CompactSquare(circuit.AbsoluteValue(Dyadic.Half * (x - y)), r);
    }
}
