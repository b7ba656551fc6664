using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// The partition of unity of equations (10) and (11): ψ_m(x) = Π_k h(3N(x_k - m_k/N)) for m in {0..N}^d with
/// h(z) = 1 for |z| ≤ 1, 2 - |z| for 1 &lt; |z| &lt; 2, 0 for |z| ≥ 2. Σ_m ψ_m = 1 on [0, 1]^d, and ψ_m(x) = 0 unless
/// |x_k - m_k/N| &lt; 2/(3N) for every k. Each factor is exact; products of factors are <see cref="Multiplication"/>s.
/// </summary>
public static class PartitionOfUnity
{
    /// <summary>h(z) at any z, the definition.</summary>
    public static Dyadic Hat(Dyadic z) => Dyadic.Max(default, Dyadic.Min(1, 2 - Dyadic.Abs(z)));

    /// <summary>Adds h(z) = 1 - σ(z - 1) + σ(z - 2), for a form z ≥ 0, to a circuit.</summary>
    public static LinearForm Hat(this Circuit circuit, LinearForm z)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        return 1 - circuit.Relu(z - 1, "hat, first bend") + circuit.Relu(z - 2, "hat, second bend");
    }

    /// <summary>Adds h(3N|v|), the factor of ψ_m on one grid line, to a circuit.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="distance">The form |v| with v = x_k - m_k/N.</param>
    /// <param name="grid">N ≥ 1, a power of two.</param>
    public static LinearForm GridHat(this Circuit circuit, LinearForm distance, long grid)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grid, 1);
        return circuit.Hat(circuit.Scale(distance, 3 * Dyadic.Create(grid, 0)));
    }

    /// <summary>Adds Π_k ×' of the factors, from left to right, to a circuit.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="factors">Forms with values in [-1, 1].</param>
    /// <param name="r">The number of teeth of the squarers.</param>
    public static LinearForm Product(this Circuit circuit, IReadOnlyList<LinearForm> factors, int r) => circuit.Product(factors, r, scale: null);

    /// <summary>Adds Π_k ρ×' of q + 1 factors, near ρ^q times their product.</summary>
    internal static LinearForm Product(this Circuit circuit, IReadOnlyList<LinearForm> factors, int r, DigitChain? scale)
    {
        ArgumentNullException.ThrowIfNull(factors);
        return factors.Skip(1).Aggregate(factors[0], (product, factor) => circuit.Multiply(product, factor, r, scale));
    }
}
