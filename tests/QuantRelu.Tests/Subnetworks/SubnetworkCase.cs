using QuantRelu.Circuits;

namespace QuantRelu.Tests.Subnetworks;

/// <summary>A sub-network on inputs in [-1, 1], x = 2u - 1, as a network over a codebook.</summary>
internal static class SubnetworkCase
{
    public static Network Signed(int inputs, Func<Circuit, LinearForm[], LinearForm> write, Codebook codebook)
    {
        var circuit = new Circuit(inputs);
        LinearForm[] x = Enumerable.Range(0, inputs).Select(i => (2 * circuit.Input(i)) - 1).ToArray();
        return Realization.ToNetwork(circuit, [write(circuit, x)], codebook);
    }

    public static Rational At(Network network, params Dyadic[] x) =>
        ExactEvaluator.Evaluate(network, x.Select(v => (v + 1) * Dyadic.Half).ToArray())[0];
}
