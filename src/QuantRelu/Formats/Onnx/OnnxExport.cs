using System.Numerics;
using QuantRelu.Formats.Protobuf;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// Writes a network as an ONNX model that neural network verifiers read (opset 17, IR version 8): one float32 input [1, d], then for each
/// layer Gemm with a dense matrix, Y = X·Wᵀ + b, and Relu; no other operator. The input is u in [0,1]^d.
/// </summary>
/// <remarks>Other activations are written as what they are in ReLU units. Weights are the nearest float32 numbers, which for dyadic codebooks are the
/// weights.</remarks>
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
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="ArgumentException">The matrices would take more than <see cref="MostBytes"/>, a weight has no float32 number near it, or the
    /// line does not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public static void Write(
        ConstructedNetwork constructed, Stream stream, bool freeBatch = false, ErrorLine? line = null, CancellationToken cancellationToken = default) =>
        Write(constructed, stream, freeBatch, line, [], cancellationToken);

    /// <summary>The same with more named properties, which stand in place of others of their names.</summary>
    internal static void Write(
        ConstructedNetwork constructed, Stream stream, bool freeBatch, ErrorLine? line, IEnumerable<KeyValuePair<string, string>> properties,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentNullException.ThrowIfNull(stream);
        stream = CancellableStream.Of(stream, cancellationToken);
        CheckSize(constructed.Network);
        line?.Check(constructed.Network);
        Network network = ReluForm.Of(constructed.Network);
        string text = OnnxDescription.Text(constructed) + line?.Description;
        IEnumerable<KeyValuePair<string, string>> own = OnnxDescription.Properties(constructed, isNetwork: line is null);
        OnnxMessages.Model(Graph(network, freeBatch ? null : 1, line), text, properties.Concat(own).DistinctBy(p => p.Key)).Write(stream);
    }

    /// <summary>Refuses matrices that one file cannot hold.</summary>
    /// <exception cref="ArgumentException">They would take more than <see cref="MostBytes"/>.</exception>
    internal static void CheckSize(Network network)
    {
        if (MatrixBytes(network) is var bytes && bytes > MostBytes)
        {
            throw new ArgumentException($"The dense matrices would take {bytes} bytes; an ONNX file holds at most {MostBytes}.", nameof(network));
        }
    }

    private static ProtoMessage Graph(Network network, long? batch, ErrorLine? line)
    {
        var nodes = new List<ProtoMessage>();
        var tensors = new List<ProtoMessage>();
        string source = "u";
        DenseLayer[] layers = [.. DenseLayer.Of(network, SingleWeights.Of(network.Codebook), line)];
        foreach (DenseLayer layer in layers)
        {
            tensors.Add(OnnxMessages.Floats($"W{layer.Number}", [layer.Matrix.Rows, layer.Before], layer.Matrix.Write));
            tensors.Add(layer.Biases);
            string sum = layer.IsLast ? "y" : $"z{layer.Number}";
            nodes.Add(OnnxMessages.Node("Gemm", [source, $"W{layer.Number}", $"b{layer.Number}"], sum, OnnxMessages.Attribute("transB", 1)));
            if (!layer.IsLast)
            {
                nodes.Add(OnnxMessages.Node("Relu", [sum], source = $"u{layer.Number}"));
            }
        }

        return OnnxMessages.Graph(nodes, tensors, OnnxMessages.Matrix("u", batch, network.Inputs), OnnxMessages.Matrix("y", batch, layers[^1].Matrix.Rows));
    }
}
