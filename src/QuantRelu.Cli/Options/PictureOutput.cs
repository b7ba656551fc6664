using System.CommandLine;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Cli.Options;

/// <summary>--output of the commands that draw.</summary>
internal sealed class PictureOutput
{
    private readonly Option<string> _output =
        new("--output")
        {
            Description = "The picture to write: SVG when the name ends in .svg, PNG when it ends in .png; - for SVG on standard output.",
            HelpName = "file",
            Required = true
        };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_output);

    /// <summary>Ends the command before any work when the picture cannot be written.</summary>
    public void Check(ParseResult result)
    {
        if (result.GetValue(_output) is { } path && path != Terminal.Dash)
        {
            Picture.Check(path);
        }
    }

    /// <summary>Writes the picture.</summary>
    public void Save(ParseResult result, Terminal terminal, Picture picture, CancellationToken cancellationToken)
    {
        string path = result.GetValue(_output)!;
        if (path != Terminal.Dash)
        {
            picture.Save(path, cancellationToken);
            return;
        }

        using var text = new Rendering.TextStream(terminal.Out);
        picture.WriteSvg(text);
    }
}
