using System.CommandLine;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.C;

namespace QuantRelu.Cli.Exports;

/// <summary>C: one C99 file of integers and shifts.</summary>
internal static class CFormat
{
    private const int StandardBits = 8;

    /// <summary>The format.</summary>
    public static ExportFormat Create()
    {
        Option<int> bits = TypedOption.Integer("--input-bits", "C: the fraction bits of the inputs.", 0, CExport.MostInputBits, StandardBits);
        return new("c", [bits], (result, network, stream) => CExport.Write(network, result.GetValue(bits), stream));
    }
}
