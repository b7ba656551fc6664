using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Benchmarks.Drawing;

/// <summary>
/// Landscapes of teeth: Σ_k Σ_s ±T_s(x_k), s = 1, ..., r, with T_s = g^{∘s}/2^s, where g is the tooth of equation (8), and a random sign for each. All
/// signs being + it is Takagi's function as far as its r-th term. It has 2^r linear pieces along an axis from about 3r units, and with several inputs a
/// ridge |x_k - x_{k+1}|/4 couples neighbours.
/// </summary>
/// <remarks>T_0 = x, and T_s = T_{s-1} - 2σ(T_{s-1} - 2^-s), since g(y) = 2y - 4σ(y - 1/2) on [0, 1] and T_{s-1} = g^{∘(s-1)}/2^{s-1}.</remarks>
internal static class PieceNetworks
{
    private const int MostTeeth = 10;

    /// <summary>A landscape of level + 1 teeth along each axis, fewer with more inputs.</summary>
    public static BenchmarkNetwork Draw(int level, int inputs, SplitMix64 random)
    {
        int teeth = Math.Min(MostTeeth, 1 + level) / inputs + (inputs == 1 ? 0 : 1);
        (CodebookFamily family, _) = Codebooks.Draw(random);
        var circuit = new Circuit(inputs);
        var terms = new List<LinearForm>();
        for (int k = 0; k < inputs; k++)
        {
            LinearForm tooth = circuit.Input(k);
            for (int s = 1; s <= teeth; s++)
            {
                LinearForm beyond = circuit.Relu(tooth - Dyadic.PowerOfTwo(-s), $"tooth {s}, falling"), held = circuit.Relu(tooth, $"tooth {s}, rising");
                tooth = circuit.Relu(held - (2 * beyond), $"tooth {s}");
                terms.Add(random.Below(2) == 0 ? tooth : -tooth);
            }

            if (k > 0)
            {
                terms.AddRange(Ridge(circuit, k));
            }
        }

        Network network = StagedCircuit.Single(circuit, [LinearForm.Sum(terms)]).Realize(family, teeth);
        return new($"pieces-d{inputs}-r{teeth}", DrawnCircuit.Of(network, family, "a landscape of teeth"), null);
    }

    private static IEnumerable<LinearForm> Ridge(Circuit circuit, int k) =>
        new[] { circuit.Input(k) - circuit.Input(k - 1), circuit.Input(k - 1) - circuit.Input(k) }
            .Select(d => Dyadic.PowerOfTwo(-2) * circuit.Relu(d, "ridge"));
}
