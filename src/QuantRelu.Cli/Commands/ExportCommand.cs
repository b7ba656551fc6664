using System.CommandLine;
using QuantRelu.Cli.Commands.Exports;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Formats;
using QuantRelu.Formats.Certificates;
using QuantRelu.Numerics;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu export: a saved network in another format.</summary>
internal sealed class ExportCommand
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _file = NetworkArgument.Create();
    private readonly Option<string> _format = TypedOption.Choice("--format", "The format.", ExportFormats.All[0].Name, ExportFormats.Names);
    private readonly Option<Rational> _error = TypedOption.Number("--error", "For sollya and smtlib: the error that is claimed; by default the certified one in the file, or else what the file claims.", value => value.Sign >= 0 ? null : $"--error is {value}; it must not be negative.");
    private readonly Option<string?> _target = TypedOption.Text("--target", "For sollya and smtlib: the target, on the network's domain; by default the one in the file.", "TARGET");
    private readonly Option<string?> _output = TypedOption.Text("--output", "The file to write; standard output by default, or for '-'.", "file");

    private ExportCommand(Terminal terminal) => _terminal = terminal;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var self = new ExportCommand(terminal);
        var command = new Command("export", "Writes a saved network in a format that other programs read.") { self._file, self._format, self._error, self._target, self._output };
        command.SetAction(self.Run);
        return command;
    }

    private void Run(ParseResult result)
    {
        ExportFormat format = ExportFormats.Get(result.GetValue(_format)!);
        bool error = result.GetResult(_error) is not null;
        if (!format.IsClaim && (error || result.GetValue(_target) is not null))
        {
            throw CommandFailure.BadInput($"{(error ? "--error" : "--target")} is for formats that state a claim: {string.Join(", ", ExportFormats.All.Where(f => f.IsClaim).Select(f => f.Name))}.");
        }

        var request = new ExportRequest(NetworkArgument.Load(result.GetValue(_file)!), result.GetValue(_target), error ? result.GetValue(_error) : null);
        try
        {
            Write(stream => format.Write(request, stream), result.GetValue(_output));
        }
        catch (ExportLimitException e)
        {
            throw new CommandFailure(ExitCode.OverLimit, e.Message);
        }
    }

    private void Write(Action<Stream> write, string? path)
    {
        if (path is not null && path != "-")
        {
            AtomicFile.Write(path, write);
            return;
        }

        using var text = new TextStream(_terminal.Out);
        write(text);
    }
}
