using System.CommandLine;

namespace QuantRelu.Cli;

/// <summary>
/// Takes options after "--" as options, as in <c>build -- "-x^2" --error 0.1</c>: the dashes were written for the argument that follows them, and an
/// expression that begins with a minus needs none. An argument that is itself spelt like an option, such as a file named -v, keeps them.
/// </summary>
internal static class OptionsAfterDashes
{
    private const string Dashes = "--";

    /// <summary>The command line to parse.</summary>
    public static IReadOnlyList<string> Of(Command root, IReadOnlyList<string> args)
    {
        int at = args.TakeWhile(a => a != Dashes).Count();
        if (at >= args.Count - 1)
        {
            return args;
        }

        HashSet<string> names = [.. Names(root)];
        return IsOption(args[at + 1]) || !args.Skip(at + 2).Any(IsOption) ? args : [.. args.Take(at), .. args.Skip(at + 1)];

        bool IsOption(string text) => names.Contains(text.Split('=', 2)[0]);
    }

    private static IEnumerable<string> Names(Command command) =>
        command.Options.SelectMany(o => o.Aliases.Append(o.Name)).Concat(command.Subcommands.SelectMany(Names));
}
