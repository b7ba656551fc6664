using QuantRelu.Formats.Tables;

namespace QuantRelu.Cli.Rendering.Tables;

/// <summary>A column of a table of things.</summary>
/// <param name="Key">Its name for programs, that of the report where the report has it.</param>
/// <param name="Heading">Its name for people, '#' before that of numbers; null for a column that is for programs alone.</param>
/// <param name="Cell">The cell of a thing.</param>
internal sealed record ReportColumn<T>(string Key, string? Heading, Func<T, Cell> Cell);

/// <summary>
/// A table that every format can write: columns with a name for people and one for programs, cells with an exact value and what is shown of it.
/// </summary>
internal sealed class ReportTable
{
    private readonly string[] _keys;
    private readonly string?[] _headings;
    private readonly Cell[][] _rows;
    private readonly Cell[][] _shown;

    private ReportTable(string name, string[] keys, string?[] headings, Cell[][] rows, Cell[][] shown) =>
        (Name, _keys, _headings, _rows, _shown) = (name, keys, headings, rows, shown);

    /// <summary>What the table is called where one of several is asked for.</summary>
    public string Name { get; }

    /// <summary>The headings for people; those that begin with '#' are of numbers.</summary>
    public IEnumerable<string> Headings => _headings.OfType<string>();

    /// <summary>The rows for people.</summary>
    public IEnumerable<string[]> Shown => _shown.Select(row => row.Where((_, i) => _headings[i] is not null).Select(c => c.Shown).ToArray());

    /// <summary>A table of things.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">The things, one row each.</param>
    /// <param name="shown">The rows for people where these are others, such as one for several that are alike.</param>
    public static ReportTable Of<T>(string name, IReadOnlyList<ReportColumn<T>> columns, IEnumerable<T> rows, IEnumerable<T>? shown = null)
    {
        Cell[][] all = [.. rows.Select(Cells)];
        return new(name, [.. columns.Select(c => c.Key)], [.. columns.Select(c => c.Heading)], all, shown is null ? all : [.. shown.Select(Cells)]);

        Cell[] Cells(T row) => [.. columns.Select(c => c.Cell(row))];
    }

    /// <summary>The exact values of tables of one name, one below the other.</summary>
    public static DataTable Data(IReadOnlyList<ReportTable> tables) =>
        new(tables[0]._keys, tables.SelectMany(t => t._rows).Select(row => (IReadOnlyList<DataCell>)[.. row.Select(c => c.Exact)]));
}
