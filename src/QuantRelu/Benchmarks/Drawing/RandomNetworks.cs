using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Benchmarks.Drawing;

/// <summary>
/// Random circuits: layers of units Σ c_j v_j + b with c_j out of {-1, -1/2, 1/2, 1}, each bent at a random point of the box, since units that never change
/// their sign are no work for anybody.
/// </summary>
internal static class RandomNetworks
{
    private const int LogPlaces = 3;
    private static readonly Rational[] Coefficients = [-1, Rational.Create(-1, 2), Rational.Create(1, 2), 1];

    /// <summary>A circuit of one to four hidden layers.</summary>
    public static BenchmarkNetwork Draw(int level, int inputs, SplitMix64 random)
    {
        int layers = Math.Min(4, 1 + (level / 3)), width = Math.Min(10, 2 + inputs + (level / 2));
        var circuit = new Circuit(inputs);
        LinearForm[] values = [.. Enumerable.Range(0, inputs).Select(circuit.Input)];
        for (int l = 0; l < layers; l++)
        {
            LinearForm[] forms = [.. Enumerable.Range(0, width).Select(_ => Bent(circuit, values, random))];
            values = circuit.Layer(forms);
        }

        LinearForm output = LinearForm.Sum(values.Select(v => random.Of(Coefficients) * v));
        (CodebookFamily family, string weights) = random.Below(3) == 0 ? (CodebookFamily.Free, "free") : (Codebooks.Draw(random).Family, "few");
        Network network = StagedCircuit.Single(circuit, [output]).Realize(family, 1);
        return new($"random-d{inputs}-{layers}x{width}-{weights}", DrawnCircuit.Of(network, family, "a random circuit"), null);
    }

    // At most four sources; the sum is 0, but for rounding to 1/16, at a random point.
    private static LinearForm Bent(Circuit circuit, LinearForm[] values, SplitMix64 random)
    {
        const int mostSources = 4, logStep = 4;
        LinearForm sum = LinearForm.Sum(Enumerable.Range(0, Math.Min(mostSources, Math.Max(2, values.Length)))
            .Select(_ => random.Of(Coefficients) * random.Of(values)));
        Rational[] point = [.. Enumerable.Range(0, circuit.Inputs).Select(_ => (Rational)Dyadic.Create(random.Below((1 << LogPlaces) + 1), -LogPlaces))];
        Rational there = circuit.Evaluate(point, [sum])[0];
        return sum - Rational.Create((there * (1 << logStep)).Round(), 1 << logStep);
    }
}
