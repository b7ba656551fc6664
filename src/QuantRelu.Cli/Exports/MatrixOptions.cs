using System.CommandLine;
using System.Globalization;
using System.Numerics;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.Onnx;

namespace QuantRelu.Cli.Exports;

/// <summary>--free-batch and --max-megabytes, which the models of matrices share.</summary>
internal sealed class MatrixOptions
{
    private const int StandardMegabytes = 256;
    private const long Megabyte = 1_000_000;

    /// <summary>Any number of points at once.</summary>
    public Option<bool> FreeBatch { get; } = TypedOption.Flag(
        "--free-batch", "ONNX, QONNX, QCDQ: an input [batch, d] of any number of points instead of [1, d].");

    /// <summary>The limit.</summary>
    public Option<int> MostMegabytes { get; } = TypedOption.Integer(
        "--max-megabytes",
        "ONNX, QONNX, QCDQ, VNN-LIB: the most megabytes of matrices that are written.",
        1, (int)(OnnxExport.MostBytes / Megabyte), StandardMegabytes);

    /// <summary>Refuses a file over the limit.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="format">What the file is.</param>
    /// <param name="bytes">What its matrices take.</param>
    /// <param name="otherwise">What else helps, after the words on the option.</param>
    /// <exception cref="CommandFailure">It is over the limit.</exception>
    public void Check(ParseResult result, string format, BigInteger bytes, string otherwise)
    {
        int megabytes = result.GetValue(MostMegabytes);
        if (bytes > megabytes * Megabyte)
        {
            throw new CommandFailure(ExitCode.OverLimit, string.Create(CultureInfo.InvariantCulture,
                $"The {format} file would have matrices of {BigInteger.Divide(bytes + Megabyte - 1, Megabyte):N0} MB; the limit is {megabytes:N0} MB, which "
                    + $"--max-megabytes raises up to {OnnxExport.MostBytes / Megabyte:N0}{otherwise}."));
        }
    }
}
