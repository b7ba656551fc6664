using System.Globalization;

namespace QuantRelu.Studies.Sweeps;

/// <summary>A row of a sweep's table: what is told of one network, as text.</summary>
public sealed class SweepRow
{
    private readonly string?[] _cells;

    internal SweepRow(IEnumerable<string?> cells) => _cells = [.. cells.Select(c => c is null or "" ? null : c.ReplaceLineEndings(" "))];

    /// <summary>The names of the columns, in order; those that the report has too have its names.</summary>
    public static ImmutableArray<string> Columns { get; } = [.. SweepColumns.All.Select(c => c.Name)];

    /// <summary>What names the row, see <see cref="SweepKey"/>.</summary>
    public string Key => this["key"] ?? string.Empty;

    /// <summary>What became of the network: "built", "missed", "over limit" or "impossible".</summary>
    public string Status => this["status"] ?? string.Empty;

    internal IReadOnlyList<string?> Cells => _cells;

    /// <summary>A cell; null where it is empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public string? this[string column] => SweepColumns.All.TakeWhile(c => c.Name != column).Count() is var i && i < _cells.Length
        ? _cells[i]
        : throw new ArgumentOutOfRangeException(nameof(column), column, $"There is no column '{column}'; there are {string.Join(", ", Columns)}.");

    /// <summary>The row of a network.</summary>
    public static SweepRow Of(StudiedNetwork network, StudyEffort effort)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(effort);
        return new SweepRow(SweepColumns.All.Select(c => c.Cell(network, effort)));
    }

    /// <summary>A cell as a number; null where there is none.</summary>
    public double? Number(string column) => double.TryParse(this[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    /// <summary>The word for a status.</summary>
    public static string NameOf(StudyStatus status) => status == StudyStatus.OverLimit ? "over limit" : status.ToString().ToLowerInvariant();
}
