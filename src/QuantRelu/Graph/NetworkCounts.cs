using System.Numerics;

namespace QuantRelu.Graph;

/// <summary>Units and weights of one layer.</summary>
public readonly record struct LayerCounts(BigInteger Units, BigInteger Weights);

/// <summary>What a network costs, counted on the network, exact however large.</summary>
/// <param name="Depth">Layers of weights, the output layer counted.</param>
/// <param name="Width">Most units in a hidden layer.</param>
/// <param name="Units">Units of all layers, the inputs not counted.</param>
/// <param name="Weights">Connections plus biases.</param>
/// <param name="BitsPerWeight">⌈log₂ λ⌉.</param>
public sealed record NetworkCounts(int Depth, BigInteger Width, BigInteger Units, BigInteger Weights, int BitsPerWeight)
{
    /// <summary>Weights · ⌈log₂ λ⌉: what the weights take, without the codebook and the sparse structure.</summary>
    public BigInteger Bits => Weights * BitsPerWeight;

    /// <summary>Units and weights of each layer, first to last.</summary>
    public static IReadOnlyList<LayerCounts> Layers(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Stages.SelectMany(s => Enumerable.Range(0, s.Depth).Select(l => new LayerCounts(s.Units(l), s.Weights(l)))).ToArray();
    }

    internal static NetworkCounts Of(Network network)
    {
        IReadOnlyList<LayerCounts> layers = Layers(network);
        return new NetworkCounts(
            layers.Count,
            layers.Take(layers.Count - 1).Select(l => l.Units).DefaultIfEmpty(BigInteger.Zero).Max(),
            layers.Aggregate(BigInteger.Zero, (sum, l) => sum + l.Units),
            layers.Aggregate(BigInteger.Zero, (sum, l) => sum + l.Weights),
            network.Codebook.BitsPerWeight);
    }
}
