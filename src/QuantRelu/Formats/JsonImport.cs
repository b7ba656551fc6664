using System.Text.Json;
using QuantRelu.Claims;
using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Formats;

/// <summary>Reads the flat JSON that <see cref="JsonExport"/> writes, as one block; every rule of the format is checked.</summary>
public static class JsonImport
{
    /// <summary>Reads a network.</summary>
    /// <exception cref="NetworkFormatException">The text is not JSON, or breaks a rule of the format; the message says which and where.</exception>
    public static ConstructedNetwork Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using JsonDocument document = JsonDocument.Parse(stream);
            return Read(new JsonPart(document.RootElement, string.Empty));
        }
        catch (JsonException e)
        {
            throw new NetworkFormatException($"The file is not JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException or FormatException and not NetworkFormatException)
        {
            throw new NetworkFormatException($"The file is not a network: {e.Message}", e);
        }
    }

    private static ConstructedNetwork Read(JsonPart json)
    {
        Need(json.Element.ValueKind == JsonValueKind.Object && json.Element.TryGetProperty("format", out JsonElement format) && format.ValueKind == JsonValueKind.String && format.ValueEquals("quantrelu-network"), "the format is not quantrelu-network");
        Need(json.Member("version").Integer() == 1, "the version is not 1");
        Rational[] values = [.. json.Member("codebook").Items().Select(v => v.Number())];
        Codebook codebook = json.Optional("free")?.Flag() == true ? Codebook.Free(values) : new Codebook(values);
        int inputs = json.Member("inputs").Integer();
        Need(inputs is >= 1 and <= Domain.MaximumDimension, $"there are {inputs} inputs, not 1 to {Domain.MaximumDimension}");
        IReadOnlyList<JsonPart> layers = json.Member("layers").Items();
        Need(layers.Count > 0, "there is no layer");
        string hidden = layers.Count == 1 ? Activation.Relu.Name : layers[0].Member("activation").Text();
        Need(Activation.Find(hidden) is not null, $"layer 1: the activation is {hidden}, not relu, relu6 or leaky:a");
        SparseLayer[] sparse = [.. layers.Select((layer, l) => Layer(layer, l + 1, l == layers.Count - 1 ? "identity" : hidden))];
        var network = new Network(inputs, codebook, [new Stage([BlockArray.Single(new Block(inputs, sparse))])], Activation.Find(hidden));
        Need(json.Member("outputs").Integer() == network.Outputs, "the outputs do not fit the last layer");
        return FileContent.Sound(network, () => Provenance(json.Element, network));
    }

    private static SparseLayer Layer(JsonPart json, int number, string activation)
    {
        Need(json.Member("activation").Text() is var told && told == activation, $"layer {number}: the activation is {told}, not {activation}");
        ImmutableArray<int> biases = json.Member("biases").Integers();
        Need(json.Member("units").Integer() is var units && units == biases.Length, $"layer {number}: there are {biases.Length} biases for {units} units");
        ImmutableArray<int> codes = json.Member("codes").Integers();
        Need(!codes.Any(c => c < 0), $"layer {number}: a code is below 0");
        return new SparseLayer(json.Member("rowStarts").Integers(), json.Member("columns").Integers(), codes, biases);
    }

    // A file of another program need not tell where its network comes from.
    private static Provenance Provenance(JsonElement json, Network network)
    {
        if (json.TryGetProperty("provenance", out JsonElement provenance))
        {
            return ProvenanceJson.Read(provenance);
        }

        Domain domain = json.TryGetProperty("domain", out JsonElement sides)
            ? Domain.Create([.. sides.EnumerateArray().Take(Domain.MaximumDimension + 1).Select(Side)])
            : Domain.Unit(network.Inputs);
        return new Provenance
        {
            Target = json.TryGetProperty("target", out JsonElement target) ? target.GetString() ?? string.Empty : string.Empty,
            Domain = domain,
            Lambda = network.Codebook.IsFree ? null : network.Codebook.Count,
            Quantization = network.Codebook.IsFree ? Quantization.None : Quantization.Nonlinear,
            Structure = "dependent",
            Construction = "imported",
        };
    }

    private static (Rational, Rational) Side(JsonElement side)
    {
        Need(side.GetArrayLength() == 2, "a side of the domain has not two ends");
        return (FileContent.Number(side[0].GetString()), FileContent.Number(side[1].GetString()));
    }

    private static void Need(bool holds, string rule)
    {
        if (!holds)
        {
            throw new NetworkFormatException($"The file is not a network: {rule}.");
        }
    }
}
