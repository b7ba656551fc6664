using System.CommandLine;
using System.Text;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats;
using QuantRelu.Formats.Tables;

namespace QuantRelu.Cli.Options;

/// <summary>--output of the commands that draw.</summary>
/// <param name="isTableToo">Whether the numbers of a picture may be written in its place.</param>
internal sealed class PictureOutput(bool isTableToo = false)
{
    private static readonly string[] TableEndings = [".csv", ".json"];
    private readonly Option<string> _output =
        new("--output")
        {
            Description = "The picture to write: SVG when the name ends in .svg, PNG when it ends in .png; - for SVG on standard output."
                + (isTableToo ? " Its numbers, unrounded, when the name ends in .csv or .json." : string.Empty),
            HelpName = "file",
            Required = true
        };

    /// <summary>Whether the name is that of a table of numbers.</summary>
    public bool IsTable(ParseResult result) => isTableToo && result.GetValue(_output) is { } path && FileName.EndsIn(path, TableEndings);

    /// <summary>Writes the numbers.</summary>
    public void Save(ParseResult result, DataTable table, CancellationToken cancellationToken)
    {
        string path = result.GetValue(_output)!;
        byte[] bytes = Encoding.UTF8.GetBytes(FileName.EndsIn(path, TableEndings[0]) ? table.ToCsv() : table.ToJson() + "\n");
        AtomicFile.Write(path, stream => stream.Write(bytes), cancellationToken);
    }

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_output);

    /// <summary>Ends the command before any work when the picture cannot be written.</summary>
    public void Check(ParseResult result)
    {
        if (result.GetValue(_output) is not { } path)
        {
            return;
        }

        if (path == Terminal.Dash)
        {
            Picture.CheckLibrary();
        }
        else if (IsTable(result))
        {
            AtomicFile.Check(path);
        }
        else
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
