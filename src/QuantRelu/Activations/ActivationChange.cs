using QuantRelu.Analysis;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Activations;

/// <summary>
/// Section 3: networks with other piecewise linear activations compute exactly the same functions, with a constant factor more units,
/// weights and weight values.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Leaky ReLU ρ with slope a: σ(z) = (ρ(z) + aρ(-z))/(1 - a²). Each hidden unit becomes two; weights become ±w, ±w/(1 - a²) and
/// ±wa/(1 - a²).</item>
/// <item>ReLU-6: when no unit exceeds B and s = 2^-k with Bs ≤ 6, all values of hidden layers are scaled by s: weights from the inputs and
/// biases become ws, weights of the last layer w/s, and no unit ever reaches 6.</item>
/// </list>
/// </remarks>
public static class ActivationChange
{
    /// <summary>The parameters that tell what the network with ReLU units was: its units, weights and weight values.</summary>
    public static ImmutableArray<string> GrowthParameters { get; } = ["reluUnits", "reluWeights", "reluValues"];

    /// <summary>The same function with another activation, and the same claims; the parameters tell what the ReLU network cost.</summary>
    /// <inheritdoc cref="To(Network, Activation)"/>
    public static ConstructedNetwork To(ConstructedNetwork network, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network changed = To(network.Network, activation);
        if (changed == network.Network)
        {
            return network;
        }

        NetworkCounts before = network.Network.Count();
        string[] growth = [$"{before.Units}", $"{before.Weights}", $"{network.Network.Codebook.Count}"];
        var parameters = new OrderedDictionary<string, string>(network.Provenance.Parameters);
        foreach ((string name, string value) in GrowthParameters.Zip(growth))
        {
            parameters[name] = value;
        }

        return new ConstructedNetwork(changed, network.Provenance with { Parameters = new(parameters) });
    }

    /// <summary>The same function with another activation.</summary>
    /// <param name="network">A ReLU network with all codes set.</param>
    /// <param name="activation">The activation wanted.</param>
    /// <exception cref="ArgumentException">The network's units are not ReLU.</exception>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    public static Network To(Network network, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(activation);
        if (network.Activation != Activation.Relu)
        {
            throw new ArgumentException($"The network's activation is {network.Activation}; only ReLU networks are rewritten.", nameof(network));
        }

        if (activation == Activation.Relu)
        {
            return network;
        }

        return activation.Ceiling is { } ceiling ? Scaled(network, activation, ceiling) : Leaky(network, activation);
    }

    private static Network Leaky(Network network, Activation activation)
    {
        Rational a = activation.NegativeSlope;
        Rational gain = 1 / (1 - (a * a));
        return UnitRewrite.Of(network, activation, new(1, default, gain), new(-1, default, a * gain));
    }

    private static Network Scaled(Network network, Activation activation, Rational ceiling)
    {
        Rational scale = 1, largest = PrecisionAnalysis.Of(network).Largest;
        while (largest * scale > ceiling)
        {
            scale /= 2;
        }

        return UnitRewrite.Of(network, activation, new Part(scale, default, 1 / scale));
    }
}
