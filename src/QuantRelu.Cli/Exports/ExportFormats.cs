using QuantRelu.Formats;
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
        return
        [
            new("json", [], (_, network, stream) => JsonExport.Write(network, stream)),
            OnnxFormat.Create(cell),
            VnnLibFormat.Create(cell),
            SollyaFormat.Create(claim),
            SmtLibFormat.Create(claim),
            new("dot", [], (_, network, stream) => DotExport.Write(network, stream)),
            CFormat.Create(),
        ];
    }
}
