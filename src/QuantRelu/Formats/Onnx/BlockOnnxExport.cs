using System.Numerics;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// Writes a network as an ONNX model in which a repeated block is stored once (opset 17, IR version 8): Gather forms the inputs
/// [batch, copies, inputs] of all copies, or Reshape where these are all units in their order; each layer of the block is one batched MatMul,
/// Add and Relu, and the outputs stand side by side (Reshape, Concat) or are added up (ReduceSum, Sum). The input is u in [0,1]^d.
/// </summary>
/// <remarks>
/// Weights that are chosen copy by copy are one factor for each copy and connection, and a 0-1 matrix that adds the products to their units.
/// What no input reaches is stored as constants. No operator leaves its input as it is but the Identity that names the output, no stored tensor is
/// empty or unused.
/// </remarks>
public static class BlockOnnxExport
{
    /// <summary>
    /// Bytes of the matrices, factors and wiring: the size of the file but for names and shapes, or more where constants make a part needless.
    /// </summary>
    public static BigInteger MatrixBytes(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        network = ReluForm.Of(network);
        BigInteger before = network.Inputs, bytes = BigInteger.Zero;
        var blocks = new HashSet<Block>();
        foreach (Stage stage in network.Stages)
        {
            bytes += stage.Arrays.Aggregate(BigInteger.Zero, (sum, array) => sum + ArrayBytes(array, stage.Sums, before, isNew: blocks.Add(array.Block)));
            before = stage.Units(stage.Depth - 1);
        }

        return bytes;
    }

    /// <summary>Writes the model.</summary>
    /// <param name="constructed">The network and its provenance.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="freeBatch">True for an input [batch, d] of any number of points instead of [1, d].</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="ArgumentException">
    /// The matrices would take more than <see cref="OnnxExport.MostBytes"/>, or a weight has no float32 number near it.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public static void Write(ConstructedNetwork constructed, Stream stream, bool freeBatch = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentNullException.ThrowIfNull(stream);
        stream = CancellableStream.Of(stream, cancellationToken);
        if (MatrixBytes(constructed.Network) is var bytes && bytes > OnnxExport.MostBytes)
        {
            throw new ArgumentException($"The matrices would take {bytes} bytes; an ONNX file holds at most {OnnxExport.MostBytes}.", nameof(constructed));
        }

        Network network = ReluForm.Of(constructed.Network);
        OnnxMessages.Model(
            BlockGraph.Of(network, freeBatch),
            OnnxDescription.Text(constructed),
            OnnxDescription.Properties(constructed)).Write(stream);
    }

    private static BigInteger ArrayBytes(BlockArray array, bool sums, BigInteger before, bool isNew)
    {
        if (ConstantArray.Is(array.Block))
        {
            return (sums ? BigInteger.One : array.Copies) * array.Block.Outputs * sizeof(float);
        }

        BlockLayer[] layers = BlockGraph.Layers(array.Block, string.Empty);
        long wiring = BlockWiring.IsIdentity(array, before) ? 0 : (long)array.Block.Inputs * sizeof(long);
        long factors = layers.Sum(l => (long)l.Open.Length) * sizeof(float);
        return (array.Copies * (wiring + factors)) + (isNew ? layers.Sum(l => l.SharedBytes) : 0);
    }
}
