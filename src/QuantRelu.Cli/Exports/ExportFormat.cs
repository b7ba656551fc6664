using System.CommandLine;
using QuantRelu.Claims;

namespace QuantRelu.Cli.Exports;

/// <summary>One format of the export command: its name, the options that only it has, and what it writes.</summary>
/// <param name="Name">What --format calls it.</param>
/// <param name="Options">The options of this format alone.</param>
/// <param name="Write">Checks limits and writes.</param>
/// <param name="IsBinary">True when it cannot go to a terminal as text.</param>
internal sealed record ExportFormat(string Name, IReadOnlyList<Option> Options, Action<ParseResult, ConstructedNetwork, Stream> Write, bool IsBinary = false)
{
    /// <summary>What standard error is told once the file is written; nothing when null.</summary>
    public Func<string?> Message { get; init; } = () => null;
}
