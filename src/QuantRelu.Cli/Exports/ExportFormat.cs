using System.CommandLine;
using QuantRelu.Formats;

namespace QuantRelu.Cli.Exports;

/// <summary>One format of the export command: its name, the options that only it has, and what it writes.</summary>
/// <param name="Name">What --format calls it.</param>
/// <param name="Endings">What the names of its files end in, the usual one first.</param>
/// <param name="Options">The options of this format alone.</param>
/// <param name="Write">Checks limits and writes.</param>
/// <param name="IsBinary">True when it cannot go to a terminal as text.</param>
internal sealed record ExportFormat(
    string Name, IReadOnlyList<string> Endings, IReadOnlyList<Option> Options, Action<ParseResult, ConstructedNetwork, Stream> Write, bool IsBinary = false)
{
    /// <summary>The files of a format that is never one file alone, the one of the name that was asked for first; otherwise null.</summary>
    public Func<ParseResult, ConstructedNetwork, string, IReadOnlyList<OutputFile>>? Files { get; init; }

    /// <summary>What standard error is told once all is written; nothing when null.</summary>
    public Func<string?> Message { get; init; } = () => null;
}
