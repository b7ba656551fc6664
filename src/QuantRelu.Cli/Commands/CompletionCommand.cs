using System.CommandLine;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu completion: a script with which a shell completes commands, options, targets and other words.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = $"The shell: {string.Join(", ", Shells)}." };
        shell.CompletionSources.Add(Shells);
        shell.Validators.Add(result =>
        {
            if (!Shells.Contains(result.Tokens[0].Value, StringComparer.Ordinal))
            {
                result.AddError($"There is no completion for '{result.Tokens[0].Value}'; the shells are {string.Join(", ", Shells)}.");
            }
        });
        var command = new Command("completion", "Prints a script that completes commands, options, targets and formats in a shell.") { shell };
        command.SetAction(result => terminal.Out.Write(Script(result.GetValue(shell)!)));
        return command;
    }

    private static string Script(string shell)
    {
        using Stream script = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"quantrelu.{shell}")!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }
}
