using QuantRelu.Formats.Certificates;

namespace QuantRelu.Cli.Commands.Exports;

/// <summary>--format sollya: a script that checks the claim piece by piece.</summary>
internal static class SollyaFormat
{
    /// <summary>The format.</summary>
    public static ExportFormat Format { get; } = new("sollya", (request, stream) => SollyaExport.Write(SavedClaim.Of(request), stream), IsClaim: true);
}
