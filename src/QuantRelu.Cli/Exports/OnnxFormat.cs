using System.CommandLine;
using System.Globalization;
using System.Numerics;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.Onnx;

namespace QuantRelu.Cli.Exports;

/// <summary>ONNX: one model in one of two profiles.</summary>
internal static class OnnxFormat
{
    private const int StandardMegabytes = 256;
    private const long Megabyte = 1_000_000;

    /// <summary>The format.</summary>
    public static ExportFormat Create(CellOption cell)
    {
        Option<string> profile = TypedOption.Choice("--profile", "ONNX: dense Gemm and Relu only, or repeated blocks as batched MatMul.", "verifier", "verifier", "blocks");
        Option<bool> freeBatch = TypedOption.Flag("--free-batch", "ONNX: an input [batch, d] of any number of points instead of [1, d].");
        Option<int> megabytes = TypedOption.Integer("--max-megabytes", "ONNX: the most megabytes of matrices that are written.", 1, (int)(OnnxExport.MostBytes / Megabyte), StandardMegabytes);
        return new("onnx", [profile, freeBatch, megabytes, cell.Cell], (result, network, stream) =>
        {
            bool blocks = result.GetValue(profile) == "blocks";
            ErrorLine? line = cell.Read(result, network)?.Chord(network);
            Check(blocks ? BlockOnnxExport.MatrixBytes(network.Network) : OnnxExport.MatrixBytes(network.Network), result.GetValue(megabytes), blocks);
            if (!blocks)
            {
                OnnxExport.Write(network, stream, result.GetValue(freeBatch), line);
            }
            else if (line is null)
            {
                BlockOnnxExport.Write(network, stream, result.GetValue(freeBatch));
            }
            else
            {
                throw CommandFailure.BadInput("--cell goes with --profile verifier, not with --profile blocks.");
            }
        }, IsBinary: true);
    }

    private static void Check(BigInteger bytes, int megabytes, bool blocks)
    {
        if (bytes > megabytes * Megabyte)
        {
            throw new CommandFailure(ExitCode.OverLimit, string.Create(CultureInfo.InvariantCulture,
                $"The ONNX file would have matrices of {BigInteger.Divide(bytes + Megabyte - 1, Megabyte):N0} MB; the limit is {megabytes:N0} MB, which --max-megabytes raises up to {OnnxExport.MostBytes / Megabyte:N0}{(blocks ? string.Empty : ", and --profile blocks stores a repeated block once")}."));
        }
    }
}
