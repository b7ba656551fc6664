using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QuantRelu.Studies.Sweeps;

/// <summary>Rows as JSON objects, one on each line; a cell that is empty is null.</summary>
internal sealed class JsonLines : SweepLines
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string? Heading => null;

    public override string Beginning => "{\"key\":\"";

    public override string Write(SweepRow row)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            foreach ((SweepColumn column, string? cell) in SweepColumns.All.Zip(row.Cells))
            {
                json.WritePropertyName(column.Name);
                Write(json, column.Kind, cell);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    protected override string?[]? Cells(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonProperty[] properties = document.RootElement.ValueKind == JsonValueKind.Object ? [.. document.RootElement.EnumerateObject()] : [];
            return properties.Select(p => p.Name).SequenceEqual(SweepRow.Columns, StringComparer.Ordinal) ? [.. properties.Select(p => Cell(p.Value))] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, CellKind kind, string? cell)
    {
        switch (cell, kind)
        {
            case (null, _):
                json.WriteNullValue();
                break;
            case (_, CellKind.Text or CellKind.Box):
                json.WriteStringValue(cell);
                break;
            case (_, CellKind.Number):
                json.WriteRawValue(cell);
                break;
            default:
                json.WriteRawValue($"[{cell.Replace(' ', ',')}]");
                break;
        }
    }

    private static string? Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(e => e.GetRawText())),
        _ => value.GetRawText(),
    };
}
