using System.CommandLine;
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
        return new("onnx", [".onnx"], [profile, matrices.FreeBatch, matrices.MostMegabytes], (result, network, stream) =>
        {
            bool blocks = result.GetValue(profile) == "blocks";
            if (blocks)
            {
                matrices.Check(result, "ONNX", BlockOnnxExport.MatrixBytes(network.Network), string.Empty);
                BlockOnnxExport.Write(network, stream, result.GetValue(matrices.FreeBatch));
            }
            else
            {
                matrices.Check(result, "ONNX", OnnxExport.MatrixBytes(network.Network), ", and --profile blocks stores a repeated block once");
                OnnxExport.Write(network, stream, result.GetValue(matrices.FreeBatch));
            }
        }, IsBinary: true);
    }
}
