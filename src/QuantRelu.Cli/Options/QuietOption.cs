using System.CommandLine;
using System.CommandLine.Parsing;

namespace QuantRelu.Cli.Options;

/// <summary>--quiet, of every command.</summary>
internal static class QuietOption
{
    private const string Name = "--quiet";

    /// <summary>The option.</summary>
    public static Option<bool> Create() => new(Name, "-q")
    {
        Description = "No messages and no progress on standard error, only errors.",
        Recursive = true,
    };

    /// <summary>Whether it is given.</summary>
    public static bool IsGiven(ParseResult parsed) => parsed.GetResult(Name) is OptionResult { Implicit: false };
}
