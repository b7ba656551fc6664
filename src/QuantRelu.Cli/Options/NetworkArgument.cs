using System.CommandLine;

namespace QuantRelu.Cli.Options;

/// <summary>FILE, a saved network in any format; --domain, the box that a network of another program is looked at on; and --coordinate, one output of
/// several.</summary>
internal sealed class NetworkArgument
{
    private readonly Argument<string> _file = new("FILE") { Description = "A saved network, binary, JSON or ONNX; - for standard input." };

    private readonly Option<string?> _domain = TypedOption.Text(
        "--domain", "ONNX of other programs: the box a:b,... that the inputs x are from; 0:1 along each by default.", "a:b,...");

    private readonly Option<int?> _coordinate = TypedOption.OptionalInteger(
        "--coordinate", "The output that is looked at of a network with several, counted from 1.", 1, int.MaxValue);

    /// <summary>Adds the argument to a command; the option follows its own ones with <see cref="AddDomainTo"/>.</summary>
    public void AddTo(Command command) => command.Add(_file);

    /// <summary>Adds the option to a command.</summary>
    public void AddDomainTo(Command command) => command.Add(_domain);

    /// <summary>Adds the choice of an output to a command that looks at one.</summary>
    public void AddCoordinateTo(Command command) => command.Add(_coordinate);

    /// <summary>The name of the file.</summary>
    public string Path(ParseResult result) => result.GetValue(_file)!;

    /// <summary>Loads the network, and of its outputs the one that is looked at.</summary>
    /// <exception cref="CommandFailure">There is no such network, or it has several outputs and none is named.</exception>
    public ConstructedNetwork LoadOne(ParseResult result, Terminal terminal)
    {
        ConstructedNetwork loaded = Load(result, terminal);
        System.Numerics.BigInteger outputs = loaded.Network.Outputs;
        return (outputs.IsOne, result.GetValue(_coordinate)) switch
        {
            (true, null or 1) => loaded,
            (false, { } chosen) when chosen <= outputs => loaded with { Network = loaded.Network.OnlyOutput(chosen - 1) },
            (_, { } chosen) => throw CommandFailure.BadInput($"--coordinate is {chosen}; the network has {outputs} {(outputs.IsOne ? "output" : "outputs")}."),
            _ => throw CommandFailure.BadInput($"The network has {outputs} outputs; --coordinate names one of them, counted from 1."),
        };
    }

    /// <summary>Loads the network.</summary>
    /// <exception cref="CommandFailure">There is no such file, or it holds no network; the message names the file.</exception>
    public ConstructedNetwork Load(ParseResult result, Terminal terminal)
    {
        string path = Path(result);
        Domain? domain = Box(result.GetValue(_domain));
        try
        {
            if (path != Terminal.Dash)
            {
                return NetworkFile.Load(path, domain);
            }

            using Stream input = terminal.OpenInput();
            return NetworkFile.Load(input, domain);
        }
        catch (NetworkFormatException e)
        {
            throw CommandFailure.BadInput($"{Name(path)} cannot be read as a network: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CommandFailure.BadInput(path == Terminal.Dash || File.Exists(path)
                ? $"{Name(path)} cannot be read: {e.Message.Split(" (Parameter", 2)[0]}"
                : $"There is no file '{path}'.");
        }
    }

    // As many sides as there are: that they are as many as the inputs is seen when these are known.
    private static Domain? Box(string? text) => text is null ? null
        : Domain.TryParse(text, Math.Min(text.AsSpan().Count(',') + 1, Domain.MaximumDimension), out Domain? box, out string? problem) ? box
        : throw CommandFailure.BadInput(problem);

    private static string Name(string path) => path == Terminal.Dash ? "Standard input" : $"'{path}'";
}
