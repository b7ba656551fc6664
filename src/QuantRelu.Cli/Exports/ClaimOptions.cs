using System.CommandLine;
using System.CommandLine.Parsing;
using QuantRelu.Claims;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.Certificates;

namespace QuantRelu.Cli.Exports;

/// <summary>--error and --target, the claim that other programs shall check; by default that of the file.</summary>
internal sealed class ClaimOptions
{
    private readonly Option<Func<Target, Rational>?> _error = new("--error")
    {
        Description = "Sollya, SMT-LIB, VNN-LIB: the error that is claimed, in the target's unit or as P% of its range; by default the certified one in the "
            + "file, else its bound.",
        HelpName = "number|P%",
        CustomParser = Parsed,
    };

    private readonly Option<string?> _target = TypedOption.Text(
        "--target",
        "Sollya, SMT-LIB, VNN-LIB: the target, on the network's domain; by default the one in the file. Another one needs --error.",
        "TARGET");

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_error, _target];

    /// <summary>True when the error was given.</summary>
    public bool NamesError(ParseResult result) => result.GetResult(_error) is { Implicit: false };

    /// <summary>True when the error or the target was given.</summary>
    public bool NamesAny(ParseResult result) => NamesError(result) || result.GetValue(_target) is not null;

    /// <summary>The claim and its target.</summary>
    /// <exception cref="CommandFailure">The file claims nothing of the target, or names none.</exception>
    public (ClaimedError Error, Target Target) Read(ParseResult result, ConstructedNetwork network)
    {
        Target target = NetworkTarget.Of(network, result.GetValue(_target));
        ClaimedError? error = NamesError(result)
            ? new(result.GetValue(_error)!(target), ClaimSource.Given)
            : ClaimedError.Of(NetworkTarget.Claimed(network, target).Provenance);
        return (error ?? throw CommandFailure.BadInput($"The file claims no error for {target.Name}; --error says what to claim."), target);
    }

    /// <summary>The claim as one that certificates state.</summary>
    /// <inheritdoc cref="Read"/>
    /// <exception cref="ArgumentException">No claim of this kind is written for such a network or target.</exception>
    public CertifiedClaim ReadCertified(ParseResult result, ConstructedNetwork network)
    {
        (ClaimedError error, Target target) = Read(result, network);
        return new CertifiedClaim(network.Network, target, error.Value);
    }

    // A claim may be that the network is the target.
    private static Func<Target, Rational>? Parsed(ArgumentResult result)
    {
        if (AskedError.TryParseClaim(result.Tokens[0].Value, out AskedError? asked, out string? problem))
        {
            return target => ErrorScale.Of(asked, target)?.Error ?? asked.Value;
        }

        result.AddError($"--error {problem}");
        return null;
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
