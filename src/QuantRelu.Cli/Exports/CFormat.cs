using System.CommandLine;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.C;

namespace QuantRelu.Cli.Exports;

/// <summary>C: one C99 file of integers and shifts, and on standard error by how much it may miss the target.</summary>
internal static class CFormat
{
    /// <summary>The format.</summary>
    public static ExportFormat Create(Option<int?> inputBits)
    {
        Option<Rational[]> scale = ListOptions.Numbers(
            "--input-scale",
            "C: the step in x of a raw integer, one for all inputs or one for each; a power of two as fine as the input bits by default.",
            "0.01 or 1/128,1/64");
        Option<Rational[]> offset = ListOptions.Numbers(
            "--input-offset", "C: the x of the raw integer 0, one for all inputs or one for each; 0 by default.", "-40 or 0,1/2");
        string? message = null;
        return new("c", [".c"], [inputBits, scale, offset], (result, network, stream) =>
        {
            CFile file = CFile.Of(network, new CExportOptions
            {
                InputBits = result.GetValue(inputBits),
                Scale = result.GetResult(scale) is null ? null : [.. result.GetValue(scale)!],
                Offset = result.GetResult(offset) is null ? null : [.. result.GetValue(offset)!],
            });
            file.Write(stream);
            message = Message(file, network.Provenance);
        })
        { Message = () => message };
    }

    private static string Message(CFile file, Provenance provenance)
    {
        string bits = $"C with {file.InputBits} input bits and {file.ValueBits}-bit values. {file.Statement}";
        return $"{Kept(file, provenance, bits)} {file.Comparison}";
    }

    private static string Kept(CFile file, Provenance provenance, string bits) => !file.ExceedsError ? bits
        : file.SufficientInputBits is { } enough ? $"{bits} --input-bits {enough} keeps it."
        : provenance.Certified is null ? $"{bits} No --input-bits can keep it; a network that was built with --certify may have a smaller proved error."
        : $"{bits} No --input-bits can keep it.";
}
