using QuantRelu.Cli.Rendering;

namespace QuantRelu.Cli;

/// <summary>What the tool says when it is called without a command: three command lines to begin with, and where the rest is told.</summary>
internal static class Introduction
{
    /// <summary>The command lines, one after another: each uses what the one before has made.</summary>
    public static readonly string[] Examples =
    [
        "quantrelu build \"sin(2*pi*x)/(2*pi)\" --error 0.01 --output sine.qrn",
        "quantrelu verify sine.qrn",
        "quantrelu plot sine.qrn --output sine.svg",
    ];

    /// <summary>Writes it.</summary>
    public static void Write(Terminal terminal)
    {
        const string tool = HelpText.ToolName;
        string[] lines =
        [
            .. Paragraph($"{tool} constructs quantized ReLU networks: every weight is one of λ values, no training."),
            string.Empty,
            "Begin with:",
            .. Examples.SelectMany(e => WrappedText.Command(e, 2, terminal.Width)),
            string.Empty,
            .. Paragraph($"{tool} --help lists all commands, {tool} COMMAND --help the options of one, and {tool} explain its words."),
            string.Empty,
        ];
        foreach (string line in lines)
        {
            terminal.Out.WriteLine(line);
        }

        IEnumerable<string> Paragraph(string text) => WrappedText.Lines(text, 0, 0, terminal.Width);
    }
}
