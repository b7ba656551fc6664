using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QuantRelu.Formats;
using QuantRelu.Formats.Binary;
using QuantRelu.Formats.Onnx;
using QuantRelu.Graph;

namespace QuantRelu;

/// <summary>
/// The compact binary file of a network: weights packed at ⌈log₂ λ⌉ bits, repeated blocks stored once, with a version and a
/// checksum. Its layout is: the 8 bytes "QRELUNET", the version (2 bytes), the length of the content (8 bytes), all little
/// endian; the content; SHA-256 of everything before.
/// </summary>
public static class NetworkFile
{
    private const int Version = 1;
    private const int HeaderLength = 18;
    private const int PartLength = 1 << 16;

    // Grids have an axis for each input and a few more.
    private const int MostAxes = 64;
    private static readonly byte[] Magic = "QRELUNET"u8.ToArray();

    /// <summary>Writes a network to a file, which appears whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled.</exception>
    public static void Save(ConstructedNetwork network, string path, CancellationToken cancellationToken = default) =>
        AtomicFile.Write(path, stream => Write(network, stream), cancellationToken);

    /// <summary>Reads a network in any format, binary, JSON or ONNX, whichever the file holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="domain">The box that an ONNX model of another program takes x from, by default [0,1]^d; of other files the domain that they tell.</param>
    /// <exception cref="NetworkFormatException">The file is truncated, corrupted, or not a network.</exception>
    /// <exception cref="ArgumentException">The domain does not fit the inputs, or is another one than the file tells.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ConstructedNetwork Load(string path, Domain? domain = null)
    {
        using FileStream file = File.OpenRead(path);
        string ending = Path.GetExtension(path);
        bool Ends(string with) => ending.Equals(with, StringComparison.OrdinalIgnoreCase);
        if (file.CanSeek)
        {
            return Load(file, toEnd: true, domain, isJson: Ends(".json"), isOnnx: Ends(".onnx"));
        }

        using MemoryStream whole = Whole(file);
        return Load(whole, toEnd: true, domain, isOnnx: Ends(".onnx"));
    }

    /// <summary>
    /// Reads a network in any format from where a stream stands. A stream that can seek stands directly after the network then, so that networks written
    /// one after the other can be read one after the other; one that cannot, such as a pipe, is read to its end, which must follow. The stream is not closed.
    /// An ONNX model does not tell where it ends: it is read to the end of any stream.
    /// </summary>
    /// <param name="source">The stream.</param>
    /// <param name="domain">The box that an ONNX model of another program takes x from, by default [0,1]^d; of other files the domain that they tell.</param>
    /// <exception cref="NetworkFormatException">The stream is truncated, corrupted, or not a network; where it stands then is not said.</exception>
    /// <exception cref="ArgumentException">The domain does not fit the inputs, or is another one than the file tells.</exception>
    public static ConstructedNetwork Load(Stream source, Domain? domain = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.CanSeek)
        {
            return Load(source, toEnd: false, domain);
        }

