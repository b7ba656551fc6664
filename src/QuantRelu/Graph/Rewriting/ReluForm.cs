namespace QuantRelu.Graph.Rewriting;

/// <summary>
/// The same function with ReLU units, for everything that works on ReLU networks alone: leaky ReLU is σ(z) - aσ(-z), and ReLU-6 is
/// σ(z) - σ(z - 6).
/// </summary>
internal static class ReluForm
{
    /// <summary>The network itself when its units are ReLU.</summary>
    public static Network Of(Network network)
    {
        Activation activation = network.Activation;
        if (activation == Activation.Relu)
        {
            return network;
        }

        return activation.Ceiling is { } most
            ? UnitRewrite.Of(network, Activation.Relu, new(1, default, 1), new(1, -most, -1))
            : UnitRewrite.Of(network, Activation.Relu, new(1, default, 1), new(-1, default, -activation.NegativeSlope));
    }
}
