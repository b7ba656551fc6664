using System.Numerics;
using QuantRelu.Claims;
using QuantRelu.Formats.Protobuf;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// Writes a network as an ONNX model that neural network verifiers read (opset 17, IR version 8): one float32 input [1, d], then for each
/// layer Gemm with a dense matrix, Y = X·Wᵀ + b, and Relu; no other operator. The input is u in [0,1]^d.
/// </summary>
/// <remarks>Other activations are written as what they are in ReLU units. Weights are the nearest float32 numbers, which for dyadic codebooks are the weights.</remarks>
public static class OnnxExport
{
    /// <summary>The most bytes that a protobuf file can have: 2³¹ - 1.</summary>
    public const long MostBytes = int.MaxValue;

    /// <summary>Bytes of the dense matrices and biases, 4·Σ_l units_l·(units_{l-1} + 1): the size of the file but for names and shapes.</summary>
    public static BigInteger MatrixBytes(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        BigInteger before = network.Inputs, entries = BigInteger.Zero;
        foreach (LayerCounts layer in ReluForm.Of(network).Count().Layers)
        {
            entries += layer.Units * (before + 1);
            before = layer.Units;
        }

        return entries * sizeof(float);
    }

    /// <summary>Writes the model.</summary>
    /// <param name="constructed">The network and its provenance.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="freeBatch">True for an input [batch, d] of any number of points instead of [1, d].</param>
    /// <param name="line">When given, the model is the error network N(u) - line(u).</param>
    /// <exception cref="ArgumentException">The matrices would take more than <see cref="MostBytes"/>, a weight has no float32 number near it, or the line does not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    public static void Write(ConstructedNetwork constructed, Stream stream, bool freeBatch = false, ErrorLine? line = null)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentNullException.ThrowIfNull(stream);
        if (MatrixBytes(constructed.Network) is var bytes && bytes > MostBytes)
        {
            throw new ArgumentException($"The dense matrices would take {bytes} bytes; an ONNX file holds at most {MostBytes}.", nameof(constructed));
        }

        line?.Check(constructed.Network);
        Network network = ReluForm.Of(constructed.Network);
        string text = OnnxDescription.Text(constructed) + line?.Description;
        OnnxMessages.Model(Graph(network, freeBatch ? null : 1, line), text, OnnxDescription.Properties(constructed)).Write(stream);
    }

    private static ProtoMessage Graph(Network network, long? batch, ErrorLine? line)
    {
        float[] weights = SingleWeights.Of(network.Codebook);
        FlatLayer[] layers = [.. network.Flatten()];
        var nodes = new List<ProtoMessage>();
        var tensors = new List<ProtoMessage>();
        string source = "u";
        long before = network.Inputs;
        for (int l = 0; l < layers.Length; l++)
        {
            bool last = l == layers.Length - 1;
            var matrix = new DenseMatrix(layers[l], before, weights, line?.Row(before, last));
            tensors.Add(OnnxMessages.Floats($"W{l + 1}", [matrix.Rows, before], matrix.Write));
            tensors.Add(OnnxMessages.Floats($"b{l + 1}", [matrix.Rows], matrix.WriteBiases));
            string sum = last ? "y" : $"z{l + 1}";
            nodes.Add(OnnxMessages.Node("Gemm", [source, $"W{l + 1}", $"b{l + 1}"], sum, OnnxMessages.Attribute("transB", 1)));
            if (!last)
            {
                nodes.Add(OnnxMessages.Node("Relu", [sum], source = $"u{l + 1}"));
            }

            before = matrix.Rows;
        }

        return OnnxMessages.Graph(nodes, tensors, OnnxMessages.Matrix("u", batch, network.Inputs), OnnxMessages.Matrix("y", batch, before));
    }
}
