using System.CommandLine;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.Onnx;

namespace QuantRelu.Cli.Exports;

/// <summary>QONNX and QCDQ: models whose weights and values pass through quantizers.</summary>
internal static class QonnxFormat
{
    private const int StandardInputBits = 8;
    private const int MostValueBits = 127;

    /// <summary>QONNX, with operators of its own.</summary>
    public static ExportFormat Create(MatrixOptions matrices, Option<int?> inputBits)
    {
        Option<int?> valueBits = TypedOption.OptionalInteger(
            "--value-bits",
            $"QONNX: the most bits of an input or a value, as {QonnxExport.FinnBits} for FINN; the inputs then have as many fraction bits as that allows.",
            2,
            MostValueBits);
        string? message = null;
        return new("qonnx", [".onnx", ".qonnx"], [matrices.FreeBatch, matrices.MostMegabytes, inputBits, valueBits], (result, network, stream) =>
        {
            matrices.Check(result, "QONNX", QonnxExport.MatrixBytes(network.Network), string.Empty);
            int bits = InputBits(result.GetValue(inputBits), result.GetValue(valueBits), network);
            QonnxExport.Write(network, stream, bits, result.GetValue(matrices.FreeBatch));
            message = result.GetValue(valueBits) is { } most ? $"QONNX with {bits} input bits, so that no value has more than {most} bits." : null;
        }, IsBinary: true)
        { Message = () => message };
    }

    /// <summary>QCDQ, with QuantizeLinear, Clip and DequantizeLinear.</summary>
    public static ExportFormat CreateQcdq(MatrixOptions matrices, Option<int?> inputBits)
    {
        string? message = null;
        return new("qcdq", [".onnx"], [matrices.FreeBatch, matrices.MostMegabytes, inputBits], (result, network, stream) =>
        {
            matrices.Check(result, "QCDQ", QonnxExport.MatrixBytes(network.Network), string.Empty);
            int bits = result.GetValue(inputBits) ?? QonnxExport.MostInputBitsFor(network, QcdqExport.MostBits);
            QcdqExport.Write(network, stream, bits, result.GetValue(matrices.FreeBatch));
            message = $"QCDQ with {bits} input bits: inputs are multiples of {(Rational)Dyadic.PowerOfTwo(-bits)}.";
        }, IsBinary: true)
        { Message = () => message };
    }

    private static int InputBits(int? asked, int? valueBits, ConstructedNetwork network)
    {
        if (asked > QonnxExport.MostInputBits)
        {
            throw CommandFailure.BadInput(
                $"--input-bits is {asked}; the float32 inputs of --format qonnx have at most {QonnxExport.MostInputBits} fraction bits.");
        }

        if (valueBits is not { } most)
        {
            return asked ?? StandardInputBits;
        }

        int allowed = QonnxExport.MostInputBitsFor(network, most);
        return asked > allowed
            ? throw CommandFailure.BadInput(
                $"With --input-bits {asked} some values need more bits than --value-bits {most}; {allowed} input bits are the most.")
            : asked ?? allowed;
    }
}
