using QuantRelu.Constructions.Paper;
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
            Error(claims.ErrorScale?.Asked, error),
            claims.Quantization == Quantization.Given ? $"--codebook={string.Join(',', network.Network.Codebook.Values)}" : null,
            claims.Lambda is { } lambda && claims.Quantization != Quantization.Given ? $"--lambda {lambda}" : null,
            claims.Quantization is Quantization.Nonlinear or Quantization.Given ? null : $"--quantization {claims.Quantization.Text()}",
            claims.Construction == PaperConstructions.Name ? null : $"--construction {claims.Construction}",
            claims.Structure == Structure.Independent ? null : $"--structure {claims.Structure.Text()}",
            claims.Structure == Structure.Independent && claims.Smoothness is { } n ? $"--smoothness {n}" : null,
            claims.Domain.Dimension == 1 || claims.Source is GridSource ? null : $"--dimension {claims.Domain.Dimension}",
            claims.Domain.IsUnit || claims.Source is SampleSource or GridSource ? null : $"--domain={claims.Domain}",
            network.Network.Activation == Activation.Relu ? null : $"--activation {network.Network.Activation.Name}",
        ];
        return string.Join(' ', parts.OfType<string>());
    }

    private static string Error(AskedError? asked, Rational error) => asked is null ? $"--error {error}"
        : asked.Measure == ErrorMeasure.Relative ? $"--relative-error {asked.Value}" : $"--error {100 * asked.Value}%";

    // What the command reads; null for what only a program can give. Of samples it is the file that they were in.
    private static string? TargetText(Provenance claims) => claims.Source switch
    {
        FormulaSource formula => formula.Formula,
        SampleSource or GridSource => claims.Target.StartsWith('@') ? claims.Target : null,
        _ => claims.Source == TargetSource.Name ? claims.Target : null,
    };

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
