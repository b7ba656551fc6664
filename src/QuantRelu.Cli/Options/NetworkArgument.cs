using System.CommandLine;

namespace QuantRelu.Cli.Options;

/// <summary>FILE, a saved network in either format.</summary>
internal static class NetworkArgument
{
    /// <summary>The argument.</summary>
    public static Argument<string> Create() => new("FILE") { Description = "A saved network, binary or JSON; - for standard input." };

    /// <summary>Loads the network.</summary>
    /// <exception cref="CommandFailure">There is no such file, or it holds no network; the message names the file.</exception>
    public static ConstructedNetwork Load(Terminal terminal, string path)
    {
        try
        {
            if (path != Terminal.Dash)
            {
                return NetworkFile.Load(path);
            }

            using Stream input = terminal.OpenInput();
            return NetworkFile.Load(input);
        }
        catch (NetworkFormatException e)
        {
            throw CommandFailure.BadInput($"{Name(path)} cannot be read as a network: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CommandFailure.BadInput(
                path == Terminal.Dash || File.Exists(path) ? $"{Name(path)} cannot be read: {e.Message}" : $"There is no file '{path}'.");
        }
    }

    private static string Name(string path) => path == Terminal.Dash ? "Standard input" : $"'{path}'";
}
