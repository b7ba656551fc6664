using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FluentAssertions;
using QuantRelu.Formats;
using QuantRelu.Formats.Binary;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Formats;

/// <summary>Files that say more than they hold: refused by a sentence, with memory that is bounded by their own length.</summary>
public class HostileSizeTests
{
    private const long BytesOnce = 1_000_000;
    private const long BytesEach = 400;

    [Theory]
    [InlineData("\"inputs\":1", "\"inputs\":2000000000", "there are 2000000000 inputs, not 1 to 16")]
    [InlineData("\"inputs\":1", "\"inputs\":0", "there are 0 inputs")]
    [InlineData("\"inputs\":1", "\"inputs\":2", "its domain has 1 sides for 2 inputs")]
    [InlineData("[\"0\",\"1\"]", "[\"0\"]", "'domain[0]' is [\"0\"], not an array of two ends.")]
    [InlineData("\"1/2\"", "\"1e9999\"", "'codebook[1]' is \"1e9999\", not an exact number such as \"-1/2\".")]
    [InlineData("\"1/2\"", "null", "'codebook[1]' is null, not an exact number")]
    [InlineData("\"outputs\":1", "\"outputs\":9223372036854775807", "'outputs' is 9223372036854775807, not a whole number of 32 bits.")]
    [InlineData("\"outputs\":1", "\"outputs\":2", "the outputs do not fit")]
    [InlineData("\"outputs\":1,", "", "it has no member 'outputs'.")]
    [InlineData("\"version\":1,", "", "it has no member 'version'.")]
    [InlineData("\"codebook\"", "\"values\"", "it has no member 'codebook'.")]
    [InlineData("\"inputs\":1", "\"inputs\":\"1\"", "'inputs' is \"1\", not a whole number of 32 bits.")]
    [InlineData("\"rowStarts\":[0,1],", "", "it has no member 'layers[0].rowStarts'.")]
    [InlineData("\"columns\":[0]", "\"columns\":[0.5]", "'layers[0].columns[0]' is 0.5, not a whole number of 32 bits.")]
    [InlineData("\"codes\":[1]", "\"codes\":{}", "'layers[0].codes' is {}, not an array.")]
    [InlineData("\"activation\":\"identity\"", "\"activation\":1", "'layers[0].activation' is 1, not a text.")]
    [InlineData("\"inputs\":1", "\"free\":0,\"inputs\":1", "'free' is 0, not true or false.")]
    public void A_json_file_with_a_hostile_member_is_refused(string honest, string hostile, string message)
    {
        const string json = """
            {"format":"quantrelu-network","version":1,"inputs":1,"outputs":1,"codebook":["-1/2","1/2"],
            "layers":[{"activation":"identity","units":1,"rowStarts":[0,1],"columns":[0],"codes":[1],"biases":[-1]}],"domain":[["0","1"]]}
            """;
        JsonImport.Read(new MemoryStream(Encoding.UTF8.GetBytes(json))).Network.Count().Weights.Should().Be(1);
        json.Should().Contain(honest);
        Refused(Encoding.UTF8.GetBytes(json.Replace(honest, hostile, StringComparison.Ordinal)), f => JsonImport.Read(new MemoryStream(f)), message);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1 << 20)]
    public void Counts_that_the_file_cannot_hold_are_refused(int count)
    {
        Binary("for the codebook", w => Begin(w, count));
        Binary("for the blocks", w => Codebook(w).Write(count));
        Binary("for the inputs of a block", w => Blocks(w).Write(count));
        Binary("for the layers of a block", w => Block(w, 1).Write(count));
        Binary("for the axes of a grid", w => Array(Write(Layer(Write(Block(w, 1), 1), 1), 1)).Write(count));
        Binary("for the selected copies", w => Write(Array(Write(Layer(Write(Block(w, 1), 1), 1), 1)), 0).Write(count));
    }

    [Fact]
    public void Codes_of_16_bits_are_not_chosen_out_of_more_values()
    {
        var block = new Block(1, [new SparseLayer([0, 1], [0], [SparseLayer.Slot(0)], [SparseLayer.NoBias])], slots: 1);
        var values = QuantRelu.Codebook.Free(Enumerable.Range(0, 65537).Select(i => (Rational)i));
        var network = new Network(1, values, [new Stage([BlockArray.Single(block).WithCodes([7])])]);
        ConstructedNetwork free = SampleNetworks.WithProvenance(network);
        using var stream = new MemoryStream();
        NetworkFile.Write(free with { Provenance = free.Provenance with { Lambda = null } }, stream);
        Refused(stream.ToArray(), f => NetworkFile.Read(new MemoryStream(f)), "chooses codes for the copies out of 65537 values; 65536 are the most");
    }

    [Fact]
    public void A_block_of_none_is_refused() => Binary("for a block", w => Write(Codebook(w), 0, 1, 0, 1, 0));

    [Fact]
    public void A_wiring_that_wraps_around_is_refused() =>
        Binary("reads units 0 to 18446744073709551616", w =>
        {
            Write(Array(Write(Layer(Write(Block(w, 1), 1), 1), 1)), 1, 5, 0);
            w.WriteSigned(0);
            w.WriteSigned(1L << 62);
        });

    [Fact]
    public void A_number_of_more_digits_than_are_read_is_refused()
    {
        Binary("is not an exact number", w => Begin(w, 2).Write(new string('9', Rational.MostDigits + 1)));
        Binary("is not an exact number", w => Begin(w, 2).Write("1e9999"));
    }

    // One unit reads 8,000 units: 32 million pairs, which are told apart without looking at each.
    [Fact]
    public void A_wide_row_is_read_with_little_memory()
    {
        const int width = 8000;
        byte[] file = File(w =>
        {
            Write(Codebook(w), 2);
            Layer(Write(w, 1, 0, 1), 1, width);
            Layer(Write(w, width, 0, 1), width);
            Write(w, 2);
            Write(Array(w, 0), 0, 0).WriteSigned(0);
            Write(Array(w, 1), 0, 0);
            Enumerable.Range(0, width).ToList().ForEach(i => w.WriteSigned(i));
        });
        (long bytes, Exception? thrown) = Measured(file, f => NetworkFile.Read(new MemoryStream(f)).Network.Count().Weights.Should().Be(2 * width));
        thrown.Should().BeNull();
        bytes.Should().BeLessThan(BytesOnce + (BytesEach * file.Length));
    }

    [Fact]
    public void More_pairs_than_can_be_checked_are_refused() =>
        Binary("more than can be checked", w =>
        {
            const int width = 3000;
            Write(Codebook(w), 2);
            Layer(Write(w, 1, 0, 1), 1, width);
            Layer(Write(w, width, 0, 1), width);
            Write(w, 2);
            Write(Array(w, 0), 1, 3, 0);
            w.WriteSigned(0);
            w.WriteSigned(0);
            Write(Array(w, 1), 1, 2, 0);
            for (int i = 0; i < width; i++)
            {
                w.WriteSigned(i);
                w.WriteSigned(i);
            }
        });

    private static void Binary(string message, Action<PayloadWriter> content) => Refused(File(content), f => NetworkFile.Read(new MemoryStream(f)), message);

    private static void Refused(byte[] file, Action<byte[]> read, string message)
    {
        (long bytes, Exception? thrown) = Measured(file, read);
        thrown.Should().BeOfType<NetworkFormatException>().Which.Message.Should().Contain(message);
        bytes.Should().BeLessThan(BytesOnce + (BytesEach * file.Length));
    }

    private static (long Bytes, Exception? Thrown) Measured(byte[] file, Action<byte[]> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? thrown = null;
        try
        {
            read(file);
        }
        catch (NetworkFormatException e)
        {
            thrown = e;
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before, thrown);
    }

    // The parts of a file up to a place, as the format says.
    private static PayloadWriter Begin(PayloadWriter writer, int values)
    {
        writer.Write(
            """{"target":"x","dimension":1,"domain":"0:1","lambda":65535,"quantization":"nonlinear","structure":"dependent","construction":"paper","""
                + "\"parameters\":{}}");
        writer.Write(1);
        writer.Write("relu");
        return Write(writer, 0, values);
    }

    private static PayloadWriter Codebook(PayloadWriter writer)
    {
        Begin(writer, 2).Write("-1/2");
        writer.Write("1/2");
        return writer;
    }

    private static PayloadWriter Blocks(PayloadWriter writer) => Write(Codebook(writer), 1);

    private static PayloadWriter Block(PayloadWriter writer, int inputs) => Write(Blocks(writer), inputs, 0);

    // A layer of units that each read all inputs with weight 1/2.
    private static PayloadWriter Layer(PayloadWriter writer, int inputs, int units = 1)
    {
        Write(writer, units);
        for (int i = 0; i < units; i++)
        {
            Write(writer, [inputs, .. new int[inputs]]);
        }

        writer.WritePacked(new int[units * inputs], 1);
        writer.WritePacked(Enumerable.Repeat(1, units * inputs), 1);
        writer.WritePacked(new int[units], 1);
        writer.WritePacked([], 1);
        return writer;
    }

    // A stage of one array of a block.
    private static PayloadWriter Array(PayloadWriter writer, int block = 0) => Write(writer, 0, 1, block);

    private static PayloadWriter Write(PayloadWriter writer, params int[] numbers)
    {
        foreach (int number in numbers)
        {
            writer.Write(number);
        }

        return writer;
    }

    private static byte[] File(Action<PayloadWriter> content)
    {
        using var stream = new MemoryStream();
        stream.Write("QRELUNET"u8);
        stream.Write([1, 0, .. new byte[8]]);
        content(new PayloadWriter(stream));
        byte[] file = stream.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(10), file.Length - 18);
        return [.. file, .. SHA256.HashData(file)];
    }
}
