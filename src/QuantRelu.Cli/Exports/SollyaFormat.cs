using QuantRelu.Formats.Certificates;

namespace QuantRelu.Cli.Exports;

/// <summary>Sollya: a script that checks the claim piece by piece.</summary>
internal static class SollyaFormat
{
    /// <summary>The format.</summary>
    public static ExportFormat Create(ClaimOptions claim) => new("sollya", [".sollya"], claim.All, (result, network, stream) =>
        ClaimOptions.Limited(() => SollyaExport.Write(claim.ReadCertified(result, network), stream)));
}
