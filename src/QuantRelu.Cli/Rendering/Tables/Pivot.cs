using QuantRelu.Graph;

namespace QuantRelu.Cli.Rendering.Tables;

/// <summary>One number of many networks as a table of ε down and weight values across.</summary>
internal static class Pivot
{
    /// <summary>The name of such a table.</summary>
    public const string Name = "pivot";

    /// <summary>The numbers that can be asked for.</summary>
    public static readonly string[] Numbers = ["weights", "bits", "depth", "width", "units", "error"];

    /// <summary>The table.</summary>
    /// <param name="networks">The networks, in order.</param>
    /// <param name="down">What tells rows apart beside ε, which is the last; what is the same for all is left out.</param>
    /// <param name="values">The weight values of a network.</param>
    /// <param name="number">The number of a network.</param>
    public static ReportTable Of<T>(
        IReadOnlyList<T> networks, IReadOnlyList<ReportColumn<T>> down, Func<T, (Quantization Quantization, int? Limit)> values, Func<T, Cell> number)
    {
        // What could not be made has no number, and of what would have told it apart not all is known.
        T[] known = [.. networks.Where(n => number(n).Exact.Text is not null)];
        ReportColumn<T>[] telling = [.. down.Where((c, i) => i == down.Count - 1 || known.Select(n => c.Cell(n).Exact).Distinct().Count() > 1)];
        (Quantization Quantization, int? Limit)[] across = [.. networks.Select(values).Distinct()];
        bool named = across.Select(a => a.Quantization).Where(q => q != Quantization.None).Distinct().Count() > 1;
        IEnumerable<T[]> rows = known.GroupBy(n => string.Join('\n', telling.Select(c => c.Cell(n).Exact.Text))).Select(g => g.ToArray());
        return ReportTable.Of(
            Name,
            [
                .. telling.Select(c => new ReportColumn<T[]>(c.Key, c.Heading, row => c.Cell(row[0]))),
                .. across.Select(a => new ReportColumn<T[]>(Key(a), $"#{Heading(a, named)}", row => Single(row.Where(n => values(n) == a), number))),
            ],
            rows);
    }

    private static Cell Single<T>(IEnumerable<T> networks, Func<T, Cell> number) => networks.Select(number).FirstOrDefault(Cell.Empty);

    private static string Key((Quantization Quantization, int? Limit) values) =>
        values.Quantization == Quantization.None ? "free" : $"{values.Quantization.Text()}{values.Limit}";

    private static string Heading((Quantization Quantization, int? Limit) values, bool named) =>
        values.Quantization == Quantization.None ? "free" : named ? $"{values.Quantization.Text()}, λ = {values.Limit}" : $"λ = {values.Limit}";
}
