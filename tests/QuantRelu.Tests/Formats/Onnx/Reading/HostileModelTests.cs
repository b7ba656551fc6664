using FluentAssertions;
using QuantRelu.Formats.Onnx;
using QuantRelu.Formats.Protobuf;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Formats.Onnx.Reading;

/// <summary>Models that are no networks, or say more than they hold: one sentence, with memory that is bounded by their own length.</summary>
public class HostileModelTests
{
    private const long BytesOnce = 1_000_000;
    private const long BytesEach = 400;

    private static void Refused(byte[] file, string message)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Action read = () => OnnxImport.Read(new MemoryStream(file));
        string said = read.Should().Throw<NetworkFormatException>().Which.Message;
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(BytesOnce + (BytesEach * file.Length));
        said.Should().Contain(message).And.NotContain("\n").And.EndWith(".");
    }

    // A model of one Gemm, whose matrix is the tensor.
    private static byte[] With(ProtoMessage tensor) => new ModelFile(1).Stored(tensor).Node("Gemm", ["u", "W"], "y").ToBytes();

    private static byte[] With(ModelFile file, string operation, string[] from, params byte[][] attributes) =>
        file.Node(operation, from, "y", attributes).ToBytes();

    private static ProtoMessage Tensor(params long[] dimensions) => ModelFile.Shaped(dimensions).Add(2, 1).Add(8, "W");

    private static ProtoMessage Bytes(ProtoMessage tensor, int field, int length) => tensor.Add(field, length, s => s.Write(new byte[length]));

    [Fact]
    public void Shapes_that_the_bytes_do_not_fill_are_refused_before_memory_is_taken()
    {
        Refused(With(Bytes(Tensor(1_000_000, 2000), 9, 12)), "the tensor 'W' has the shape 1000000x2000 and 12 bytes, not 8000000000");
        Refused(With(Bytes(Tensor(1L << 40, 1L << 40), 9, 12)), "'W' has the impossible shape 1099511627776x1099511627776");
        Refused(With(Bytes(Tensor(-1, 3), 9, 12)), "'W' has the impossible shape -1x3");
        Refused(With(Bytes(Tensor([.. Enumerable.Repeat(1L, 40)]), 9, 4)), "'W' has the impossible shape");
        Refused(With(Bytes(Tensor(1, 3), 9, 11)), "'W' has the shape 1x3 and 11 bytes, not 12");
        Refused(With(Bytes(Bytes(Tensor(1, 3), 9, 12), 4, 12)), "'W' stores its numbers twice");
        Refused(With(Bytes(ModelFile.Shaped(1, 3).Add(2, 8).Add(8, "W"), 9, 12)),
            "'W' has elements of type 8; float16, float32, float64, int8, uint8, int32 and int64 are read");
        Refused(With(Tensor(1, 3).Add(13, new ProtoMessage().Add(1, "location").Add(2, "/etc/passwd"))), "'W' has its numbers in another file");
        Refused(With(Tensor(1, 3).Add(14, 1)), "'W' has its numbers in another file");
        Refused(With(Tensor(1, 1).Add(9, 4, s => s.Write(BitConverter.GetBytes(float.NaN)))), "'W' holds NaN at place 0");
        Refused(With(Tensor(1, 1).Add(9, 4, s => s.Write(BitConverter.GetBytes(float.PositiveInfinity)))), "'W' holds infinity at place 0");
        Refused(new ModelFile(1).Stored(Bytes(Tensor(1, 1), 9, 4)).Stored(Bytes(Tensor(1, 1), 9, 4)).Node("Gemm", ["u", "W"], "y")
            .ToBytes(), "two tensors have the name 'W'");
    }

    [Fact]
    public void Values_that_grow_out_of_a_small_file_are_refused_before_memory_is_taken()
    {
        Refused(With(new ModelFile(1).Integers("big", 1 << 20, 1 << 20), "Expand", ["u", "big"]),
            "computes a value of the shape 1048576x1048576; at most 16777216");
        Refused(With(new ModelFile(1).Integers("big", 1L << 62), "Expand", ["u", "big"]), "at most 16777216 elements are read");
        Refused(With(new ModelFile(1).Integers("big", 0, -7), "Reshape", ["u", "big"]), "gives 1 elements the shape 1x-7");
    }

    [Fact]
    public void What_is_no_network_is_refused_by_its_name()
    {
        Refused(With(new ModelFile(1), "Sigmoid", ["u"]), "operator 'Sigmoid' in node 'the Sigmoid y' is none of those that are read: Add, Clip, Concat");
        Refused(With(new ModelFile(1), "Mul", ["u", "u"]), "operator 'Mul' in node 'the Mul y' multiplies two values that both depend on the input");
        Refused(With(new ModelFile(1), "MatMul", ["u", "u"]), "multiplies two values that both depend on the input");
        Refused(With(new ModelFile(1).Floats("b", [3], 1, 2, 3).Floats("c", [2], 1, 2), "Add", ["b", "c"]), "joins the shapes 3 and 2, which do not fit");
        Refused(With(new ModelFile(1).Floats("W", [2, 1], 1, 2), "Gemm", ["u", "W"]), "multiplies 1 values by 2 rows");
        Refused(With(new ModelFile(1).Floats("z", [], 0), "Div", ["u", "z"]), "divides by 0");
        Refused(With(new ModelFile(1).Floats("z", [], 0).Floats("o", [], 1), "Clip", ["u", "z", "o"]), "is read with the ends 0 and 6 alone");
        Refused(With(new ModelFile(1), "LeakyRelu", ["u"], ModelFile.Single("alpha", 1.5f)), "has the slope 1.5");
        Refused(With(new ModelFile(1).Node("LeakyRelu", ["u"], "v"), "Relu", ["v"]), "is another activation than operator 'LeakyRelu'");
        Refused(With(new ModelFile(1).Node("LeakyRelu", ["u"], "v").Node("LeakyRelu", ["v"], "w"), "Add", ["v", "w"]), "a connection skips a layer");
        Refused(With(new ModelFile(1), "Gemm", ["u"]), "operator 'Gemm' in node 'the Gemm y' has no input 2");
        Refused(With(new ModelFile(1), "Add", ["u", "nothing"]), "reads 'nothing', which nothing before it computes");
        Refused(With(new ModelFile(1), "Constant", []), "has no value that is read");
        Refused(With(new ModelFile(1) { Version = 6 }, "Relu", ["u"]), "its operators have version 6; from 7 on they are read");
        Refused(With(new ModelFile(17), "Relu", ["u"]), "its input 'u' has the shape 1x17; 1 to 16 numbers are read, of one point");
        Refused(new ModelFile(1).ToBytes(), "nothing computes its output 'y'");
        Refused(With(new ModelFile(1) { Input = new ProtoMessage().Add(1, "u") }, "Relu", ["u"]), "its input 'u' has no shape");
        Refused(new ModelFile(1).Field(11, OnnxMessages.Matrix("v", 1, 1)).Node("Relu", ["u"], "y").ToBytes(), "it has 2 inputs, not one");
        Refused(new ModelFile(1).Field(12, OnnxMessages.Matrix("v", 1, 1)).Node("Relu", ["u"], "y").ToBytes(), "it has 2 outputs, not one");
        Refused(new ModelFile(1).Field(15, new ProtoMessage()).Node("Relu", ["u"], "y").ToBytes(), "it stores a sparse tensor");
    }

    [Fact]
    public void Operators_that_wait_for_each_other_are_refused() =>
        Refused(With(new ModelFile(1).Node("Add", ["u", "b"], "a")
            .Node("Relu", ["a"], "b"), "Relu", ["b"]), "operator 'Add' in node 'the Add a' reads 'b', which nothing before it computes");

    [Fact]
    public void Two_operators_that_compute_one_value_are_refused() =>
        Refused(new ModelFile(1).Node("Relu", ["u"], "y").Node("Relu", ["u"], "y").ToBytes(), "two operators compute the same value");

    [Fact]
    public void Every_beginning_of_a_file_is_refused()
    {
        using var stream = new MemoryStream();
        OnnxExport.Write(Standalone.Square(1, CodebookFamily.Halves), stream);
        byte[] file = stream.ToArray();
        for (int length = 0; length < file.Length; length += 1 + (file.Length / 300))
        {
            Action read = () => OnnxImport.Read(new MemoryStream(file[..length]));
            read.Should().Throw<NetworkFormatException>("{0} bytes of {1} are no whole model", length, file.Length);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x08 }, "it breaks off in an integer")]
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, "an integer has more than 10 bytes")]
    [InlineData(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07 }, "field 7 is to have 2147483647 bytes, and 0 are left")]
    [InlineData(new byte[] { 0x3B, 0x08, 0x01, 0x3C }, "field 7 has the wire type 3")]
    [InlineData(new byte[] { 0x00, 0x00 }, "a field has the number 0")]
    [InlineData(new byte[] { 0x38, 0x01 }, "a field 7 is not a length with bytes")]
    [InlineData(new byte[] { 0x08, 0x08 }, "it has no graph")]
    [InlineData(new byte[] { }, "it has no version")]
    public void Bytes_that_are_no_model_are_refused(byte[] file, string message) => Refused(file, message);

    [Fact]
    public void Names_are_shown_short_and_without_what_a_terminal_would_obey()
    {
        var node = new ProtoMessage().Add(1, "u").Add(2, "y").Add(3, "\u001b[31m" + new string('n', 500)).Add(4, "Evil\r\n");
        Refused(new ModelFile(1).Add(node).ToBytes(), $"operator 'Evil??' in node '?[31m{new string('n', 55)}...' is none");
    }

    [Fact]
    public void Claims_that_make_no_sense_are_refused()
    {
        KeyValuePair<string, string> own = new("input", "u in [0,1]^d, u = (x - a)/(b - a)"), domain = new("domain", "0:1");
        ModelFile file = new ModelFile(1).Node("Relu", ["u"], "y");
        Refused(file.ToBytes(own), "its domain is ''");
        Refused(file.ToBytes(own, new("domain", "1:0")), "its domain is '1:0'");
        Refused(file.ToBytes(own, new("domain", "0:1,0:1")), "its domain has 2 sides for 1 inputs");
        Refused(file.ToBytes(own, domain, new("provenance", "{")), "The file is not JSON");
        Refused(file.ToBytes(own, domain, new("provenance", "{}")), "it has no member");
        OnnxImport.Read(new MemoryStream(file.ToBytes(own, domain, new("codebook", "{1/0, x}")))).Network.Codebook.IsFree.Should().BeTrue();
    }
}
