namespace QuantRelu.Cli;

/// <summary>
/// Colours of a stream: on a terminal that can show them, and never when NO_COLOR is set to anything (no-color.org).
/// </summary>
internal sealed class Colours
{
    private const string Reset = "\e[0m";
    private readonly bool _shown;

    private Colours(bool shown) => _shown = shown;

    /// <summary>No colours.</summary>
    public static Colours None { get; } = new(shown: false);

    /// <summary>The colours of a stream.</summary>
    /// <param name="isTerminal">Whether a terminal shows the stream.</param>
    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    public static Colours Of(bool isTerminal, Func<string, string?> environment) =>
        new(isTerminal && string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb");

    /// <summary>What holds: green.</summary>
    public string Good(string text) => Painted("\e[32m", text);

    /// <summary>What does not hold, or went wrong: red.</summary>
    public string Bad(string text) => Painted("\e[31m", text);

    /// <summary>What is open: yellow.</summary>
    public string Open(string text) => Painted("\e[33m", text);

    private string Painted(string colour, string text) => _shown ? colour + text + Reset : text;
}
