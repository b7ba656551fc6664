using CsCheck;
using QuantRelu.Circuits;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Subnetworks;

public class CachedFunctionsTests
{
    private static readonly Gen<Dyadic> Points = Gen.Int[0, 1 << 12].Select(k => Dyadic.Create(k, -12));

    [Fact]
    public void The_triangle_wave_is_the_distance_to_the_nearest_integer_times_two() =>
        Gen.Select(Points, Gen.Int[0, 10], Codebooks.Any).Sample((x, k, book) =>
        {
            Rational scaled = x * Dyadic.PowerOfTwo(k);
            Rational below = scaled - Rational.Create(scaled.Floor(), 1);
            Rational distance = below <= 1 - below ? below : 1 - below;
            return At(c => c.TriangleWave(c.Input(0), k), book, x) == 2 * distance;
        }, iter: 60);

    [Fact]
    public void The_filter_of_a_sum_is_the_sum_of_the_filters() =>
        Gen.Select(Gen.Select(Points, Points), Gen.Int[0, 7], Codebooks.Any).Sample((z, k, book) =>
        {
            Dyadic start = 1 - Dyadic.PowerOfTwo(-k);
            var circuit = new Circuit(2);
            LinearForm[] variables = [circuit.Input(0), circuit.Input(1)];
            LinearForm margins = LinearForm.Sum(variables.Select(v => circuit.Relu(v - start)));
            Network network = Realization.ToNetwork(circuit, [circuit.Filter(LinearForm.Sum(variables), circuit.Relu(margins), k)], book);
            Rational Filtered(Dyadic v) => v <= start ? v : (1 - v) * Dyadic.PowerOfTwo(k) * start;
            return ExactEvaluator.Evaluate(network, [z.Item1, z.Item2])[0] == Filtered(z.Item1) + Filtered(z.Item2);
        }, iter: 60);

    private static Rational At(Func<Circuit, LinearForm> write, Codebook codebook, Dyadic x)
    {
        var circuit = new Circuit(1);
        return ExactEvaluator.Evaluate(Realization.ToNetwork(circuit, [write(circuit)], codebook), [x])[0];
    }
}
