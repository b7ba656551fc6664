using System.CommandLine;
using QuantRelu.Formats.C;

namespace QuantRelu.Cli.Exports;

/// <summary>C: one C99 file of integers and shifts.</summary>
internal static class CFormat
{
    /// <summary>The format.</summary>
    public static ExportFormat Create(Option<int> inputBits) =>
        new("c", [".c"], [inputBits], (result, network, stream) => CExport.Write(network, result.GetValue(inputBits), stream));
}
