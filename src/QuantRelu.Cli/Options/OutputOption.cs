using System.CommandLine;
using QuantRelu.Formats;

namespace QuantRelu.Cli.Options;

/// <summary>--output of the commands that make a network.</summary>
internal sealed class OutputOption
{
    private const string Network = "a saved network is";
    private const string Binary = ".qrn";
    private const string Json = ".json";
    private readonly Option<string?> _output =
        TypedOption.Text(
            "--output",
            "Save the network: the compact binary format, .qrn, or flat JSON when the name ends in .json; - for standard output, and then the report goes to "
                + "standard error.",
            "file");

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_output);

    /// <summary>Ends the command before any work when the file cannot be written.</summary>
    public void Check(ParseResult result, Terminal terminal)
    {
        if (result.GetValue(_output) is not { } path)
        {
            return;
        }

        if (path == Terminal.Dash)
        {
            terminal.CheckOutput(Network);
        }
        else
        {
            FileName.Check(path, "a network is saved, from which quantrelu export writes other formats", Binary, Json);
            AtomicFile.Check(path);
        }
    }

    /// <summary>Where the report goes: not to where the network goes.</summary>
    public TextWriter Report(ParseResult result, Terminal terminal) => result.GetValue(_output) == Terminal.Dash ? terminal.Messages : terminal.Out;

    /// <summary>Saves the network if that was asked for.</summary>
    public void Save(ParseResult result, Terminal terminal, ConstructedNetwork network, CancellationToken cancellationToken)
    {
        if (result.GetValue(_output) is not { } path)
        {
            return;
        }

        if (path == Terminal.Dash)
        {
            using Stream output = terminal.Output(Network);
            NetworkFile.Write(network, output);
        }
        else if (FileName.EndsIn(path, Json))
        {
            AtomicFile.Write(path, stream => JsonExport.Write(network, stream), cancellationToken);
        }
        else
        {
            NetworkFile.Save(network, path, cancellationToken);
        }
    }
}
