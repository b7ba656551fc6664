using System.Numerics;
using QuantRelu.Analysis;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// Writes a network as a QONNX model for programs that turn quantized networks into hardware (ONNX opset 17, domain qonnx.custom_op.general
/// version 1): weights and biases pass through <c>Quant</c> with the scale and the bits of the codebook, each layer is MatMul, Add and
/// Relu, and a Quant after it holds its fixed-point format. The input is u in [0,1]^d with p fraction bits.
/// </summary>
/// <remarks>
/// <para>An absent connection is the integer 0, which stays 0. Over {-1/2, 1/2} the integers are {-1, 0, 1}: 2 bits, signed, narrow, scale 1/2.</para>
/// <para>A layer's quantizer has the scale 2^-f for f fraction bits and as many bits as <see cref="PrecisionAnalysis"/> proves to be enough, so
/// in exact arithmetic every quantizer is the identity and the model's value is the network's. Programs that compute in float32, QONNX's own
/// among them, are exact where a layer has at most 24 bits.</para>
/// <para>The model is what FINN's ConvertQONNXtoFINN takes: signed quantizers of inputs and outputs, unsigned ones after Relu, constant scales, bits and
/// zero points, a quantized bias as the second input of Add, and the shapes of all values. It makes thresholds of quantizers with at most
/// <see cref="FinnBits"/> bits, which <see cref="MostInputBitsFor"/> finds the inputs for.</para>
/// <para>Over a codebook whose scale is no float32 number, such as 1/6, the nearest one ŝ takes its place and the model is the network over kŝ,
/// each weight with a relative error of at most 2^-24. Values then have no common fixed-point format, and only inputs, weights and biases are quantized.</para>
/// </remarks>
public static class QonnxExport
{
    /// <summary>The most fraction bits of an input: float32 numbers hold all multiples of 2^-24 from 0 to 1.</summary>
    public const int MostInputBits = 24;

    /// <summary>The most bits of a value that FINN makes thresholds of.</summary>
    public const int FinnBits = 8;

    /// <summary>Bytes of the dense matrices and biases, those of the verifier profile of <see cref="OnnxExport"/>.</summary>
    public static BigInteger MatrixBytes(Network network) => OnnxExport.MatrixBytes(network);

    /// <summary>The most fraction bits of the inputs with which inputs and values need at most some bits each.</summary>
    /// <param name="constructed">The network.</param>
    /// <param name="valueBits">The bits, at least 2.</param>
    /// <returns>0 to 24.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer bits than 2.</exception>
    /// <exception cref="ArgumentException">Some values need more bits even at no fraction bits of the inputs; the message says which.</exception>
    public static int MostInputBitsFor(ConstructedNetwork constructed, int valueBits)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentOutOfRangeException.ThrowIfLessThan(valueBits, 2);
        return Most(new QuantizedModel(constructed), valueBits);
    }

    /// <summary>Writes the model.</summary>
    /// <param name="constructed">The network and its provenance; other activations are written in ReLU units.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="inputBits">p, 0 to 24.</param>
    /// <param name="freeBatch">True for an input [batch, d] of any number of points instead of [1, d].</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is outside its range.</exception>
    /// <exception cref="ArgumentException">The matrices would take more than <see cref="OnnxExport.MostBytes"/>, or weights or values do not fit a
    /// quantizer.</exception>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public static void Write(
        ConstructedNetwork constructed, Stream stream, int inputBits, bool freeBatch = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentNullException.ThrowIfNull(stream);
        stream = CancellableStream.Of(stream, cancellationToken);
        ArgumentOutOfRangeException.ThrowIfNegative(inputBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputBits, MostInputBits);
        new QuantizedModel(constructed).Message(new QonnxDialect(), inputBits, freeBatch).Write(stream);
    }

    internal static int Most(QuantizedModel model, int valueBits) => model.MostInputBits(valueBits) ?? throw new ArgumentException(
        $"{Who(model.Widest(0).Layer)} need {model.Widest(0).Bits} bits even where the inputs have no fraction bits: {valueBits} do not hold them.",
        nameof(valueBits));

    internal static string Who(int layer) => layer == 0 ? "The inputs" : $"The values of layer {layer}";
}
