using System.CommandLine;
using QuantRelu.Formats.Onnx;

namespace QuantRelu.Cli.Exports;

/// <summary>QONNX: a model whose weights and values pass through quantizers.</summary>
internal static class QonnxFormat
{
    private const int StandardInputBits = 8;

    /// <summary>The format.</summary>
    public static ExportFormat Create(MatrixOptions matrices, Option<int?> inputBits) =>
        new("qonnx", [".onnx", ".qonnx"], [matrices.FreeBatch, matrices.MostMegabytes, inputBits], (result, network, stream) =>
        {
            int bits = result.GetValue(inputBits) ?? StandardInputBits;
            if (bits > QonnxExport.MostInputBits)
            {
                throw CommandFailure.BadInput(
                    $"--input-bits is {bits}; the float32 inputs of --format qonnx have at most {QonnxExport.MostInputBits} fraction bits.");
            }

            matrices.Check(result, "QONNX", QonnxExport.MatrixBytes(network.Network), string.Empty);
            QonnxExport.Write(network, stream, bits, result.GetValue(matrices.FreeBatch));
        }, IsBinary: true);
}
