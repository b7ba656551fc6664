using System.Text.Json.Nodes;
using CsCheck;
using FluentAssertions;
using QuantRelu.Formats;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Formats;

public class NetworkFileTests
{
    private static byte[] Saved(ConstructedNetwork network)
    {
        using var stream = new MemoryStream();
        NetworkFile.Write(network, stream);
        return stream.ToArray();
    }

    private static byte[] Json(ConstructedNetwork network)
    {
        using var stream = new MemoryStream();
        JsonExport.Write(network, stream);
        return stream.ToArray();
    }

    [Fact]
    public void A_saved_network_loads_equal_with_its_blocks_and_provenance() =>
        SampleNetworks.Any.Sample(network =>
        {
            byte[] bytes = Saved(SampleNetworks.WithProvenance(network));
            ConstructedNetwork loaded = NetworkFile.Read(new MemoryStream(bytes));
            return loaded.Network.SameAs(network)
                && TopologyHash.Of(loaded.Network) == TopologyHash.Of(network)
                && Saved(loaded).AsSpan().SequenceEqual(bytes);
        }, iter: 25);

    [Fact]
    public void Exported_json_loads_as_an_equal_network() =>
        SampleNetworks.Any.Sample(network =>
        {
            byte[] bytes = Json(SampleNetworks.WithProvenance(network));
            ConstructedNetwork loaded = JsonImport.Read(new MemoryStream(bytes));
            return loaded.Network.SameAs(network) && Json(loaded).AsSpan().SequenceEqual(bytes);
        }, iter: 15);

