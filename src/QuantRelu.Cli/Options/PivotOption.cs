using System.CommandLine;
using QuantRelu.Cli.Rendering.Tables;

namespace QuantRelu.Cli.Options;

/// <summary>--pivot: one number of all networks as a table of ε and weight values.</summary>
internal static class PivotOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Create() => TypedOption.OptionalChoice(
        "--pivot", "One number of each network as a table, ε down and λ across, in place of a row for each network.", Pivot.Numbers);
}
