using QuantRelu.Cli.Rendering;

namespace QuantRelu.Cli;

/// <summary>A word of the field, or of this tool, explained: its name, other names, one sentence, and the text.</summary>
/// <param name="Name">The name of the topic.</param>
/// <param name="Others">Other names.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Text">Paragraphs, and command lines with some of what they print, indented by four blanks.</param>
internal sealed record Explanation(string Name, ImmutableArray<string> Others, string Summary, ImmutableArray<string> Text);

/// <summary>The explanations: each a text file of its own, whose first line has other names and whose second is the summary.</summary>
internal static class Explanations
{
    private const string Folder = "explain/";
    private const string Also = "also: ";

    /// <summary>What stands before command lines and what they print.</summary>
    public const string Indent = "    ";

    /// <summary>All of them by name.</summary>
    public static IReadOnlyList<Explanation> All { get; } =
        [.. typeof(Explanations).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(Read)];

    /// <summary>The names that are known.</summary>
    public static IEnumerable<string> Names => All.SelectMany(e => e.Others.Prepend(e.Name));

    /// <summary>The explanation of a word, in any case; null when there is none.</summary>
    public static Explanation? Find(string word) => All.FirstOrDefault(e => Is(e.Name, word)) ?? All.FirstOrDefault(e => e.Others.Any(o => Is(o, word)));

    /// <summary>The lines of an explanation.</summary>
    public static IEnumerable<string> Lines(Explanation explanation, int width) =>
    [
        .. WrappedText.Lines($"{explanation.Name}: {explanation.Summary}", 0, 0, width),
        .. explanation.Text.SelectMany(line => line.StartsWith(Indent + HelpText.ToolName, StringComparison.Ordinal)
            ? WrappedText.Command(line.Trim(), Indent.Length, width)
            : line.StartsWith(Indent, StringComparison.Ordinal) ? Printed(line, width) : WrappedText.Lines(line, 0, 0, width)),
    ];

    // As the command prints it, where there is room for that.
    private static IEnumerable<string> Printed(string line, int width) =>
        line.Length <= width ? [line] : WrappedText.Lines(line, Indent.Length, Indent.Length + 2, width);

    private static bool Is(string name, string word) => name.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static Explanation Read(string resource)
    {
        using var reader = new StreamReader(typeof(Explanations).Assembly.GetManifestResourceStream(resource)!);
        string[] lines = reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return new(resource[Folder.Length..], [.. lines[0][Also.Length..].Split(", ")], lines[1], [.. lines[2..]]);
    }
}