    [Fact]
    public void Provenance_survives_both_formats()
    {
        ConstructedNetwork network = SampleNetworks.WithProvenance(SampleNetworks.Random(new(1, 1, 1, 1, 3), 1, Codebook.Halves, 5));
        foreach (Provenance p in new[] { NetworkFile.Read(new MemoryStream(Saved(network))).Provenance,
            JsonImport.Read(new MemoryStream(Json(network))).Provenance })
        {
            p.Should().BeEquivalentTo(network.Provenance with { IsOfFile = true });
        }
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] bytes = Saved(SampleNetworks.WithProvenance(SampleNetworks.Random(new(1, 1, 1, 1, 3), 0, Codebook.Halves, 5)));
        for (int length = 0; length < bytes.Length; length += 7)
        {
            byte[] cut = bytes[..length];
            ((Action)(() => NetworkFile.Read(new MemoryStream(cut)))).Should().Throw<NetworkFormatException>();
        }
    }

    [Fact]
    public void Every_changed_byte_is_noticed() =>
        Gen.Select(Gen.Int[0, 100000], Gen.Int[1, 255]).Sample((at, change) =>
        {
            byte[] bytes = Saved(SampleNetworks.WithProvenance(SampleNetworks.Random(new(1, 1, 1, 1, 3), 0, Codebook.Halves, 5)));
            bytes[at % bytes.Length] ^= (byte)change;
            return Refused(() => NetworkFile.Read(new MemoryStream(bytes)));
        }, iter: 200);

    [Fact]
    public void Content_that_is_changed_together_with_its_checksum_is_a_network_or_is_refused_with_a_sentence() =>
        Gen.Select(Gen.Int[0, 100000], Gen.Int[1, 255]).Sample((at, change) =>
        {
            byte[] bytes = Saved(SampleNetworks.WithProvenance(SampleNetworks.Random(new(1, 1, 1, 1, 3), 0, Codebook.Halves, 5)));
            bytes[18 + (at % (bytes.Length - 50))] ^= (byte)change;
            System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32)).CopyTo(bytes.AsSpan(bytes.Length - 32));
            try
            {
                return NetworkFile.Read(new MemoryStream(bytes)).Network.Validate().Length == 0;
            }
            catch (NetworkFormatException e)
            {
                return e.Message.Length > 10;
            }
        }, iter: 1000);

    [Theory]
    [InlineData("{}", "*format*")]
    [InlineData("{\"format\":\"quantrelu-network\",\"version\":2}", "*version*")]
    [InlineData("[1,", "*not JSON*")]
    [InlineData(
        "{\"format\":\"quantrelu-network\",\"version\":1,\"inputs\":1,\"outputs\":1,\"codebook\":[\"-1/2\",\"1/2\"],"
            + "\"layers\":[{\"activation\":\"relu\",\"units\":1,\"rowStarts\":[0,1],\"columns\":[0],\"codes\":[1],\"biases\":[-1]}]}",
        "*layer 1*activation*")]
    [InlineData(
        "{\"format\":\"quantrelu-network\",\"version\":1,\"inputs\":1,\"outputs\":1,\"codebook\":[\"-1/2\",\"1/2\"],"
            + "\"layers\":[{\"activation\":\"identity\",\"units\":1,\"rowStarts\":[0,1],\"columns\":[1],\"codes\":[1],\"biases\":[-1]}]}",
        "*column 1*")]
    [InlineData(
        "{\"format\":\"quantrelu-network\",\"version\":1,\"inputs\":1,\"outputs\":1,\"codebook\":[\"-1/2\",\"1/2\"],"
            + "\"layers\":[{\"activation\":\"identity\",\"units\":1,\"rowStarts\":[0,1],\"columns\":[0],\"codes\":[2],\"biases\":[-1]}]}",
        "*code 2*")]
    [InlineData("{\"format\":\"quantrelu-network\",\"version\":1,\"inputs\":1,\"outputs\":1,\"codebook\":[\"0\",\"1/2\"],\"layers\":[]}", "*zero*")]
    public void Broken_json_is_refused_with_the_rule_that_it_breaks(string text, string message) =>
        ((Action)(() => JsonImport.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))))).Should().Throw<NetworkFormatException>()
            .WithMessage(message);

    [Fact]
    public void A_member_that_is_missing_or_of_another_kind_is_told_by_its_name()
    {
        string text =
            System.Text.Encoding.UTF8.GetString(Json(SampleNetworks.WithProvenance(SampleNetworks.Random(new(1, 1, 1, 1, 3), 0, Codebook.Halves, 5))));
        string[] objects = ["", "provenance", "provenance.paperBound", "provenance.certifiedError", "layers[0]"];
        int named = 0;
        foreach ((string holder, string member) in objects.SelectMany(o => At(JsonNode.Parse(text)!, o).AsObject().Select(m => (o, m.Key)).ToArray()))
        {
            string path = holder.Length == 0 ? member : $"{holder}.{member}";
            foreach (JsonNode? wrong in new[] { null, JsonNode.Parse("[[]]") })
            {
                JsonNode changed = JsonNode.Parse(text)!;
                JsonObject part = At(changed, holder).AsObject();
                part.Remove(member);
                if (wrong is not null)
                {
                    part[member] = wrong;
                }

                string? message = Message(changed.ToJsonString());
                (message is not null || wrong is null).Should().BeTrue(path);
                named += message is null ? 0 : 1;
                (message ?? member).Should().Contain(member).And.NotContain("dictionary");
            }
        }

        named.Should().BeGreaterThan(50);
    }

    private static JsonNode At(JsonNode json, string path) => path switch
    {
        "" => json,
        "layers[0]" => json["layers"]![0]!,
        _ => path.Split('.').Aggregate(json, (node, name) => node[name]!),
    };

    private static string? Message(string json)
    {
        try
        {
            JsonImport.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)));
            return null;
        }
        catch (NetworkFormatException e)
        {
            return e.Message;
        }
    }

    [Fact]
    public void A_foreign_file_is_refused() =>
        ((Action)(() => NetworkFile.Read(new MemoryStream(new byte[100])))).Should().Throw<NetworkFormatException>().WithMessage("*QRELUNET*");

    private static bool Refused(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (NetworkFormatException)
        {
            return true;
        }
    }
}
