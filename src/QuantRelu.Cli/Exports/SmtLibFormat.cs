using QuantRelu.Formats.Certificates;

namespace QuantRelu.Cli.Exports;

/// <summary>SMT-LIB: the network and the claim for solvers.</summary>
internal static class SmtLibFormat
{
    /// <summary>The format.</summary>
    public static ExportFormat Create(ClaimOptions options) => new("smtlib", [".smt2", ".smtlib"], options.All, (result, network, stream) =>
    {
        if (SmtLibRegions.IsFor(network.Network))
        {
            Refuse(network.Network.Inputs, options.NamesAny(result));
            ClaimOptions.Limited(() => SmtLibRegions.Write(network.Network, stream));
            return;
        }

        CertifiedClaim claim = options.ReadCertified(result, network);
        ClaimOptions.Limited(() => Write(claim, options.NamesError(result), stream));
    });

    // In several variables the network alone is stated.
    private static void Refuse(int inputs, bool namesClaim)
    {
        if (namesClaim)
        {
            throw CommandFailure.BadInput(
                $"With {inputs} inputs an SMT-LIB file states which affine functions the network is: leave out --error and --target.");
        }
    }

    private static void Write(CertifiedClaim claim, bool namesError, Stream stream)
    {
        SmtLibExport.CheckSize(claim);
        if (namesError && !SmtLibExport.AsksForError(claim))
        {
            throw CommandFailure.BadInput(
                $"{claim.Target.Name} is nowhere a straight line, so --error has no place in linear arithmetic: leave it out to prove the network's pieces, "
                    + "and use it with --format sollya.");
        }

        SmtLibExport.Write(claim, stream);
    }
}
