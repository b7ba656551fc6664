namespace QuantRelu.Targets.Tables;

/// <summary>How the samples of a table are laid out.</summary>
internal enum TableLayout
{
    /// <summary>Rows x, value.</summary>
    Samples,

    /// <summary>Rows x, y, value.</summary>
    Points,

    /// <summary>A first row of x, and rows y, value, value, ...</summary>
    Grid,
}

/// <summary>Finds the layout: as it is asked for, or as it looks.</summary>
/// <remarks>
/// A grid shows itself by its first row, in which all cells but the one at the corner are numbers: that one is empty, or a text, or not there. Points show
/// themselves by three columns in which an x and a y come back. A grid with a number at its corner looks like columns of values: it is a grid when that is
/// asked for.
/// </remarks>
internal static class TableLayouts
{
    private const int Points = 3;

    /// <summary>The layout.</summary>
    /// <param name="columns">What was asked for.</param>
    /// <param name="headings">The rows above the first number.</param>
    /// <param name="data">The others, at least one.</param>
    /// <param name="width">How many columns these have.</param>
    public static TableLayout Of(TableColumns? columns, TableRow[] headings, TableRow[] data, int width) =>
        columns is not null
            ? columns.IsGrid && !headings.Any(h => h.Cells.Contains(TableColumns.Grid.Names[0], StringComparer.OrdinalIgnoreCase)) ? TableLayout.Grid
                : columns.Names.Length == Points ? TableLayout.Points : TableLayout.Samples
            : IsGrid(data) ? TableLayout.Grid
            : width == Points && ComesBack(data, 0) && ComesBack(data, 1) ? TableLayout.Points : TableLayout.Samples;

    // At least two x and two y.
    private static bool IsGrid(TableRow[] data)
    {
        const int least = 3;
        if (data.Length < least || data[1].Cells.Length < least)
        {
            return false;
        }

        string[] first = GridRows.Trimmed(data[0].Cells), second = GridRows.Trimmed(data[1].Cells);
        return first.Length >= 2 && first.Skip(1).All(NumberReader.IsMeantAsNumber)
            && (NumberReader.IsMeantAsNumber(first[0]) ? first.Length == second.Length - 1 : first.Length >= least);
    }

    private static bool ComesBack(TableRow[] data, int column) =>
        data.Where(row => row.Cells.Length > column).GroupBy(row => row.Cells[column]).Any(same => same.Count() > 1);
}
