using System.CommandLine;
using QuantRelu.Claims;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Formats;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu export: a saved network in another format.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = NetworkArgument.Create();
        Option<string> format = TypedOption.Choice("--format", "The format.", "json", "json");
        Option<string?> output = TypedOption.Text("--output", "The file to write; standard output by default, or for '-'.", "file");
        var command = new Command("export", "Writes a saved network in a format that other programs read.") { file, format, output };
        command.SetAction(result =>
        {
            ConstructedNetwork network = NetworkArgument.Load(result.GetValue(file)!);
            if (result.GetValue(output) is { } path && path != "-")
            {
                AtomicFile.Write(path, stream => JsonExport.Write(network, stream));
                return;
            }

            using var text = new TextStream(terminal.Out);
            JsonExport.Write(network, text);
        });
        return command;
    }
}
