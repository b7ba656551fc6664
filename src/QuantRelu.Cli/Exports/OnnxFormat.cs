using System.CommandLine;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.Onnx;

namespace QuantRelu.Cli.Exports;

/// <summary>ONNX: one model in one of two profiles.</summary>
internal static class OnnxFormat
{
    /// <summary>The format.</summary>
    public static ExportFormat Create(CellOption cell, MatrixOptions matrices)
    {
        Option<string> profile = TypedOption.Choice("--profile", "ONNX: dense Gemm and Relu only, or repeated blocks as batched MatMul.", "verifier", "verifier", "blocks");
        return new("onnx", [profile, matrices.FreeBatch, matrices.MostMegabytes, cell.Cell], (result, network, stream) =>
        {
            bool blocks = result.GetValue(profile) == "blocks";
            ErrorLine? line = cell.Read(result, network)?.Chord(network);
            matrices.Check(result, "ONNX", blocks ? BlockOnnxExport.MatrixBytes(network.Network) : OnnxExport.MatrixBytes(network.Network), blocks ? string.Empty : ", and --profile blocks stores a repeated block once");
            if (!blocks)
            {
                OnnxExport.Write(network, stream, result.GetValue(matrices.FreeBatch), line);
            }
            else if (line is null)
            {
                BlockOnnxExport.Write(network, stream, result.GetValue(matrices.FreeBatch));
            }
            else
            {
                throw CommandFailure.BadInput("--cell goes with --profile verifier, not with --profile blocks.");
            }
        }, IsBinary: true);
    }
}
