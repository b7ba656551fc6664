using System.CommandLine;
using QuantRelu.Claims;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.Certificates;
using QuantRelu.Numerics;

namespace QuantRelu.Cli.Exports;

/// <summary>--error and --target, the claim of a certificate; by default that of the file.</summary>
internal sealed class ClaimOptions
{
    private readonly Option<Rational> _error = TypedOption.Number("--error", "Sollya, SMT-LIB: the error that is claimed; by default the certified one in the file, else its bound.", value => value.Sign >= 0 ? null : $"--error is {value.ToShortString()}; it must not be negative.");
    private readonly Option<string?> _target = TypedOption.Text("--target", "Sollya, SMT-LIB: the target, on the network's domain; by default the one in the file.", "TARGET");

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_error, _target];

    /// <summary>True when the error was given.</summary>
    public bool NamesError(ParseResult result) => result.GetResult(_error) is { Implicit: false };

    /// <summary>The claim.</summary>
    /// <exception cref="CommandFailure">The file claims nothing, or names no target.</exception>
    /// <exception cref="ArgumentException">No claim of this kind is written for such a network or target.</exception>
    public CertifiedClaim Read(ParseResult result, ConstructedNetwork network)
    {
        Rational error = NamesError(result) ? result.GetValue(_error) : CertifiedClaim.ErrorOf(network.Provenance)
            ?? throw CommandFailure.BadInput("The file claims no error; --error says what to claim.");
        return new CertifiedClaim(network.Network, NetworkTarget.Of(network, result.GetValue(_target)), error);
    }

    /// <summary>Does what may meet a limit.</summary>
    /// <exception cref="CommandFailure">It did.</exception>
    public static void Limited(Action write)
    {
        try
        {
            write();
        }
        catch (ExportLimitException e)
        {
            throw new CommandFailure(ExitCode.OverLimit, e.Message);
        }
    }
}
