using System.Globalization;
using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu;

/// <summary>Units, connections and biases of one layer.</summary>
public readonly record struct LayerCounts(BigInteger Units, BigInteger Connections, BigInteger Biases)
{
    /// <summary>Connections plus biases.</summary>
    public BigInteger Weights => Connections + Biases;

    /// <summary>"8 units, 12 connections, 3 biases".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Units:N0} units, {Connections:N0} connections, {Biases:N0} biases");
}

/// <summary>What a network costs, counted on the network, exact however large.</summary>
/// <param name="Layers">Units and weights of each layer, first to last.</param>
/// <param name="BitsPerWeight">⌈log₂ λ⌉, or 32 for free weights.</param>
/// <param name="CodebookBits">Bits of the codebook itself: λ fixed-point numbers with a sign, one integer bit and as many fraction bits as the finest
/// value needs (for values that are not dyadic: numerator and denominator).</param>
/// <param name="StructureBits">
/// Bits of the sparse structure in compressed sparse rows: per layer a column index per connection, a row start per unit and one more, and one bit
/// per unit for whether it has a bias.
/// </param>
public sealed record NetworkCounts(ImmutableArray<LayerCounts> Layers, int BitsPerWeight, BigInteger CodebookBits, BigInteger StructureBits)
{
    private readonly Sequence<LayerCounts> _layers = Layers;

    /// <summary>Units and weights of each layer, first to last.</summary>
    public ImmutableArray<LayerCounts> Layers
    {
        get => _layers.Items;
        init => _layers = value;
    }

    /// <summary>Layers of weights, the output layer counted.</summary>
    public int Depth => Layers.Length;

    /// <summary>Most units in a hidden layer.</summary>
    public BigInteger Width => Layers.Take(Layers.Length - 1).Select(l => l.Units).DefaultIfEmpty(BigInteger.Zero).Max();

    /// <summary>Units of all layers, the inputs not counted.</summary>
    public BigInteger Units => Layers.Aggregate(BigInteger.Zero, (sum, l) => sum + l.Units);

    /// <summary>Connections plus biases.</summary>
    public BigInteger Weights => Layers.Aggregate(BigInteger.Zero, (sum, l) => sum + l.Weights);

    /// <summary>Weights · ⌈log₂ λ⌉: what the weights take, without the codebook and the sparse structure.</summary>
    public BigInteger Bits => Weights * BitsPerWeight;

    /// <summary>"depth 4, width 8, 20 units, 57 weights of 1 bit".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"depth {Depth:N0}, width {Width:N0}, {Units:N0} units, {Weights:N0} weights of {BitsPerWeight} bit{(BitsPerWeight == 1 ? "" : "s")}");

    internal static NetworkCounts Of(Network network) =>
        Of(network.Inputs, network.Codebook, [.. network.Stages.SelectMany(s => Enumerable.Range(0, s.Depth).Select(s.Count))]);

    internal static NetworkCounts Of(int inputs, Codebook codebook, ImmutableArray<LayerCounts> layers)
    {
        BigInteger structure = BigInteger.Zero;
        BigInteger before = inputs;
        foreach (LayerCounts layer in layers)
        {
            structure += (layer.Connections * IndexBits(before)) + ((layer.Units + 1) * IndexBits(layer.Connections + 1)) + layer.Units;
            before = layer.Units;
        }

        return new NetworkCounts(layers, codebook.BitsPerWeight, codebook.Bits, structure);
    }

    // ⌈log₂ values⌉, at least one bit.
    private static BigInteger IndexBits(BigInteger values) => values <= 2 ? 1 : (int)(values - 1).GetBitLength();
}
