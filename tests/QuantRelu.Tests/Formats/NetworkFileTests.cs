using System.Text;
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
    public void Networks_written_one_after_the_other_are_read_one_after_the_other_and_the_stream_stays_open()
    {
        ConstructedNetwork[] networks = [Of(1), Of(2), Of(3), Of(4)];
        using var stream = new MemoryStream();
        stream.Write("before"u8);
        NetworkFile.Write(networks[0], stream);
        NetworkFile.Write(networks[1], stream);
        JsonExport.Write(networks[2], stream);
        stream.Write("\r\n "u8);
        JsonExport.Write(networks[3], stream);
        stream.Write("after"u8);
        stream.Position = 6;
        foreach (ConstructedNetwork network in networks)
        {
            NetworkFile.Load(stream).Network.SameAs(network.Network).Should().BeTrue();
        }

        (stream.CanRead, Encoding.UTF8.GetString(stream.ToArray()[(int)stream.Position..]).Trim()).Should().Be((true, "after"));

        static ConstructedNetwork Of(int seed) => SampleNetworks.WithProvenance(SampleNetworks.Random(new(1, 1, 1, 1, 3), 0, Codebook.Halves, seed));
    }

    [Fact]
    public void What_cannot_be_gone_back_in_is_read_to_its_end_where_nothing_may_follow()
    {
        ConstructedNetwork network = SampleNetworks.WithProvenance(SampleNetworks.Random(new(1, 1, 1, 1, 3), 0, Codebook.Halves, 5));
        foreach (byte[] bytes in new[] { Saved(network), Json(network) })
        {
            using var pipe = new Pipe(bytes);
            NetworkFile.Load(pipe).Network.SameAs(network.Network).Should().BeTrue();
            using var more = new Pipe([.. bytes, (byte)'x']);
            FluentActions.Invoking(() => NetworkFile.Load(more)).Should().Throw<NetworkFormatException>();
        }

        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, [.. Saved(network), 0]);
        FluentActions.Invoking(() => NetworkFile.Load(file)).Should().Throw<NetworkFormatException>().WithMessage("The file is longer than it says.");
        File.Delete(file);
    }

    [Theory]
    [InlineData("", "The file is not JSON: it is empty.")]
    [InlineData(" \n", "The file is not JSON: it is empty.")]
    [InlineData("[]", "The file is not a network: it is [], not a JSON object.")]
    [InlineData("{\"format\":\n\"quantrelu-net", "The file is not JSON: it breaks off in line 2.")]
    [InlineData("{\n\"version\":1,\n", "The file is not JSON: it breaks off in line 3.")]
    [InlineData("{\n\"version\":x}", "The file is not JSON: line 2 makes no sense from its byte 11 on.")]
    [InlineData("{}{", "The file is not JSON: line 1 makes no sense from its byte 3 on.")]
    [InlineData("words", "The file is not JSON: line 1 makes no sense from its byte 1 on.")]
    public void A_json_file_that_is_none_is_refused_in_one_plain_sentence(string text, string message)
    {
        string file = Path.ChangeExtension(Path.GetTempFileName(), ".JSON");
        File.WriteAllText(file, text);
        FluentActions.Invoking(() => NetworkFile.Load(file)).Should().Throw<NetworkFormatException>().Which.Message.Should().Be(message);
        File.Delete(file);
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

    private sealed class Pipe(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override long Length => throw new NotSupportedException();
    }
}
