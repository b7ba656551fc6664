using QuantRelu.Cli.Options;
using QuantRelu.Formats.Certificates;
using QuantRelu.Numerics;

namespace QuantRelu.Cli.Commands.Exports;

/// <summary>The claim that an export states: --error, or what the file claims.</summary>
internal static class SavedClaim
{
    /// <summary>The claim.</summary>
    /// <exception cref="CommandFailure">The file claims nothing, or names no target.</exception>
    /// <exception cref="ArgumentException">No claim of this kind is written for such a network or target.</exception>
    public static CertifiedClaim Of(ExportRequest request)
    {
        Rational error = request.Error ?? CertifiedClaim.ErrorOf(request.Saved.Provenance)
            ?? throw CommandFailure.BadInput("The file claims no error; --error says what to claim.");
        return new CertifiedClaim(request.Saved.Network, NetworkTarget.Of(request.Saved, request.Target), error);
    }
}
