using System.CommandLine;

namespace QuantRelu.Cli.Options;

/// <summary>--structure, as one word or as a list.</summary>
internal static class StructureOption
{
    /// <summary>The words.</summary>
    public static string[] Words { get; } = [.. Enum.GetValues<Structure>().Select(s => s.Text())];

    /// <summary>The option for one structure.</summary>
    public static Option<string?> Create() => TypedOption.OptionalChoice(
        "--structure", "Whether the topology depends on the target: dependent is for one variable and n = 1. By default as the construction has it.", Words);
}
