using System.Text.Json;
using QuantRelu.Graph;

namespace QuantRelu.Formats;

/// <summary>
/// Writes a network as flat JSON, layer by layer, in the format "quantrelu-network", version 1. It streams: no flat copy is
/// made. <see cref="JsonImport"/> reads it back.
/// </summary>
public static class JsonExport
{
    /// <summary>Writes the network and its provenance.</summary>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public static void Write(ConstructedNetwork constructed, Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(constructed);
        ArgumentNullException.ThrowIfNull(stream);
        stream = CancellableStream.Of(stream, cancellationToken);
        Network network = constructed.Network;
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("format", "quantrelu-network");
        json.WriteNumber("version", 1);
        json.WriteNumber("inputs", network.Inputs);
        json.WriteNumber("outputs", (long)network.Outputs);
        WriteStrings(json, "codebook", network.Codebook.Values.Select(v => v.ToString()));
        if (network.Codebook.IsFree)
        {
            json.WriteBoolean("free", true);
        }

        json.WriteStartArray("domain");
        foreach ((Rational lower, Rational upper) in constructed.Provenance.Domain.Sides)
        {
            json.WriteStartArray();
            json.WriteStringValue(lower.ToString());
            json.WriteStringValue(upper.ToString());
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteString("target", constructed.Provenance.Target);
        json.WritePropertyName("provenance");
        ProvenanceJson.Write(json, constructed.Provenance);
        json.WriteStartArray("layers");
        FlatLayer[] layers = network.Flatten().ToArray();
        for (int l = 0; l < layers.Length; l++)
        {
            WriteLayer(json, layers[l], l == layers.Length - 1 ? "identity" : network.Activation.Name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteLayer(Utf8JsonWriter json, FlatLayer layer, string activation)
    {
        json.WriteStartObject();
        json.WriteString("activation", activation);
        json.WriteNumber("units", layer.Units);
        json.WriteStartArray("rowStarts");
        long start = 0;
        json.WriteNumberValue(0);
        foreach (FlatRow row in layer.Rows())
        {
            WriteNumber(json, start += row.Connections.Length);
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
            WriteNumber(json, number);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, long number)
    {
        json.WriteNumberValue(number);
        if (json.BytesPending > 1 << 16)
        {
            json.Flush();
        }
    }
}
