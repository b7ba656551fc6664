using QuantRelu.Formats.Protobuf;
using QuantRelu.Graph;

namespace QuantRelu.Formats.Onnx;

/// <summary>One layer of a network that is written with dense matrices.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Before">Units of the layer before, or inputs.</param>
/// <param name="IsLast">True for the last layer, which has no activation.</param>
/// <param name="Matrix">Its weights and biases.</param>
internal sealed record DenseLayer(int Number, long Before, bool IsLast, DenseMatrix Matrix)
{
    /// <summary>The tensor of the biases, b and the layer's number.</summary>
    public ProtoMessage Biases => OnnxMessages.Floats($"b{Number}", [Matrix.Rows], Matrix.WriteBiases);

    // A layer without units is read by nothing: one that is always 0 stands for it, since no reader knows empty matrices.
    private static readonly ExtraRow Nothing = new(0, default, default, IsAdded: false);

    /// <summary>The layers of a network of ReLU units, first to last.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">The float32 numbers that stand for its codes.</param>
    /// <param name="line">A line that is subtracted from the network, if any.</param>
    public static IEnumerable<DenseLayer> Of(Network network, float[] weights, ErrorLine? line = null)
    {
        FlatLayer[] layers = [.. network.Flatten()];
        long before = network.Inputs;
        for (int l = 0; l < layers.Length; l++)
        {
            bool last = l == layers.Length - 1;
            var matrix = new DenseMatrix(layers[l], before, weights, line?.Row(before, last) ?? (layers[l].Units == 0 ? Nothing : null));
            yield return new DenseLayer(l + 1, before, last, matrix);
            before = matrix.Rows;
        }
    }
}
