using System.Numerics;
using QuantRelu.Graph;

namespace QuantRelu.Circuits;

/// <summary>What the layers of every stage of a construction cost, counted on its blocks, however many copies of them there are.</summary>
/// <param name="Inputs">d, the number of network inputs.</param>
/// <param name="Codebook">The weight values.</param>
/// <param name="Stages">The layers of each stage.</param>
internal sealed record StagedCounts(int Inputs, Codebook Codebook, ImmutableArray<ImmutableArray<LayerCounts>> Stages)
{
    /// <summary>The counts of the whole network.</summary>
    public NetworkCounts Whole => NetworkCounts.Of(Inputs, Codebook, [.. Stages.SelectMany(s => s)]);

    /// <summary>The weights of one stage.</summary>
    public BigInteger Weights(int stage) => Stages[stage].Aggregate(BigInteger.Zero, (sum, layer) => sum + layer.Weights);

    /// <summary>The layers of a stage whose arrays are realized as given blocks.</summary>
    public static ImmutableArray<LayerCounts> Layers(CircuitStage stage, RealizedCircuit[] blocks) =>
        [.. Enumerable.Range(0, blocks[0].Block.Depth).Select(layer => new LayerCounts(
            stage.Sums && layer == blocks[0].Block.Depth - 1 ? blocks[0].Block.Outputs : Sum(stage, blocks, b => b.Layers[layer].Units),
            Sum(stage, blocks, b => b.Layers[layer].Columns.Length),
            Sum(stage, blocks, b => b.Layers[layer].BiasCount)))];

    private static BigInteger Sum(CircuitStage stage, RealizedCircuit[] blocks, Func<Block, int> count) =>
        blocks.Select((b, a) => stage.Arrays[a].Copies * count(b.Block)).Aggregate(BigInteger.Zero, (sum, more) => sum + more);
}
