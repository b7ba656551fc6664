namespace QuantRelu.Cli.Rendering.Tables;

/// <summary>A way to write tables.</summary>
internal abstract class TableFormat
{
    /// <summary>The formats; text is what is meant when none is named.</summary>
    public static IReadOnlyList<TableFormat> All { get; } = [new PlainTables(), new LatexTables(), new MarkdownTables(), new CsvTables(), new JsonTables()];

    /// <summary>Their names.</summary>
    public static string[] Names => [.. All.Select(f => f.Name)];

    /// <summary>The name of the format.</summary>
    public abstract string Name { get; }

    /// <summary>The format of a name; text for none.</summary>
    public static TableFormat Of(string? name) => name is null ? All[0] : All.Single(f => f.Name == name);

    /// <summary>The report in this format.</summary>
    public abstract string Write(TableReport report);
}

/// <summary>Aligned columns for a terminal.</summary>
internal sealed class PlainTables : TableFormat
{
    public override string Name => "text";

    public override string Write(TableReport report) => string.Join("\n\n", report.Blocks.Select(Block)) + "\n";

    private static string Block(TableBlock block) => string.Join('\n', block.Above.Concat(Lines(block.Table)).Concat(block.Below));

    private static string[] Lines(ReportTable? table)
    {
        if (table is null)
        {
            return [];
        }

        var text = new TextTable([.. table.Headings]);
        foreach (string[] row in table.Shown)
        {
            text.Add(row);
        }

        using var writer = new StringWriter();
        text.Write(writer);
        return writer.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}

/// <summary>Comma-separated values of the first table, exact, under the names of the report.</summary>
internal sealed class CsvTables : TableFormat
{
    public override string Name => "csv";

    public override string Write(TableReport report) => First(report).ToCsv();

    internal static Formats.Tables.DataTable First(TableReport report)
    {
        ReportTable first = report.Tables.First();
        return ReportTable.Data([.. report.Tables.Where(t => t.Name == first.Name)]);
    }
}

/// <summary>A JSON array of an object for each row of the first table, exact, with the names of the report.</summary>
internal sealed class JsonTables : TableFormat
{
    public override string Name => "json";

    public override string Write(TableReport report) => CsvTables.First(report).ToJson() + "\n";
}
