using System.Text.RegularExpressions;

namespace QuantRelu.Cli.Tests;

/// <summary>A command line that a document shows, its section, and what it prints where the document shows that too.</summary>
internal sealed record DocumentedCommand(string Section, string Line)
{
    public string? Output { get; set; }
}

/// <summary>
/// The command lines of a Markdown text, in order: the lines of indented blocks, and quantrelu with arguments between backticks. A fenced block
/// without a language is the output of the code above it.
/// </summary>
internal static partial class DocumentedCommands
{
    public static List<DocumentedCommand> Of(string markdown)
    {
        var commands = new List<DocumentedCommand>();
        string section = string.Empty;
        DocumentedCommand? last = null;
        foreach (Match block in Block().Matches(Continuation().Replace(markdown.ReplaceLineEndings("\n"), " ")))
        {
            string text = block.Value;
            if (block.Groups["heading"].Success)
            {
                section = block.Groups["heading"].Value;
            }
            else if (!block.Groups["fence"].Success)
            {
                string[] lines = text.StartsWith("    ", StringComparison.Ordinal) ? [text.Trim()] : [.. Quoted().Matches(text).Select(m => m.Groups[1].Value)];
                commands.AddRange(lines.Select(line => new DocumentedCommand(section, line)));
                last = lines.Length > 0 ? commands[^1] : last;
            }
            else if (block.Groups["language"].Length > 0)
            {
                last = null;
            }
            else if (last is not null)
            {
                last.Output = block.Groups["body"].Value;
            }
        }

        return commands;
    }

    // A heading, a whole fenced block, or a line.
    [GeneratedRegex(@"^#+ (?<heading>.*)$|^(?<fence>```)(?<language>\w*)\n(?<body>(.*\n)*?)```$|^.+$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex(@" *\\\n *")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"`([^`]*\bquantrelu [a-z]+ [^`]+)`")]
    private static partial Regex Quoted();
}
