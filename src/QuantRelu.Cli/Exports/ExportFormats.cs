using QuantRelu.Formats;

namespace QuantRelu.Cli.Exports;

/// <summary>The formats of the export command; one more format is one more line.</summary>
internal static class ExportFormats
{
    /// <summary>All of them, the standard one first.</summary>
    public static ExportFormat[] Create()
    {
        var claim = new ClaimOptions();
        return
        [
            new("json", [], (_, network, stream) => JsonExport.Write(network, stream)),
            SollyaFormat.Create(claim),
            SmtLibFormat.Create(claim),
        ];
    }
}