        using MemoryStream whole = Whole(source);
        return Load(whole, toEnd: true, domain);
    }

    /// <summary>Writes the binary format.</summary>
    /// <exception cref="InvalidOperationException">The network's codes are not set.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled; a part may have been written.</exception>
    public static void Write(ConstructedNetwork network, Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        stream = CancellableStream.Of(stream, cancellationToken);
        using var content = new MemoryStream();
        content.Write(new byte[HeaderLength]);
        WriteContent(new PayloadWriter(content), network);
        Span<byte> bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[10..], bytes.Length - HeaderLength);
        stream.Write(bytes);
        stream.Write(SHA256.HashData(bytes));
    }

    /// <summary>Reads the binary format, and nothing of what follows it. The stream is not closed.</summary>
    /// <exception cref="NetworkFormatException">The stream is truncated, corrupted, or not a network.</exception>
    public static ConstructedNetwork Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, toEnd: false);
    }

    // A name tells more than a first byte, but for the binary format, and a model by any other name begins with its version.
    private static ConstructedNetwork Load(Stream stream, bool toEnd, Domain? domain, bool isJson = false, bool isOnnx = false)
    {
        long start = stream.Position;
        int first = stream.ReadByte();
        stream.Position = start;
        if (first == OnnxImport.FirstByte || (isOnnx && first != Magic[0]))
        {
            return OnnxImport.Read(stream, domain);
        }

        ConstructedNetwork read = JsonText.Begins(first) || (isJson && first != Magic[0]) ? JsonImport.Read(stream, toEnd) : Read(stream, toEnd);
        return domain is null || domain.Equals(read.Provenance.Domain) ? read
            : throw new ArgumentException($"The network is on the domain {read.Provenance.Domain}, as its file says, not on {domain}.", nameof(domain));
    }

    private static ConstructedNetwork Read(Stream stream, bool toEnd)
    {
        byte[] content = Content(stream, toEnd);
        try
        {
            return ReadContent(new PayloadReader(content));
        }
        catch (Exception e) when (
            e is ArgumentException or OverflowException or InvalidOperationException or (FormatException and not NetworkFormatException))
        {
            throw new NetworkFormatException($"The file is not a network: {e.Message}", e);
        }
    }

    // A pipe cannot be gone back in.
    private static MemoryStream Whole(Stream pipe)
    {
        var whole = new MemoryStream();
        pipe.CopyTo(whole);
        whole.Position = 0;
        return whole;
    }

    private static byte[] Content(Stream stream, bool toEnd)
    {
        var header = new byte[HeaderLength];
        int got = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (got < Magic.Length || !header.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new NetworkFormatException("The file is not a QuantRelu network: it does not begin with QRELUNET.");
        }

        int version = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8));
        if (got == HeaderLength && version != Version)
        {
            throw new NetworkFormatException($"The file has format version {version}; this program reads version {Version}.");
        }

        long announced = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(10));
        using MemoryStream rest = AtMost(stream, announced + SHA256.HashSizeInBytes);
        bool isTruncated = got < HeaderLength || rest.Length - SHA256.HashSizeInBytes < Math.Max(0, announced);
        if (isTruncated || announced < 0 || (toEnd && stream.ReadByte() >= 0))
        {
            throw new NetworkFormatException(isTruncated ? "The file is truncated." : "The file is longer than it says.");
        }

        ReadOnlySpan<byte> bytes = rest.GetBuffer().AsSpan(0, (int)rest.Length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(bytes[..^SHA256.HashSizeInBytes]);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..])
            ? bytes[..^SHA256.HashSizeInBytes].ToArray()
            : throw new NetworkFormatException("The file is corrupted: its checksum does not fit its content.");
    }

    // An announced length is not believed: memory is taken as bytes arrive.
    private static MemoryStream AtMost(Stream stream, long length)
    {
        var read = new MemoryStream();
        var part = new byte[PartLength];
        for (int got = 1; got > 0 && read.Length < length;)
        {
            got = stream.Read(part, 0, (int)Math.Min(part.Length, length - read.Length));
            read.Write(part, 0, got);
        }

        return read;
    }

    private static void WriteContent(PayloadWriter writer, ConstructedNetwork constructed)
    {
        Network network = constructed.Network;
        writer.Write(ProvenanceJson.Text(constructed.Provenance));
        writer.Write(network.Inputs);
        writer.Write(network.Activation.Name);
        writer.Write(network.Codebook.IsFree ? 1 : 0);
        writer.Write(network.Codebook.Count);
        foreach (Rational value in network.Codebook.Values)
        {
            writer.Write(value.ToString());
        }

        Block[] blocks = network.Stages.SelectMany(s => s.Arrays).Select(a => a.Block).Distinct().ToArray();
        writer.Write(blocks.Length);
        foreach (Block block in blocks)
        {
            BlockCoder.Write(writer, block, network.Codebook.BitsPerCode);
        }

        writer.Write(network.Stages.Length);
        foreach (Stage stage in network.Stages)
        {
            writer.Write(stage.Sums ? 1 : 0);
            writer.Write(stage.Arrays.Length);
            foreach (BlockArray array in stage.Arrays)
            {
                writer.Write(Array.IndexOf(blocks, array.Block));
                WriteArray(writer, array, network.Codebook.BitsPerCode);
            }
        }
    }

    private static void WriteArray(PayloadWriter writer, BlockArray array, int bits)
    {
        writer.Write(array.Radices.Length);
        foreach (long radix in array.Radices)
        {
            writer.Write((ulong)radix);
        }

        writer.Write(array.Selection?.Length ?? 0);
        long before = -1;
        foreach (long point in array.Selection ?? [])
        {
            writer.Write((ulong)(point - before - 1));
            before = point;
        }

        for (int i = 0; i < array.Block.Inputs; i++)
        {
            writer.WriteSigned(array.Bases[i]);
            foreach (long stride in array.Strides[i])
            {
                writer.WriteSigned(stride);
            }
        }

        if (array.Block.Slots > 0)
        {
            ImmutableArray<ushort> codes =
                array.Codes ?? throw new InvalidOperationException("The network has no codes yet: it is a topology without a target.");
            writer.WritePacked(codes.Select(c => (int)c), bits);
        }
    }

    private static ConstructedNetwork ReadContent(PayloadReader reader)
    {
        using JsonDocument provenance = JsonText.Parse(Encoding.UTF8.GetBytes(reader.ReadText("the provenance")));
        int inputs = reader.Read("the inputs", Domain.MaximumDimension);
        string activation = reader.ReadText("the activation");
        bool free = reader.Read("the mark of free weights", 1) == 1;
        Rational[] values = Enumerable.Range(0, reader.ReadCount("the codebook")).Select(_ => FileContent.Number(reader.ReadText("a codebook value")))
            .ToArray();
        Codebook codebook = free ? Codebook.Free(values) : new Codebook(values);
        Block[] blocks = Enumerable.Range(0, reader.ReadCount("the blocks")).Select(_ => BlockCoder.Read(reader, codebook)).ToArray();
        Stage[] stages = Enumerable.Range(0, reader.ReadCount("the stages")).Select(_ => ReadStage(reader, blocks, codebook)).ToArray();
        reader.End();
        var network = new Network(inputs, codebook, stages,
            Activation.Find(activation) ?? throw new NetworkFormatException($"The file names an activation that is not known: {activation}."));
        return FileContent.Sound(network, () => ProvenanceJson.Read(new JsonPart(provenance.RootElement, "provenance")));
    }

    private static Stage ReadStage(PayloadReader reader, Block[] blocks, Codebook codebook)
    {
        bool sums = reader.Read("a summing mark", 1) == 1;
        int arrays = reader.ReadCount("the arrays of a stage");
        return new Stage(
            Enumerable.Range(0, arrays).Select(_ => ReadArray(reader, blocks[reader.Read("a block", blocks.Length - 1)], codebook)).ToArray(), sums);
    }

    private static BlockArray ReadArray(PayloadReader reader, Block block, Codebook codebook)
    {
        ImmutableArray<long> radices =
            [.. Enumerable.Range(0, reader.Read("the axes of a grid", MostAxes)).Select(_ => (long)Math.Min(reader.Read(), long.MaxValue))];
        ImmutableArray<long>? selection = ReadSelection(reader);
        var bases = new long[block.Inputs];
        var strides = new ImmutableArray<long>[block.Inputs];
        for (int i = 0; i < bases.Length; i++)
        {
            bases[i] = reader.ReadSigned();
            strides[i] = [.. radices.Select(_ => reader.ReadSigned())];
        }

        var array = new BlockArray(block, radices, [.. bases], [.. strides], selection: selection);
        System.Numerics.BigInteger codes = array.Copies * block.Slots;
        return block.Slots == 0 ? array
            : codebook.Count > Codebook.MostValues
            ? throw new NetworkFormatException($"The file chooses codes for the copies out of {codebook.Count} values; {Codebook.MostValues} are the most.")
            : codes <= int.MaxValue
            ? array.WithCodes(reader.ReadPacked("the codes of the copies", (long)codes, codebook.BitsPerCode, codebook.Count, c => (ushort)c))
            : throw new NetworkFormatException($"The file says {codes} codes for the copies; at most {int.MaxValue} are possible.");
    }

    // Steps from one selected grid point to the next; none when all are there.
    private static ImmutableArray<long>? ReadSelection(PayloadReader reader)
    {
        var points = new long[reader.ReadCount("the selected copies")];
        long before = -1;
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = before = checked(before + 1 + (long)reader.Read());
        }

        return points.Length == 0 ? null : ImmutableCollectionsMarshal.AsImmutableArray(points);
    }
}
