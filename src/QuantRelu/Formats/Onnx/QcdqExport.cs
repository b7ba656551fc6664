using System.Numerics;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// Writes a network as an ONNX model of integers of eight bits that every runtime knows (opset 17): each quantizer of <see cref="QonnxExport"/> is
/// QuantizeLinear, Clip and DequantizeLinear. The input is u in [0,1]^d with p fraction bits; where the weights are dyadic every quantizer is the identity, and
/// float32 arithmetic is exact as long as the sums of a unit's products have at most 24 bits, which those of a few hundred products of eight bits have.
/// </summary>
public static class QcdqExport
{
    /// <summary>The most bits of a value or a weight.</summary>
    public const int MostBits = QcdqDialect.MostBits;

    /// <summary>Bytes of the dense matrices and biases, those of the verifier profile of <see cref="OnnxExport"/>.</summary>
    public static BigInteger MatrixBytes(Network network) => OnnxExport.MatrixBytes(network);

    /// <summary>Writes the model.</summary>
    /// <param name="constructed">The network and its provenance; other activations are written in ReLU units.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="inputBits">p; by default as many as eight bits for every value allow.</param>
    /// <param name="freeBatch">True for an input [batch, d] of any number of points instead of [1, d].</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is below 0.</exception>
    /// <exception cref="ArgumentException">The matrices would take more than <see cref="OnnxExport.MostBytes"/>, or weights or values need more than eight
    /// bits.</exception>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public static void Write(
        ConstructedNetwork constructed, Stream stream, int? inputBits = null, bool freeBatch = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(inputBits ?? 0);
        stream = CancellableStream.Of(stream, cancellationToken);
        var model = new QuantizedModel(constructed);
        if (model.WeightBits > MostBits)
        {
            throw new ArgumentException($"The weights need {model.WeightBits} bits; integers of {MostBits} do not hold them.", nameof(constructed));
        }

        int most = QonnxExport.Most(model, MostBits), bits = inputBits ?? most;
        if (bits > most)
        {
            (int layer, int needed) = model.Widest(bits);
            throw new ArgumentException(
                $"{QonnxExport.Who(layer)} need {needed} bits at {bits} fraction bits of the inputs; integers of {MostBits} hold them up to {most}.",
                nameof(inputBits));
        }

        model.Message(new QcdqDialect(), bits, freeBatch).Write(stream);
    }
}
