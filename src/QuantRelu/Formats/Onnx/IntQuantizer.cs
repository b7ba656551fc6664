using System.Globalization;
using System.Numerics;
using QuantRelu.Analysis;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// A uniform quantizer with a scale s, zero point 0 and b bits: s·round(clamp(x/s, m, M)), ties to even, where signed integers
/// have M = 2^(b-1) - 1 and m = -2^(b-1), or -2^(b-1) + 1 when narrow, and unsigned ones m = 0 and M = 2^b - 1. It is the identity on
/// m·s, ..., M·s.
/// </summary>
/// <remarks>
/// Source: QONNX, docs/qonnx-custom-ops/intquant_v1.md and int_quant, min_int, max_int in src/qonnx/custom_op/general/intquant.py. There are always
/// two bits at least: that document excludes binary and bipolar quantization, and a signed bit alone turns 0 into +s there, as BipolarQuant does.
/// Quantizers of inputs and outputs are signed and those after Relu are not, as FINN has them (qonnx_activation_handlers.py there).
/// </remarks>
/// <param name="Scale">s.</param>
/// <param name="Bits">b.</param>
/// <param name="IsSigned">True for integers below 0.</param>
/// <param name="IsNarrow">True for signed integers without the least one.</param>
internal sealed record IntQuantizer(Rational Scale, int Bits, bool IsSigned, bool IsNarrow = false)
{
    private const int FewestBits = 2;

    // The finest normal float32 number is 2^-126, and 2^128 is none.
    private const int FinestBits = 126;
    private const int MostBits = 127;

    /// <summary>
    /// The quantizer of signed integers with the fewest bits for all multiples of a scale from <paramref name="least"/> to <paramref name="most"/>.
    /// </summary>
    /// <param name="scale">s.</param>
    /// <param name="least">The least integer, at most 0.</param>
    /// <param name="most">The greatest, at least 0.</param>
    public static IntQuantizer Signed(Rational scale, BigInteger least, BigInteger most)
    {
        int bits = FewestBits;
        while (most >= BigInteger.One << (bits - 1) || -least > BigInteger.One << (bits - 1))
        {
            bits++;
        }

        return new IntQuantizer(scale, bits, IsSigned: true, IsNarrow: -least < BigInteger.One << (bits - 1));
    }

    /// <summary>The least integer, m.</summary>
    public BigInteger Least => !IsSigned ? BigInteger.Zero : (IsNarrow ? 1 : 0) - (BigInteger.One << (Bits - 1));

    /// <summary>The greatest, M.</summary>
    public BigInteger Most => (BigInteger.One << (IsSigned ? Bits - 1 : Bits)) - 1;

    /// <summary>The identity on inputs u in [0, 1] with p fraction bits: one more for 1 itself, and one for a sign.</summary>
    public static IntQuantizer OfInputs(int fractionBits) => new(Dyadic.PowerOfTwo(-fractionBits), BitsOfInputs(fractionBits), IsSigned: true);

    /// <summary>The bits of <see cref="OfInputs"/>.</summary>
    public static int BitsOfInputs(int fractionBits) => fractionBits + 2;

    /// <summary>The identity on the values of a layer: as many bits as integer and fraction bits, and one for a sign, which outputs have.</summary>
    /// <param name="precision">What is proved of the layer, whose weights are dyadic.</param>
    /// <param name="inputBits">p, the fraction bits of the inputs.</param>
    /// <param name="layer">Its number, for the message.</param>
    /// <param name="isLast">True for the outputs, which may be below 0.</param>
    /// <exception cref="ArgumentException">No float32 number is the scale, or values need too many bits.</exception>
    public static IntQuantizer OfLayer(LayerPrecision precision, int inputBits, int layer, bool isLast)
    {
        int fraction = inputBits + precision.ExtraFractionBits!.Value, bits = BitsOfLayer(precision, inputBits, isLast);
        if (fraction > FinestBits || bits > MostBits)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Layer {layer} needs {bits} bits, {fraction} of them after the point, at {inputBits} fraction bits of the inputs; a quantizer with a float32 "
                    + $"scale has at most {MostBits}, and {FinestBits} after the point."), nameof(precision));
        }

        return new IntQuantizer(Dyadic.PowerOfTwo(-fraction), bits, isLast);
    }

    /// <summary>The bits of <see cref="OfLayer"/>.</summary>
    public static int BitsOfLayer(LayerPrecision precision, int inputBits, bool isLast) =>
        Math.Max(FewestBits, precision.IntegerBits + inputBits + precision.ExtraFractionBits!.Value + (isLast ? 1 : 0));
}
