using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// Multiplication, Proposition 2: ×'(x, y) = 2·(f_s^r(|x+y|/2) - f_s^r(|x|/2) - f_s^r(|y|/2)) for x, y in [-1, 1],
/// equation (2). It is exactly 0 when a factor is 0, and |×'(x, y) - xy| ≤ 6·2^{-2(r+1)}, equation (3); since every
/// squaring errs upwards the error is in fact at most 4·2^{-2(r+1)}.
/// </summary>
/// <remarks>
/// |×'(x, y)| ≤ min(|x|, |y|), and ×'(x, y) ≥ 0 for x, y of one sign, so products can be multiplied again: the slope of ×' in x is
/// the difference of two slopes of f_s^r whose places are |y|/2 apart, which has the sign of y and is at most
/// 2·2^{-r}·⌈|y|·2^{r-1}⌉ ≤ 1. Over {-1/2, 1/2}: width 60 = 3·20, depth 3r + 1.
/// </remarks>
public static class Multiplication
{
    /// <summary>The proved bound on |×'(x, y) - xy| that equation (3) gives: 6·2^{-2(r+1)}.</summary>
    public static Dyadic PaperBound(int r) => 6 * Dyadic.PowerOfTwo(-2 * (r + 1));

    /// <summary>The sharper proved bound: 4·2^{-2(r+1)}, as the three errors of squaring are all ≥ 0.</summary>
    public static Dyadic Bound(int r) => 4 * Dyadic.PowerOfTwo(-2 * (r + 1));

    /// <summary>×' is 2^{1-2r} times what the squarers make.</summary>
    internal static int Exponent(int r) => 1 - (2 * r);

    /// <summary>Adds ×'(x, y) to a circuit.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="x">A form with values in [-1, 1].</param>
    /// <param name="y">A form with values in [-1, 1].</param>
    /// <param name="r">The number of teeth of the squarers, 1 to 500.</param>
    public static LinearForm Multiply(this Circuit circuit, LinearForm x, LinearForm y, int r) => circuit.Multiply(x, y, r, scale: null);

    /// <summary>Adds ρ·×'(x, y), where 2^{1-2r} is the ρ-th part of a chain of digits; ×'(x, y) itself without one.</summary>
    /// <remarks>For ρ ≤ 1 its size is at most min(|x|, |y|), too, and |ρ·×'(x, y) - ρxy| is within the bound of ×'.</remarks>
    internal static LinearForm Multiply(this Circuit circuit, LinearForm x, LinearForm y, int r, DigitChain? scale)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        LinearForm both = circuit.ScaledSquare(circuit.AbsoluteValue(Dyadic.Half * (x + y)), r);
        LinearForm first = circuit.ScaledSquare(circuit.AbsoluteValue(Dyadic.Half * x), r);
        LinearForm second = circuit.ScaledSquare(circuit.AbsoluteValue(Dyadic.Half * y), r);
        return scale is null
            ? Dyadic.PowerOfTwo(Exponent(r)) * (both - first - second)
            : scale.Of(circuit, both) - scale.Of(circuit, first) - scale.Of(circuit, second);
    }
}
