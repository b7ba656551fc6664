using System.Globalization;
using QuantRelu.Cli.Rendering;

namespace QuantRelu.Cli;

/// <summary>Where a command reads and writes: results go to <see cref="Out"/>, messages and progress to <see cref="Error"/>.</summary>
/// <param name="In">Standard input.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsInteractive">True when somebody watches standard error: progress is shown.</param>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, bool IsInteractive)
{
    /// <summary>What stands for standard input or output in place of a file's name.</summary>
    public const string Dash = "-";

    /// <summary>Standard input as bytes.</summary>
    public Func<Stream> OpenInput { get; init; } = () => Stream.Null;

    /// <summary>Standard output as bytes; null when it is a screen, which takes text alone.</summary>
    public Func<Stream>? OpenOutput { get; init; }

    /// <summary>Where messages go that are no error.</summary>
    public TextWriter Messages { get; private init; } = Error;

    /// <summary>This terminal without messages and progress: errors are told still.</summary>
    public Terminal Quiet() => this with { Messages = TextWriter.Null, IsInteractive = false };

    /// <summary>The most characters of a line of standard output; there is no limit where it is no screen.</summary>
    public int Width { get; init; } = WrappedText.Unlimited;

    /// <summary>The colours of standard output.</summary>
    public Colours OutColours { get; init; } = Colours.None;

    /// <summary>The colours of standard error.</summary>
    public Colours ErrorColours { get; init; } = Colours.None;

    /// <summary>The streams of the process.</summary>
    public static Terminal OfProcess()
    {
        bool dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new Terminal(Console.In, Console.Out, Console.Error, !Console.IsErrorRedirected && !dumb)
        {
            OpenInput = Console.OpenStandardInput,
            OpenOutput = Console.IsOutputRedirected ? Console.OpenStandardOutput : null,
            Width = WidthOfProcess(),
            OutColours = Colours.Of(!Console.IsOutputRedirected, Environment.GetEnvironmentVariable),
            ErrorColours = Colours.Of(!Console.IsErrorRedirected, Environment.GetEnvironmentVariable),
        };
    }

    // Of a pipe that which the reader asks for, as pagers and tests do.
    private static int WidthOfProcess()
    {
        string? columns = Environment.GetEnvironmentVariable("COLUMNS");
        int width = int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked
            : Console.IsOutputRedirected ? WrappedText.Unlimited : Console.WindowWidth;
        return width > 0 ? Math.Max(width, WrappedText.Narrowest) : WrappedText.Unlimited;
    }

    /// <summary>Standard output for bytes.</summary>
    /// <param name="what">What would be written with its verb, for the message.</param>
    /// <exception cref="CommandFailure">Standard output is a screen.</exception>
    public Stream Output(string what)
    {
        CheckOutput(what);
        return OpenOutput!();
    }

    /// <summary>Ends the command when standard output takes no bytes.</summary>
    /// <inheritdoc cref="Output"/>
    public void CheckOutput(string what)
    {
        if (OpenOutput is null)
        {
            throw CommandFailure.BadInput(
                $"Standard output is a screen, and {what} no text: name a file with --output, or send the output to a file or another program.");
        }
    }
}
