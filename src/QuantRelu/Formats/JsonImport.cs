using System.Runtime.InteropServices;
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
            return Read(document.RootElement);
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

    private static ConstructedNetwork Read(JsonElement json)
    {
        Need(json.ValueKind == JsonValueKind.Object && json.TryGetProperty("format", out JsonElement format) && format.ValueEquals("quantrelu-network"), "the format is not quantrelu-network");
        Need(json.GetProperty("version").GetInt32() == 1, "the version is not 1");
        IEnumerable<Rational> values = json.GetProperty("codebook").EnumerateArray().Select(v => FileContent.Number(v.GetString()));
        Codebook codebook = json.TryGetProperty("free", out JsonElement free) && free.GetBoolean() ? Codebook.Free(values) : new Codebook(values);
        int inputs = json.GetProperty("inputs").GetInt32();
        Need(inputs is >= 1 and <= Domain.MaximumDimension, $"there are {inputs} inputs, not 1 to {Domain.MaximumDimension}");
        JsonElement[] layers = json.GetProperty("layers").EnumerateArray().ToArray();
        Need(layers.Length > 0, "there is no layer");
        string hidden = layers.Length == 1 ? Activation.Relu.Name : layers[0].GetProperty("activation").GetString()!;
        Need(Activation.Find(hidden) is not null, $"layer 1: the activation is {hidden}, not relu, relu6 or leaky:a");
        var sparse = new SparseLayer[layers.Length];
        for (int l = 0; l < layers.Length; l++)
        {
            sparse[l] = Layer(layers[l], l + 1, l == layers.Length - 1 ? "identity" : hidden);
        }

        var network = new Network(inputs, codebook, [new Stage([BlockArray.Single(new Block(inputs, sparse))])], Activation.Find(hidden));
        Need(json.GetProperty("outputs").GetInt64() == network.Outputs, "the outputs do not fit the last layer");
        return FileContent.Sound(network, () => Provenance(json, network));
    }

    private static SparseLayer Layer(JsonElement json, int number, string activation)
    {
        Need(json.GetProperty("activation").ValueEquals(activation), $"layer {number}: the activation is {json.GetProperty("activation")}, not {activation}");
        ImmutableArray<int> biases = Numbers(json, "biases");
        Need(json.GetProperty("units").GetInt32() == biases.Length, $"layer {number}: there are {biases.Length} biases for {json.GetProperty("units")} units");
        ImmutableArray<int> codes = Numbers(json, "codes");
        Need(!codes.Any(c => c < 0), $"layer {number}: a code is below 0");
        return new SparseLayer(Numbers(json, "rowStarts"), Numbers(json, "columns"), codes, biases);
    }

    private static ImmutableArray<int> Numbers(JsonElement json, string name)
    {
        JsonElement array = json.GetProperty(name);
        var numbers = new int[array.GetArrayLength()];
        int i = 0;
        foreach (JsonElement number in array.EnumerateArray())
        {
            numbers[i++] = number.GetInt32();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }

    // A file of another program need not tell where its network comes from.
    private static Provenance Provenance(JsonElement json, Network network)
    {
        Domain? domain = json.TryGetProperty("domain", out JsonElement sides)
            ? Domain.Create([.. sides.EnumerateArray().Take(Domain.MaximumDimension + 1).Select(Side)])
            : null;
        string? target = json.TryGetProperty("target", out JsonElement name) ? name.GetString() : null;
        if (json.TryGetProperty("provenance", out JsonElement told))
        {
            // Readers that know nothing of provenance read domain and target beside it.
            Provenance provenance = ProvenanceJson.Read(told);
            Need(domain is null || domain.Equals(provenance.Domain), $"its domain is {domain}, the one in its provenance {provenance.Domain}");
            Need(target is null || target == provenance.Target, $"its target is '{target}', the one in its provenance '{provenance.Target}'");
            return provenance;
        }

        return new Provenance
        {
            Target = target ?? string.Empty,
            Source = TargetSourceJson.OfName(target ?? string.Empty),
            Domain = domain ?? Domain.Unit(network.Inputs),
            Lambda = network.Codebook.IsFree ? null : network.Codebook.Count,
            Quantization = network.Codebook.IsFree ? Quantization.None : Quantization.Nonlinear,
            Structure = Structure.Dependent,
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
