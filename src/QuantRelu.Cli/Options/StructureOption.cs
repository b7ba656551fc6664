using System.CommandLine;

namespace QuantRelu.Cli.Options;

/// <summary>--structure, and what goes with a structure that depends on the target.</summary>
internal static class StructureOption
{
    /// <summary>The option.</summary>
    public static Option<string> Create() => TypedOption.Choice(
        "--structure", "Whether the topology depends on the target: dependent is for one variable and n = 1.", "independent", "independent", "dependent");

    /// <summary>True when the topology shall depend on the target.</summary>
    /// <exception cref="CommandFailure">An n other than 1 is given with it.</exception>
    public static bool IsDependent(ParseResult result, Option<string> option, int? smoothness) => result.GetValue(option) == "dependent"
        ? smoothness is null or 1 ? true : throw CommandFailure.BadInput($"--smoothness is {smoothness}; a function-dependent network is built with n = 1.")
        : false;
}
