using QuantRelu.Claims;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats;
using QuantRelu.Formats.Onnx;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using QuantRelu.Tests.Formats.Onnx.Reading;

namespace QuantRelu.Tests.Fuzzing;

/// <summary>Small networks of every kind that a file holds, in every format.</summary>
internal static class FuzzedNetworks
{
    private static readonly ConstructedNetwork[] Networks =
    [
        Standalone.Square(2, CodebookFamily.Halves),
        Standalone.Multiply(1, CodebookFamily.Linear(6)),
        Standalone.Weight(Rational.Create(-1, 3), 4, CodebookFamily.Nonlinear(3)),
        SampleNetworks.WithProvenance(SampleNetworks.Random(new(1, 1, 1, 1, 3), 0, Codebook.Halves, 5)),
        SampleNetworks.WithProvenance(SampleNetworks.Random(new(2, 1, 1, 1, 2), 1, Codebook.Linear(4), 6)),
        PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse("zigzag"), Rational.Parse("0.3"))),
        PaperConstructions.Dependent.Build(new NetworkRequest(
            new SampleTable([(0, 0), (Rational.Create(1, 3), 1), (2, Rational.Create(-1, 7))]).ToTarget("@t.csv", 4), Rational.Parse("0.9"))),
        PaperConstructions.Dependent.Build(
            new NetworkRequest(Target.FromExpression(ExpressionParser.Parse("abs(x-1/3)"), name: "sine"), Rational.Parse("0.9"))),
        new(new Network(1, Codebook.Free([-1, 0, Dyadic.Half, 1]), Standalone.AbsoluteValue(CodebookFamily.Linear(4)).Network.Stages),
            Standalone.Square(1, CodebookFamily.Halves).Provenance),
    ];

    /// <summary>Binary files.</summary>
    public static IReadOnlyList<byte[]> Binary { get; } = [.. Networks.Select(n => Written(s => NetworkFile.Write(n, s)))];

    /// <summary>JSON files.</summary>
    public static IReadOnlyList<byte[]> Json { get; } =
        [.. Networks.Where(n => n.Network.Count().Weights < 2000).Select(n => Written(s => JsonExport.Write(n, s)))];

    /// <summary>ONNX files of both profiles, and of another program.</summary>
    public static IReadOnlyList<byte[]> Onnx { get; } =
    [
        .. Networks.Where(n => n.Network.Count().Weights < 500).Select(n => Written(s => OnnxExport.Write(n, s))),
        .. Networks.Where(n => n.Network.Count().Weights < 1000).Select(n => Written(s => BlockOnnxExport.Write(n, s))),
        new ModelFile(2).Floats("W", [2, 3], 0.5f, -1.25f, 0.75f, 1, -0.5f, 0.25f).Doubles("b", [3], 0.25, -0.125, 0.5).Integers("places", 1, 0, -1)
            .Node("Gather", ["u", "places"], "g", ModelFile.Integer("axis", 1)).Node("MatMul", ["u", "W"], "z").Node("Relu", ["z"], "r")
            .Node("Add", ["r", "g"], "a").Node("Sub", ["a", "b"], "s").Node("Relu", ["s"], "t").Node("Gemm", ["t", "W"], "y", ModelFile.Integer("transB", 1))
            .ToBytes(),
    ];

    /// <summary>What commands do with a network that was read: it is sound, counted, hashed, and saved again.</summary>
    public static void Use(ConstructedNetwork loaded)
    {
        if (loaded.Network.Validate().Length > 0)
        {
            throw new InvalidOperationException("A network was loaded that is not sound.");
        }

        loaded.Network.Count();
        TopologyHash.Of(loaded.Network);
        loaded.Provenance.TryReadTarget(out _, out _);
        ClaimCheck.Contradictions(loaded.Provenance);
        NetworkFile.Write(loaded, Stream.Null);
    }

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
