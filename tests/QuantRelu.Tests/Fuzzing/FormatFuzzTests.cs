using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using QuantRelu.Formats;
using QuantRelu.Formats.Onnx;
using Xunit;

namespace QuantRelu.Tests.Fuzzing;

/// <summary>Mutated files of every format: each is a sound network or refused by <see cref="NetworkFormatException"/>, within bounded memory.</summary>
public class FormatFuzzTests
{
    private const int HeaderLength = 18;
    private static readonly string[] Numbers = ["-1", "0", "1", "2147483647", "-2147483648", "2147483648", "9223372036854775807", "1e9", "1e999999999", "1.5",
        "0.1e-400", new string('9', 400)];
    private static readonly string[] Words = ["null", "true", "\"\"", "\"1e9999\"", "\"1/0\"", "\"relu\"", "\"relu6\"", "\"leaky:1e-9999\"", "\"\\ud800\"", "[",
        "]", "{", "}", ",", "[]", "{}", "[[]]", "\u0000", "\"", "\\"];

    private static readonly FuzzRun Bounded = new(BytesEach: 400, BytesOnce: 1_000_000);

    private static readonly TokenMutation Json = new("\"[^\"]*\"|-?[0-9.eE+-]+|[a-z]+", FuzzedNetworks.Json.Select(Encoding.UTF8.GetString),
        [.. Numbers, .. Words]);

    [Fact]
    public void Mutated_binary_files_are_networks_or_refused() =>
        Bounded.Over(Binary, f => f.Length, f => NetworkFile.Read(new MemoryStream(f)), FuzzedNetworks.Use, e => e is NetworkFormatException);

    [Fact]
    public void Mutated_json_files_are_networks_or_refused() =>
        Bounded.Over(r => Encoding.UTF8.GetBytes(Json.Of(r)), f => f.Length, f => JsonImport.Read(new MemoryStream(f)), FuzzedNetworks.Use, e =>
            e is NetworkFormatException);

    [Fact]
    public void Mutated_onnx_files_are_networks_or_refused() =>
        Bounded.Over(r => ByteMutation.Of(r, FuzzedNetworks.Onnx), f => f.Length, f => OnnxImport.Read(new MemoryStream(f)), FuzzedNetworks.Use, e =>
            e is NetworkFormatException);

    // Most mutants get a fitting length and checksum, so that they come further than these.
    private static byte[] Binary(Random random)
    {
        byte[] file = ByteMutation.Of(random, FuzzedNetworks.Binary);
        if (random.Next(10) == 0 || file.Length <= HeaderLength + SHA256.HashSizeInBytes)
        {
            return file;
        }

        FuzzedNetworks.Binary[0].AsSpan(0, HeaderLength).CopyTo(file);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(10), file.Length - HeaderLength - SHA256.HashSizeInBytes);
        SHA256.HashData(file.AsSpan(0, file.Length - SHA256.HashSizeInBytes)).CopyTo(file, file.Length - SHA256.HashSizeInBytes);
        return file;
    }
}
