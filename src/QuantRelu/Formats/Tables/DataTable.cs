using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QuantRelu.Formats.Tables;

/// <summary>A table of named columns, for other programs: as comma-separated values (RFC 4180) or as a JSON array of objects. Nothing is rounded.</summary>
public sealed class DataTable
{
    /// <summary>A table.</summary>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="rows">The rows, each with a cell for every column.</param>
    /// <exception cref="ArgumentException">There is no column, a name stands twice, or a row has another number of cells.</exception>
    public DataTable(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<DataCell>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        Columns = [.. columns];
        Rows = [.. rows.Select(r => r.ToImmutableArray())];
        if (Columns.IsEmpty || Columns.Distinct(StringComparer.Ordinal).Count() < Columns.Length)
        {
            throw new ArgumentException("A table has columns, each with a name of its own.", nameof(columns));
        }

        if (Rows.FirstOrDefault(r => r.Length != Columns.Length) is { IsDefault: false } odd)
        {
            throw new ArgumentException($"A row has {odd.Length} cells for {Columns.Length} columns.", nameof(rows));
        }
    }

    /// <summary>The names of the columns.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The rows.</summary>
    public ImmutableArray<ImmutableArray<DataCell>> Rows { get; }

    /// <summary>The table as comma-separated values with a heading, each line ended by a line feed; an empty cell is nothing.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(Quoted)).Append('\n');
        foreach (ImmutableArray<DataCell> row in Rows)
        {
            text.AppendJoin(',', row.Select(c => Quoted(c.CsvText ?? string.Empty))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The table as an indented JSON array of an object for each row; an empty cell is null.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (ImmutableArray<DataCell> row in Rows)
            {
                json.WriteStartObject();
                for (int i = 0; i < row.Length; i++)
                {
                    json.WritePropertyName(Columns[i]);
                    Write(json, row[i]);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, DataCell cell)
    {
        if (cell.Text is null)
        {
            json.WriteNullValue();
        }
        else if (cell.IsNumber)
        {
            json.WriteRawValue(cell.Text);
        }
        else
        {
            json.WriteStringValue(cell.Text);
        }
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
