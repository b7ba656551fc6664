using System.Text.Json;
using QuantRelu.Graph;

namespace QuantRelu.Formats;

/// <summary>Writes a network as flat JSON, layer by layer, in the format "quantrelu-network", version 1. It streams: no flat copy is made.</summary>
public static class JsonExport
{
    /// <summary>Writes the network; nothing is flushed beyond the stream's own buffering.</summary>
    public static void Write(Network network, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("format", "quantrelu-network");
        json.WriteNumber("version", 1);
        json.WriteNumber("inputs", network.Inputs);
        json.WriteNumber("outputs", (long)network.Outputs);
        json.WriteStartArray("codebook");
        foreach (Numerics.Rational value in network.Codebook.Values)
        {
            json.WriteStringValue(value.ToString());
        }

        json.WriteEndArray();
        json.WriteStartArray("layers");
        int last = network.Stages.Sum(s => s.Depth);
        int number = 0;
        foreach (Stage stage in network.Stages)
        {
            for (int l = 0; l < stage.Depth; l++)
            {
                WriteLayer(json, new FlatLayer(stage, l), ++number == last);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLayer(Utf8JsonWriter json, FlatLayer layer, bool last)
    {
        json.WriteStartObject();
        json.WriteString("activation", last ? "identity" : "relu");
        json.WriteNumber("units", layer.Units);
        json.WriteStartArray("rowStarts");
        long start = 0;
        json.WriteNumberValue(0);
        foreach (FlatRow row in layer.Rows())
        {
            json.WriteNumberValue(start += row.Connections.Count);
        }

        json.WriteEndArray();
        WriteNumbers(json, "columns", layer.Rows().SelectMany(r => r.Connections.Select(c => c.Column)));
        WriteNumbers(json, "codes", layer.Rows().SelectMany(r => r.Connections.Select(c => (long)c.Code)));
        WriteNumbers(json, "biases", layer.Rows().Select(r => (long)r.Bias));
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
            if (json.BytesPending > 1 << 16)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
    }
}
