using QuantRelu.Formats.Certificates;

namespace QuantRelu.Cli.Commands.Exports;

/// <summary>--format smtlib: the network and the claim for solvers.</summary>
internal static class SmtLibFormat
{
    /// <summary>The format.</summary>
    public static ExportFormat Format { get; } = new("smtlib", Write, IsClaim: true);

    private static void Write(ExportRequest request, Stream stream)
    {
        CertifiedClaim claim = SavedClaim.Of(request);
        SmtLibExport.CheckSize(claim);
        if (request.Error is not null && !SmtLibExport.AsksForError(claim))
        {
            throw CommandFailure.BadInput($"{claim.Target.Name} is nowhere a straight line, so --error has no place in linear arithmetic: leave it out to prove the network's pieces, and use it with --format sollya.");
        }

        SmtLibExport.Write(claim, stream);
    }
}
