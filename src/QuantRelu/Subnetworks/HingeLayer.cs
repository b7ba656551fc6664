using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// A piecewise linear function in one layer: f(x) = v + m(x - b) + Σ_{κ > b} c_κ σ(x - κ) + Σ_{κ ≤ b} c_κ σ(κ - x), where c_κ is the change of the slope at
/// the knot κ. Hinges look away from the base b, so that the slope m of the piece at b is chosen freely: a layer has a unit for each knot, and one for m ≠ 0.
/// </summary>
/// <remarks>
/// <para>Right of b the hinges left of it are 0 and the slope grows by c_κ at each knot; left of b, read from right to left, it falls by c_κ at each, since
/// σ(κ - x) has the slope -1 where it is not 0. So f has the slope m at b, changes c_κ at κ, and the value v at b: it is that function exactly.</para>
/// <para>Over {-1/2, 1/2}, with x as x·2^-a in the layer before, a hinge whose knot q·κ has s signed digits costs q + s + 1 weights for each of the n units
/// that make c_κ. Ours.</para>
/// </remarks>
public static class HingeLayer
{
    /// <summary>Adds f(x) to a circuit.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="x">A form with values ≥ 0.</param>
    /// <param name="at">b.</param>
    /// <param name="value">v = f(b).</param>
    /// <param name="slope">m, the slope at b; right of b where b is a knot.</param>
    /// <param name="knots">The knots with the changes of the slope.</param>
    public static LinearForm Hinges(
        this Circuit circuit, LinearForm x, Dyadic at, Dyadic value, Dyadic slope, IReadOnlyList<(Dyadic Knot, Dyadic Change)> knots)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(knots);
        var terms = new List<LinearForm> { value - (slope * at) };
        if (!slope.IsZero)
        {
            terms.Add(slope * circuit.Relu(x, "base"));
        }

        // A knot at b looks left: the slope right of it is m.
        terms.AddRange(knots.Where(k => !k.Change.IsZero)
            .Select(k => k.Change * circuit.Relu(k.Knot <= at ? k.Knot - x : x - k.Knot, $"hinge at {(Rational)k.Knot}")));
        return LinearForm.Sum(terms);
    }
}
