using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// The parts of Theorem 3 that work on the local variable z in [0, 1] of a cell (Figure 5, Table 2): the filter, which lets only the
/// cell that holds x through, and the cached functions that all cells of one shape share.
/// </summary>
public static class CachedFunctions
{
    /// <summary>
    /// Adds the filter Φ_δ(z) = z - (1/δ)·σ(z - (1-δ)) with δ = 2^-k: z on [0, 1-δ], falling linearly to 0 at z = 1.
    /// </summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="z">A form with values in [0, 1].</param>
    /// <param name="logMargin">k ≥ 0, δ = 2^-k.</param>
    public static LinearForm Filter(this Circuit circuit, LinearForm z, int logMargin)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentOutOfRangeException.ThrowIfNegative(logMargin);
        LinearForm held = circuit.Relu(z, "filter");
        return circuit.Filter(held, circuit.Relu(held - (1 - Dyadic.PowerOfTwo(-logMargin)), "margin"), logMargin);
    }

    /// <summary>
    /// Adds Σ_j Φ_δ(z_j) = Σ_j z_j - (1/δ)·Σ_j σ(z_j - (1-δ)): the filter is linear in its two parts, so that many cells add up both, and 1/δ is
    /// multiplied by once.
    /// </summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="variables">The form Σ_j z_j ≥ 0.</param>
    /// <param name="margins">The form Σ_j σ(z_j - (1-δ)) ≥ 0.</param>
    /// <param name="logMargin">k ≥ 0, δ = 2^-k.</param>
    public static LinearForm Filter(this Circuit circuit, LinearForm variables, LinearForm margins, int logMargin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(logMargin);
        return variables - circuit.Scale(margins, Dyadic.PowerOfTwo(logMargin));
    }

    /// <summary>Adds the tent 2·dist(z, {0, 1}) = 2z - 4σ(z - 1/2) for z in [0, 1].</summary>
    public static LinearForm Tent(this Circuit circuit, LinearForm z)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        return (2 * circuit.Relu(z, "tent, rising")) - (4 * circuit.Relu(z - Dyadic.Half, "tent, falling"));
    }

    /// <summary>
    /// Adds 2·dist(Tx, ℤ) with T = 2^k, the triangle wave of T teeth, as k + 1 tents that are applied one after another: a tent is 1 at 1/2 and
    /// symmetric about it, so that a tent of a triangle wave of T/2 teeth is one of T teeth.
    /// </summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="x">A form with values in [0, 1].</param>
    /// <param name="logTeeth">k ≥ 0, T = 2^k.</param>
    public static LinearForm TriangleWave(this Circuit circuit, LinearForm x, int logTeeth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(logTeeth);
        return Enumerable.Range(0, logTeeth + 1).Aggregate(x, (wave, _) => circuit.Tent(wave));
    }

    /// <summary>
    /// Adds γ(z) = Σ_{k&lt;m} c_k σ(z - k/m), the piecewise linear function that is 0 at 0 and 1 and 2·heights[k-1]/m at k/m.
    /// </summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="z">A form with values in [0, 1].</param>
    /// <param name="heights">The heights at 1/m, ..., (m-1)/m in steps of 2/m; m is a power of two.</param>
    public static LinearForm Shape(this Circuit circuit, LinearForm z, IReadOnlyList<int> heights)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(heights);
        int nodes = heights.Count + 1;
        if (!System.Numerics.BitOperations.IsPow2(nodes))
        {
            throw new ArgumentException($"{nodes} nodes are no power of two.", nameof(heights));
        }

        int logNodes = System.Numerics.BitOperations.Log2((uint)nodes);
        var terms = new List<LinearForm>();
        int slope = 0;
        for (int k = 0; k < nodes; k++)
        {
            int next = 2 * ((k < heights.Count ? heights[k] : 0) - (k > 0 ? heights[k - 1] : 0));
            if (next != slope)
            {
                terms.Add((next - slope) * circuit.Relu(z - Dyadic.Create(k, -logNodes), $"node {k}/{nodes}"));
            }

            slope = next;
        }

        return LinearForm.Sum(terms);
    }

    /// <summary>Adds max(min(v, e), -e) = σ(v + e) - σ(v - e) - e for e ≥ 0.</summary>
    public static LinearForm Clamp(this Circuit circuit, LinearForm v, LinearForm e)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        return circuit.Relu(v + e, "clamp, below") - circuit.Relu(v - e, "clamp, above") - circuit.Relu(e, "envelope");
    }
}
