using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using QuantRelu.Graph;

namespace QuantRelu.Cli.Tests;

/// <summary>The members that a report must have, as other programs rely on them.</summary>
internal static class ReportKeys
{
    private static readonly (string Name, JsonValueKind[] Kinds)[] All =
    [
        ("target", [JsonValueKind.String]),
        ("dimension", [JsonValueKind.Number]),
        ("smoothness", [JsonValueKind.Number, JsonValueKind.Null]),
        ("error", [JsonValueKind.Number, JsonValueKind.Null]),
        ("lambda", [JsonValueKind.Number]),
        ("quantization", [JsonValueKind.String]),
        ("structure", [JsonValueKind.String]),
        ("construction", [JsonValueKind.String]),
        ("codebook", [JsonValueKind.Array]),
        ("parameters", [JsonValueKind.Object]),
        ("depth", [JsonValueKind.Number]),
        ("width", [JsonValueKind.Number]),
        ("units", [JsonValueKind.Number]),
        ("weights", [JsonValueKind.Number]),
        ("bits", [JsonValueKind.Number]),
        ("bitsPerWeight", [JsonValueKind.Number]),
        ("errorBound", [JsonValueKind.Number]),
        ("measuredError", [JsonValueKind.Number, JsonValueKind.Null]),
        ("measuredAt", [JsonValueKind.Array, JsonValueKind.Null]),
        ("samples", [JsonValueKind.Number, JsonValueKind.Null]),
        ("certifiedError", [JsonValueKind.Object, JsonValueKind.Null]),
        ("paperBound", [JsonValueKind.Object, JsonValueKind.Null]),
        ("topologyHash", [JsonValueKind.String, JsonValueKind.Null]),
        ("blockHash", [JsonValueKind.String, JsonValueKind.Null]),
        ("regions", [JsonValueKind.Number, JsonValueKind.Null]),
    ];

    /// <summary>The members that are counted on the network.</summary>
    public static readonly string[] Counts = ["depth", "width", "units", "weights", "bits", "bitsPerWeight", "codebookBits", "structureBits"];

    /// <summary>Asserts that every member is there with its kind.</summary>
    public static void AreComplete(JsonElement report)
    {
        foreach ((string name, JsonValueKind[] kinds) in All)
        {
            report.TryGetProperty(name, out JsonElement value).Should().BeTrue("the report has '{0}'", name);
            kinds.Should().Contain(value.ValueKind, "'{0}' is of that kind", name);
        }

        report.GetProperty("quantization").GetString().Should().BeOneOf("linear", "nonlinear");
        report.GetProperty("structure").GetString().Should().BeOneOf("independent", "dependent");
        if (report.GetProperty("paperBound") is { ValueKind: JsonValueKind.Object } bound)
        {
            bound.EnumerateObject().Select(p => p.Name).Should().Equal("depth", "weights", "bits");
        }
    }

    /// <summary>Asserts that info tells what another command told, as claims of the file, and the number format besides.</summary>
    public static void AreToldAgain(string info, string report)
    {
        JsonObject told = JsonNode.Parse(info)!.AsObject();
        told.Remove("precision").Should().BeTrue();
        told["claimsOfFile"]!.GetValue<bool>().Should().BeTrue();
        told["claimsOfFile"] = false;
        told.ToJsonString().Should().Be(JsonNode.Parse(report)!.ToJsonString());
    }

    /// <summary>Asserts that the report says of a network what its own counts, codebook and topology are.</summary>
    public static void AreOf(JsonElement report, Network network)
    {
        NetworkCounts counts = network.Count();
        BigInteger[] own = [counts.Depth, counts.Width, counts.Units, counts.Weights, counts.Bits, counts.BitsPerWeight, counts.CodebookBits,
            counts.StructureBits];
        Counts.Select(name => BigInteger.Parse(report.GetProperty(name).GetRawText())).Should().Equal(own);
        report.GetProperty("codebook").EnumerateArray().Select(v => v.GetString()).Should().Equal(network.Codebook.Values.Select(v => v.ToString()));
        report.GetProperty("topologyHash").GetString().Should().Be(TopologyHash.Of(network));
        report.GetProperty("blockHash").GetString().Should().Be(TopologyHash.Of(network) is null ? BlockHash.Of(network) : null);
    }
}
