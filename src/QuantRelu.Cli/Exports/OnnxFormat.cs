using System.CommandLine;
using System.Globalization;
using System.Numerics;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.Onnx;

namespace QuantRelu.Cli.Exports;

/// <summary>ONNX: the network as one model in one of two profiles.</summary>
internal static class OnnxFormat
{
    /// <summary>The format.</summary>
    public static ExportFormat Create(MatrixOptions matrices)
    {
        Option<string> profile = TypedOption.Choice(
            "--profile", "ONNX: dense Gemm and Relu only, or repeated blocks as batched MatMul.", "verifier", "verifier", "blocks");
        string? message = null;
        return new("onnx", [".onnx"], [profile, matrices.FreeBatch, matrices.MostMegabytes], (result, network, stream) =>
        {
            BigInteger dense = OnnxExport.MatrixBytes(network.Network), blocks = BlockOnnxExport.MatrixBytes(network.Network);
            if (result.GetValue(profile) == "blocks")
            {
                matrices.Check(result, "ONNX", blocks, string.Empty);
                BlockOnnxExport.Write(network, stream, result.GetValue(matrices.FreeBatch));
                message = $"ONNX of repeated blocks: {Size(blocks)} of matrices; dense ones would take {Size(dense)}.";
            }
            else
            {
                matrices.Check(result, "ONNX", dense, $", and --profile blocks, which stores a repeated block once, takes {Size(blocks)}");
                OnnxExport.Write(network, stream, result.GetValue(matrices.FreeBatch));
                message = $"ONNX of dense Gemm and Relu: {Size(dense)} of matrices.";
            }
        }, IsBinary: true)
        { Message = () => message };
    }

    private static string Size(BigInteger bytes) => bytes < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / 1_000_000:N2} MB");
}
