using System.CommandLine;
using QuantRelu.Cli.Options;
using QuantRelu.Formats;
using QuantRelu.Formats.C;
using QuantRelu.Formats.Dot;

namespace QuantRelu.Cli.Exports;

/// <summary>The formats of the export command; one more format is one more line.</summary>
internal static class ExportFormats
{
    /// <summary>All of them, the standard one first.</summary>
    public static ExportFormat[] Create()
    {
        var claim = new ClaimOptions();
        var cell = new CellOption();
        var matrices = new MatrixOptions();
        Option<int?> inputBits = TypedOption.OptionalInteger("--input-bits", "C, QONNX: the fraction bits of the inputs u; by default 8 for QONNX, and for C as few as keep the error.", 0, CExport.MostInputBits);
        return
        [
            new("json", [], (_, network, stream) => JsonExport.Write(network, stream)),
            OnnxFormat.Create(cell, matrices),
            QonnxFormat.Create(matrices, inputBits),
            VnnLibFormat.Create(cell),
            SollyaFormat.Create(claim),
            SmtLibFormat.Create(claim),
            new("dot", [], (_, network, stream) => DotExport.Write(network, stream)),
            CFormat.Create(inputBits),
        ];
    }
}
