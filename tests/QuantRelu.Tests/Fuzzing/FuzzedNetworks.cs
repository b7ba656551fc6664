using QuantRelu.Claims;
using QuantRelu.Formats;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using QuantRelu.Theorems;

namespace QuantRelu.Tests.Fuzzing;

/// <summary>Small networks of every kind that a file holds, in both formats.</summary>
internal static class FuzzedNetworks
{
    private static readonly ConstructedNetwork[] Networks =
    [
        Standalone.Square(2, new CodebookFamily()),
        Standalone.Multiply(1, new CodebookFamily(6, Quantization.Linear)),
        Standalone.Weight(Rational.Create(-1, 3), 4, new CodebookFamily(3)),
        SampleNetworks.WithProvenance(SampleNetworks.Random(new(1, 1, 1, 1, 3), 0, Codebook.Halves, 5)),
        SampleNetworks.WithProvenance(SampleNetworks.Random(new(2, 1, 1, 1, 2), 1, Codebook.Linear(4), 6)),
        FunctionDependent.Build(Target.Parse("zigzag"), Rational.Parse("0.3"), new CodebookFamily()),
        FunctionDependent.Build(new SampleTable([(0, 0), (Rational.Create(1, 3), 1), (2, Rational.Create(-1, 7))]).ToTarget("@t.csv", 4), Rational.Parse("0.9"), new CodebookFamily()),
        FunctionDependent.Build(Target.FromExpression(ExpressionParser.Parse("abs(x-1/3)"), name: "sine"), Rational.Parse("0.9"), new CodebookFamily()),
        new(new Network(1, Codebook.Free([-1, 0, Dyadic.Half, 1]), Standalone.AbsoluteValue(new CodebookFamily(4, Quantization.Linear)).Network.Stages), Standalone.Square(1, new CodebookFamily()).Provenance),
    ];

    /// <summary>Binary files.</summary>
    public static IReadOnlyList<byte[]> Binary { get; } = [.. Networks.Select(n => Written(s => NetworkFile.Write(n, s)))];

    /// <summary>JSON files.</summary>
    public static IReadOnlyList<byte[]> Json { get; } = [.. Networks.Where(n => n.Network.Count().Weights < 2000).Select(n => Written(s => JsonExport.Write(n, s)))];

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
