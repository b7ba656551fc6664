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
        var matrices = new MatrixOptions();
        Option<int?> inputBits = TypedOption.OptionalInteger(
            "--input-bits",
            "C, QONNX, QCDQ, Verilog: the fraction bits of the inputs u; by default 8, for C as few as keep the error, and for QCDQ as many as 8 bits hold.",
            0,
            CExport.MostInputBits);
        return
        [
            new("json", [".json"], [], (_, network, stream) => JsonExport.Write(network, stream)),
            new("qrn", [".qrn"], [], (_, network, stream) => NetworkFile.Write(network, stream), IsBinary: true),
            OnnxFormat.Create(matrices),
            QonnxFormat.Create(matrices, inputBits),
            QonnxFormat.CreateQcdq(matrices, inputBits),
            VnnLibFormat.Create(claim, new CellOption(), matrices),
            SollyaFormat.Create(claim),
            SmtLibFormat.Create(claim),
            new("dot", [".dot", ".gv"], [], (_, network, stream) => DotExport.Write(network, stream)),
            CFormat.Create(inputBits),
            VerilogFormat.Create(inputBits),
        ];
    }
}
