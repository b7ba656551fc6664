using System.CommandLine;
using QuantRelu.Cli.Exports;
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
        ExportFormat[] formats = ExportFormats.Create();
        var file = new NetworkArgument();
        Option<string> format = TypedOption.Choice(
            "--format",
            "The format; by default what the output's name ends in, else json.",
            formats[0].Name,
            [.. formats.Select(f => f.Name)]);
        format.DefaultValueFactory = null;
        Option<string?> output = TypedOption.Text("--output", "The file to write; standard output by default, or for '-'.", "file");
        var command = new Command("export", "Writes a saved network in a format that other programs read.") { format, output };
        file.AddTo(command);
        file.AddDomainTo(command);
        foreach (Option option in formats.SelectMany(f => f.Options).Distinct())
        {
            command.Add(option);
        }

        command.SetAction((result, cancellationToken) => Task.Run(() =>
        {
            string path = result.GetValue(output) ?? Terminal.Dash;
            ExportFormat chosen = Chosen(formats, result.GetValue(format), path);
            CheckOptions(result, formats, chosen);
            Write(terminal, result, chosen, file, path, cancellationToken);
            if (chosen.Message() is { } message)
            {
                terminal.Messages.WriteLine(message);
            }
        }, cancellationToken));
        return command;
    }

    // The one that is named, else that of the output's name, else the first.
    private static ExportFormat Chosen(ExportFormat[] formats, string? name, string path)
    {
        ExportFormat chosen = formats.FirstOrDefault(f => name is null ? FileName.EndsIn(path, f.Endings) : f.Name == name) ?? formats[0];
        if (name is null)
        {
            FileName.Check(path, "export does not write that", formats.SelectMany(f => f.Endings).Distinct());
            CheckEnding(formats, path);
        }
        else
        {
            FileName.Check(path, $"--format is {name}", chosen.Endings);
        }

        return chosen;
    }

    // A name that tells no format is a mistake, not a wish for the first one.
    private static void CheckEnding(ExportFormat[] formats, string path)
    {
        string[] known = [.. formats.SelectMany(f => f.Endings).Distinct()];
        if (path != Terminal.Dash && Path.HasExtension(path) && !FileName.EndsIn(path, known))
        {
            throw CommandFailure.BadInput(
                $"'{path}' ends in no name of a format: export writes {TypedOption.Listed(known)}, and any name with --format.");
        }
    }

    private static void Write(
        Terminal terminal, ParseResult result, ExportFormat format, NetworkArgument file, string path, CancellationToken cancellationToken)
    {
        if (path == Terminal.Dash && format.IsBinary)
        {
            terminal.CheckOutput($"--format {format.Name} is");
        }

        ConstructedNetwork network = file.Load(result, terminal);
        if (path == Terminal.Dash)
        {
            using Stream output = format.IsBinary ? terminal.Output($"--format {format.Name} is") : new TextStream(terminal.Out);
            Buffered(output, s => format.Write(result, network, s));
            return;
        }

        AtomicFile.Check(path);
        IReadOnlyList<OutputFile> files = format.Files is { } several ? several(result, network, path) : [new(path, s => format.Write(result, network, s))];
        AtomicFile.Write([.. files.Select(f => new OutputFile(f.Path, stream => Buffered(stream, f.Write)))], cancellationToken);
    }

    private static void Buffered(Stream stream, Action<Stream> write)
    {
        using var buffered = new BufferedStream(stream, 1 << 16);
        write(buffered);
    }

    // An option of another format is a misunderstanding, not something to pass over.
    private static void CheckOptions(ParseResult result, ExportFormat[] formats, ExportFormat chosen)
    {
        foreach (Option option in formats.SelectMany(f => f.Options).Except(chosen.Options))
        {
            if (result.GetResult(option) is { Implicit: false })
            {
                string owners = TypedOption.Listed([.. formats.Where(f => f.Options.Contains(option)).Select(f => f.Name)]);
                throw CommandFailure.BadInput($"{option.Name} goes with --format {owners}, not with --format {chosen.Name}.");
            }
        }
    }
}
