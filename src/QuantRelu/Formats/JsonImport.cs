using System.Text.Json;
using QuantRelu.Graph;

namespace QuantRelu.Formats;

/// <summary>
/// Reads the flat JSON that <see cref="JsonExport"/> writes, as one block or, of a large network of the paper's, as the blocks that it repeats
/// (<see cref="FlatStructure"/>); every rule of the format is checked.
/// </summary>
internal static class JsonImport
{
    /// <summary>
    /// Reads a network. A stream that can seek stands directly after it then, whatever follows; one that cannot is read to its end, which must follow. The
    /// stream is not closed.
    /// </summary>
    /// <exception cref="NetworkFormatException">The text is not JSON, or breaks a rule of the format; the message says which and where.</exception>
    public static ConstructedNetwork Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, toEnd: !stream.CanSeek);
    }

    /// <summary>The same; after a network that must be <paramref name="toEnd"/> nothing but white space may follow.</summary>
    internal static ConstructedNetwork Read(Stream stream, bool toEnd)
    {
        long start = stream.CanSeek ? stream.Position : 0;
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        ReadOnlyMemory<byte> text = whole.GetBuffer().AsMemory(0, (int)whole.Length);
        if (!toEnd)
        {
            text = text[..JsonText.LengthOfFirst(text.Span)];
            stream.Position = start + text.Length;
        }

        using JsonDocument document = JsonText.Parse(text);
        try
        {
            return Read(new JsonPart(document.RootElement, string.Empty));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or OverflowException or (FormatException and not NetworkFormatException))
        {
            throw new NetworkFormatException($"The file is not a network: {e.Message}", e);
        }
    }

    private static ConstructedNetwork Read(JsonPart json)
    {
        Need(
            json.Optional("format") is { Element.ValueKind: JsonValueKind.String } format && format.Text() == "quantrelu-network",
            "the format is not quantrelu-network");
        Need(json.Member("version").Integer() == 1, "the version is not 1");
        Rational[] values = [.. json.Member("codebook").Items().Select(v => v.Number())];
        // A code is a place in this list, so that a list in another order would be another network.
        Need(values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second), "the values of its codebook are not ascending");
        Codebook codebook = json.Optional("free")?.Flag() == true ? Codebook.Free(values) : new Codebook(values);
        int inputs = json.Member("inputs").Integer();
        Need(inputs is >= 1 and <= Domain.MaximumDimension, $"there are {inputs} inputs, not 1 to {Domain.MaximumDimension}");
        JsonPart[] layers = [.. json.Member("layers").Items()];
        Need(layers.Length > 0, "there is no layer");
        string hidden = layers.Length == 1 ? Activation.Relu.Name : layers[0].Member("activation").Text();
        Need(Activation.Find(hidden) is not null, $"layer 1: the activation is {hidden}, not relu, relu6 or leaky:a");
        SparseLayer[] sparse = [.. layers.Select((layer, l) => Layer(layer, l + 1, l == layers.Length - 1 ? "identity" : hidden))];
        var network = new Network(inputs, codebook, [new Stage([BlockArray.Single(new Block(inputs, sparse))])], Activation.Find(hidden));
        Need(json.Member("outputs").Integer() == network.Outputs, "the outputs do not fit the last layer");
        return FlatStructure.Recover(FileContent.Sound(network, () => Provenance(json, network)));
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
    private static Provenance Provenance(JsonPart json, Network network)
    {
        Domain? domain = json.Optional("domain") is { } sides ? Domain.Create([.. sides.Items().Take(Domain.MaximumDimension + 1).Select(Side)]) : null;
        string? target = json.Present("target")?.Text();
        if (json.Optional("provenance") is { } told)
        {
            // Readers that know nothing of provenance read domain and target beside it.
            Provenance provenance = ProvenanceJson.Read(told);
            Need(domain is null || domain.Equals(provenance.Domain), $"its domain is {domain}, the one in its provenance {provenance.Domain}");
            Need(target is null || target == provenance.Target, $"its target is '{target}', the one in its provenance '{provenance.Target}'");
            return provenance;
        }

        return FileContent.Imported(network, target ?? string.Empty, domain ?? Domain.Unit(network.Inputs));
    }

    private static (Rational, Rational) Side(JsonPart side)
    {
        (JsonPart low, JsonPart high) = side.Pair("an array of two ends");
        return (low.Number(), high.Number());
    }

    private static void Need(bool holds, string rule)
    {
        if (!holds)
        {
            throw new NetworkFormatException($"The file is not a network: {rule}.");
        }
    }
}
