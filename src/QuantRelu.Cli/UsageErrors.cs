using System.CommandLine;
using QuantRelu.Targets;

namespace QuantRelu.Cli;

/// <summary>What is wrong with a command line, in one sentence that suggests the nearest name.</summary>
internal static class UsageErrors
{
    /// <summary>The sentence.</summary>
    public static string Sentence(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count > 0)
        {
            return Unknown(command, parsed.UnmatchedTokens[0]);
        }

        if (command.Subcommands.Count > 0)
        {
            return $"'{Name(command)}' needs one of its commands: {string.Join(", ", command.Subcommands.Select(c => c.Name))}.";
        }

        string message = parsed.Errors[0].Message;
        return message.EndsWith('.') ? message : message + ".";
    }

    private static string Unknown(Command command, string token)
    {
        bool option = token.StartsWith('-');
        IEnumerable<string> names = option ? command.Options.Select(o => o.Name) : command.Subcommands.Select(c => c.Name);
        string kind = option ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return $"'{Name(command)}' takes no {kind} '{token}'{(NearestName.Find(token, names) is { } near ? $": did you mean '{near}'?" : ".")}";
    }

    private static string Name(Command command) => command is RootCommand ? HelpText.ToolName : command.Name;
}
