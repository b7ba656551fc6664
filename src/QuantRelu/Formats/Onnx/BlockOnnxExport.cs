using System.Numerics;
using QuantRelu.Claims;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// Writes a network as an ONNX model in which a repeated block is stored once (opset 17, IR version 8): Gather forms the inputs
/// [batch, copies, inputs] of all copies, each layer of the block is one batched MatMul, Add and Relu, and the outputs stand side by side
/// (Reshape, Concat) or are added up (ReduceSum, Sum). The input is u in [0,1]^d.
/// </summary>
/// <remarks>Weights that are chosen copy by copy are one factor for each copy and connection, and a 0-1 matrix that adds the products to their units.</remarks>
public static class BlockOnnxExport
{
    /// <summary>Bytes of the matrices, factors and wiring: the size of the file but for names and shapes.</summary>
    public static BigInteger MatrixBytes(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        network = ReluForm.Of(network);
        BlockArray[] arrays = [.. network.Stages.SelectMany(s => s.Arrays)];
        BigInteger blocks = arrays.Select(a => a.Block).Distinct().Select(BlockBytes).Aggregate(BigInteger.Zero, BigInteger.Add);
        return arrays.Aggregate(blocks, (sum, a) => sum + (a.Copies * ((a.Block.Inputs * sizeof(long)) + (a.Block.Layers.Sum(BlockLayer.OpenConnections) * sizeof(float)))));
    }

    /// <summary>Writes the model.</summary>
    /// <param name="constructed">The network and its provenance.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="freeBatch">True for an input [batch, d] of any number of points instead of [1, d].</param>
    /// <exception cref="ArgumentException">The matrices would take more than <see cref="OnnxExport.MostBytes"/>, or a weight has no float32 number near it.</exception>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    public static void Write(ConstructedNetwork constructed, Stream stream, bool freeBatch = false)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentNullException.ThrowIfNull(stream);
        if (MatrixBytes(constructed.Network) is var bytes && bytes > OnnxExport.MostBytes)
        {
            throw new ArgumentException($"The matrices would take {bytes} bytes; an ONNX file holds at most {OnnxExport.MostBytes}.", nameof(constructed));
        }

        Network network = ReluForm.Of(constructed.Network);
        var graph = new BlockGraph(SingleWeights.Of(network.Codebook));
        string source = "u";
        for (int s = 0; s < network.Stages.Length; s++)
        {
            source = graph.Stage(network.Stages[s], $"s{s + 1}", source, s == network.Stages.Length - 1);
        }

        long? batch = freeBatch ? null : 1;
        OnnxMessages.Model(
            OnnxMessages.Graph(graph.Nodes, graph.Tensors, OnnxMessages.Matrix("u", batch, network.Inputs), OnnxMessages.Matrix(source, batch, (long)network.Outputs)),
            OnnxDescription.Text(constructed),
            OnnxDescription.Properties(constructed)).Write(stream);
    }

    private static BigInteger BlockBytes(Block block)
    {
        long before = block.Inputs;
        BigInteger entries = BigInteger.Zero;
        foreach (SparseLayer layer in block.Layers)
        {
            entries += (BigInteger)layer.Units * (before + 1 + BlockLayer.OpenConnections(layer));
            before = layer.Units;
        }

        return entries * sizeof(float);
    }
}
