using System.CommandLine;
using QuantRelu.Claims;
using QuantRelu.Formats;

namespace QuantRelu.Cli.Options;

/// <summary>--output of the commands that make a network.</summary>
internal sealed class OutputOption
{
    private readonly Option<string?> _output = TypedOption.Text("--output", "Save the network: the compact binary format, or flat JSON when the name ends in .json.", "file");

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_output);

    /// <summary>Ends the command before any work when the file cannot be written.</summary>
    public void Check(ParseResult result)
    {
        if (result.GetValue(_output) is { } path)
        {
            AtomicFile.Check(path);
        }
    }

    /// <summary>Saves the network if that was asked for.</summary>
    public void Save(ParseResult result, ConstructedNetwork network, CancellationToken cancel)
    {
        if (result.GetValue(_output) is not { } path)
        {
            return;
        }

        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            AtomicFile.Write(path, stream => JsonExport.Write(network, stream), cancel);
        }
        else
        {
            NetworkFile.Save(network, path, cancel);
        }
    }
}
