using QuantRelu.Claims;
using QuantRelu.Graph;
using QuantRelu.Targets;

namespace QuantRelu.Figures.Pages;

/// <summary>The command that builds a network again.</summary>
internal static class BuildCommandLine
{
    /// <summary>The command for a POSIX shell; null for a network that no build made.</summary>
    public static string? Of(ConstructedNetwork network)
    {
        Provenance claims = network.Provenance;
        if (claims.Error is not { } error || TargetText(claims) is not { } target)
        {
            return null;
        }

        IEnumerable<string?> parts =
        [
            $"quantrelu build {Quoted(target)}",
            $"--error {error}",
            claims.Lambda is { } lambda ? $"--lambda {lambda}" : null,
            claims.Quantization == Quantization.Nonlinear ? null : $"--quantization {claims.Quantization.ToString().ToLowerInvariant()}",
            claims.Structure == "independent" ? null : $"--structure {claims.Structure}",
            claims.Structure == "independent" && claims.Smoothness is { } n ? $"--smoothness {n}" : null,
            claims.Domain.Dimension == 1 ? null : $"--dimension {claims.Domain.Dimension}",
            claims.Domain.IsUnit || claims.Source is SampleSource ? null : $"--domain={claims.Domain}",
            network.Network.Activation == Activation.Relu ? null : $"--activation {network.Network.Activation.Name}",
        ];
        return string.Join(' ', parts.OfType<string>());
    }

    // What the command reads; null for what only a program can give. Of samples it is the file that they were in.
    private static string? TargetText(Provenance claims) => claims.Source switch
    {
        FormulaSource formula => formula.Formula,
        SampleSource => claims.Target.StartsWith('@') ? claims.Target : null,
        _ => claims.Source == TargetSource.Name ? claims.Target : null,
    };

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
