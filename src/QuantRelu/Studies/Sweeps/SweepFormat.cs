namespace QuantRelu.Studies.Sweeps;

/// <summary>How a sweep's table is written: UTF-8, one line for each row, every line ended by a line feed.</summary>
public enum SweepFormat
{
    /// <summary>Comma-separated values, RFC 4180, with a heading; a cell of several numbers separates them by blanks.</summary>
    Csv,

    /// <summary>One JSON object on each line.</summary>
    JsonLines,
}

/// <summary>The lines of a format.</summary>
internal abstract class SweepLines
{
    /// <summary>The first line; null when there is none.</summary>
    public abstract string? Heading { get; }

    /// <summary>With what every file of this format begins.</summary>
    public abstract string Beginning { get; }

    /// <summary>The lines of a format.</summary>
    public static SweepLines Of(SweepFormat format) => format == SweepFormat.Csv ? new CsvLines() : new JsonLines();

    /// <summary>A row as a line, without its end.</summary>
    public abstract string Write(SweepRow row);

    /// <summary>The row of a line; null when it is none.</summary>
    public SweepRow? Read(string line) =>
        Cells(line) is { } cells && cells.Length == SweepColumns.All.Count && cells[0] is { Length: > 0 } ? new SweepRow(cells) : null;

    /// <summary>The cells of a line; null when it is none.</summary>
    protected abstract string?[]? Cells(string line);
}
