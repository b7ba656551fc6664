using Spectre.Console;

namespace QuantRelu.Cli.Rendering;

/// <summary>A plain table: aligned columns, numbers to the right, no colours, as wide as its content.</summary>
internal sealed class TextTable
{
    private const int Unlimited = 4000;
    private readonly Table _table = new Table().Border(TableBorder.None).ShowHeaders();

    /// <summary>A table with the given headings; headings that begin with '#' are right-aligned numbers.</summary>
    public TextTable(params ReadOnlySpan<string> headings)
    {
        foreach (string heading in headings)
        {
            var column = new TableColumn(new Text(heading.TrimStart('#'))).NoWrap().PadLeft(0).PadRight(2);
            _table.AddColumn(heading.StartsWith('#') ? column.RightAligned() : column.LeftAligned());
        }
    }

    /// <summary>Adds a row.</summary>
    public void Add(params IEnumerable<string> cells) => _table.AddRow(cells.Select(c => new Text(c)));

    /// <summary>Writes the table.</summary>
    public void Write(TextWriter writer)
    {
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Unlimited;
        console.Write(_table);
        foreach (string line in text.ToString().Split('\n'))
        {
            string trimmed = line.TrimEnd();
            if (trimmed.Length > 0)
            {
                writer.WriteLine(trimmed);
            }
        }
    }
}
