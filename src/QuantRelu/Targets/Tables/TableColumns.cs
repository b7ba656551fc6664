using QuantRelu.Numerics;

namespace QuantRelu.Targets.Tables;

/// <summary>
/// Which columns of a table are the samples: those of the inputs, and that of the value last, each by its number, counted from 1, or by its heading.
/// </summary>
/// <param name="Names">One name, of the value beside x in the first column; two, of x and the value; or three, of x, y and the value on a grid.</param>
public sealed record TableColumns(ImmutableArray<string> Names)
{
    private readonly Sequence<string> _names = Checked(Names);

    /// <summary>"grid", where no column is headed so: no columns but a grid of values, with x in its first row and y in its first column.</summary>
    public static TableColumns Grid { get; } = new(["grid"]);

    /// <summary>The columns.</summary>
    public ImmutableArray<string> Names
    {
        get => _names.Items;
        init => _names = Checked(value);
    }

    /// <summary>Reads "3", "time,3", "x,y,z" or "grid".</summary>
    /// <exception cref="TableException">There are more than three, or one is empty.</exception>
    public static TableColumns Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] names = [.. text.Split(',').Select(name => name.Trim())];
        return names.Length <= 3 && names.All(name => name.Length > 0)
            ? new([.. names])
            : throw new TableException($"The columns are '{text}'; they must be one to three numbers or headings, such as 3, or time,3, or x,y,z.");
    }

    /// <summary>True for <see cref="Grid"/>.</summary>
    internal bool IsGrid => Names.Length == 1 && Names[0].Equals(Grid.Names[0], StringComparison.OrdinalIgnoreCase);

    /// <summary>The numbers of the columns, counted from 0.</summary>
    /// <exception cref="TableException">There is no such column, or one is named twice.</exception>
    internal int[] Find(string table, IReadOnlyList<TableRow> headings, int columns)
    {
        int[] found = [.. Names.Select(name => Find(name, table, headings, columns))];
        found = found.Length == 1 ? [0, .. found] : found;
        return found.Distinct().Count() == found.Length ? found
            : throw new TableException(
                $"Column {found.GroupBy(c => c).First(g => g.Count() > 1).Key + 1} of {table} is asked for twice: inputs and value need columns of their own.");
    }

    private static int Find(string name, string table, IReadOnlyList<TableRow> headings, int columns)
    {
        string[] known = [.. headings.SelectMany(h => h.Cells.Take(columns)).Where(cell => cell.Length > 0).Distinct()];
        foreach (TableRow heading in headings)
        {
            int column = Array.FindIndex(heading.Cells, cell => cell.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (column >= 0 && column < columns)
            {
                return column;
            }
        }

        return int.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= columns ? number - 1
            : throw new TableException(known.Length == 0
                ? $"There is no column '{name}' in {table}: its columns are 1 to {columns}."
                : $"There is no column '{name}' in {table}: its columns are 1 to {columns}, headed {string.Join(", ", known)}.");
    }

    private static ImmutableArray<string> Checked(ImmutableArray<string> names) => names is { IsDefault: false, Length: >= 1 and <= 3 } ? names
        : throw new ArgumentException("One to three columns are named.", nameof(names));
}
