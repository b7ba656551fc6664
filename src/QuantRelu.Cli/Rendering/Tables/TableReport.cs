namespace QuantRelu.Cli.Rendering.Tables;

/// <summary>A table with the lines that stand right above and below it, or lines alone.</summary>
internal sealed record TableBlock(ImmutableArray<string> Above, ReportTable? Table, ImmutableArray<string> Below)
{
    /// <summary>A table.</summary>
    public static TableBlock Of(ReportTable table, params ImmutableArray<string> below) => new([], table, below);

    /// <summary>Lines alone.</summary>
    public static TableBlock Text(params ImmutableArray<string> lines) => new(lines, null, []);

    /// <summary>A table under a line.</summary>
    public TableBlock Under(string line) => this with { Above = [line] };
}

/// <summary>What a command tells in tables: blocks one after another. The first table is the one that is meant where there is room for one.</summary>
internal sealed record TableReport(ImmutableArray<TableBlock> Blocks)
{
    /// <summary>All tables.</summary>
    public IEnumerable<ReportTable> Tables => Blocks.Select(b => b.Table).OfType<ReportTable>();

    /// <summary>The tables of one name alone.</summary>
    /// <exception cref="CommandFailure">There is none of that name.</exception>
    public TableReport Only(string name) => Tables.Any(t => t.Name == name)
        ? new([.. Blocks.Where(b => b.Table?.Name == name)])
        : throw CommandFailure.BadInput(
            $"There is no table '{name}' for these arguments; there {(Tables.DistinctBy(t => t.Name).Count() == 1 ? "is" : "are")} "
                + $"{string.Join(", ", Tables.Select(t => t.Name).Distinct())}.");
}
