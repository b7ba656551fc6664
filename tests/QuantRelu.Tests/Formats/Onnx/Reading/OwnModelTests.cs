using CsCheck;
using FluentAssertions;
using QuantRelu.Activations;
using QuantRelu.Constructions;
using QuantRelu.Formats.Onnx;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Formats.Onnx.Reading;

/// <summary>What this library writes as ONNX it reads back: the same function of every rational point, and the same claims.</summary>
public class OwnModelTests
{
    private static readonly Action<ConstructedNetwork, Stream>[] Profiles =
    [
        (network, stream) => OnnxExport.Write(network, stream),
        (network, stream) => OnnxExport.Write(network, stream, freeBatch: true),
        (network, stream) => BlockOnnxExport.Write(network, stream),
        (network, stream) => BlockOnnxExport.Write(network, stream, freeBatch: true),
    ];

    private static readonly Gen<(Network Network, int[] Numerators)> Cases = Gen.Select(SampleNetworks.Any, Gen.Int[0, 30030].Array[2])
        .Where(c => c.Item1.Codebook.Values.All(Float32.Holds) && OnnxExport.MatrixBytes(c.Item1) < 5_000_000);

    private static byte[] Written(Action<ConstructedNetwork, Stream> write, ConstructedNetwork network)
    {
        using var stream = new MemoryStream();
        write(network, stream);
        return stream.ToArray();
    }

    private static ConstructedNetwork Read(byte[] file, Domain? domain = null) => OnnxImport.Read(new MemoryStream(file), domain);

    private static Rational[] Point(int inputs, IEnumerable<int> numerators) => [.. numerators.Take(inputs).Select(n => Rational.Create(n, 30030))];

    [Fact]
    public void Every_profile_reads_back_with_equal_values_at_any_rational_point() => Cases.Sample(c =>
    {
        ConstructedNetwork network = SampleNetworks.WithProvenance(c.Network);
        Rational[] point = Point(c.Network.Inputs, c.Numerators);
        ImmutableArray<Rational> expected = ExactEvaluator.Evaluate(c.Network, point);
        foreach (Action<ConstructedNetwork, Stream> profile in Profiles)
        {
            ExactEvaluator.Evaluate(Read(Written(profile, network)).Network, point).Should().Equal(expected);
        }
    }, iter: 8, threads: 1);

    [Theory]
    [InlineData("crossbar")]
    [InlineData("slopes")]
    [InlineData("hierarchical")]
    [InlineData("cells")]
    [InlineData("hinges")]
    [InlineData("paper")]
    public void The_network_of_each_construction_reads_back_with_its_counts_topology_and_claims(string construction)
    {
        (string error, int n) = (construction == "paper" ? "0.2" : "0.01", construction == "crossbar" ? 1 : 2);
        var request = new NetworkRequest(Target.Parse("x*(1-x)"), Rational.Parse(error)) { Smoothness = n };
        ConstructedNetwork network = ConstructionRegistry.Standard.All.First(c => c.Name == construction).Build(request);
        foreach (Action<ConstructedNetwork, Stream> profile in Profiles[..2])
        {
            ConstructedNetwork read = Read(Written(profile, network));
            read.Provenance.Should().BeEquivalentTo(network.Provenance with { IsOfFile = true, Tried = [] });
            TopologyHash.Of(read.Network).Should().Be(TopologyHash.Of(network.Network));
            read.Network.Count().Weights.Should().Be(network.Network.Count().Weights);
            read.Network.Codebook.Should().Be(network.Network.Codebook);
        }
    }

    [Fact]
    public void Rounded_weights_are_read_as_they_stand_and_without_what_is_claimed_of_the_exact_network()
    {
        ConstructedNetwork network = Standalone.Square(2, CodebookFamily.Linear(6));
        ConstructedNetwork read = Read(Written(Profiles[0], network));
        network.Provenance.ErrorBound.Should().NotBeNull();
        read.Provenance.ErrorBound.Should().BeNull();
        read.Provenance.Certified.Should().BeNull();
        read.Network.Codebook.Values.Should().Equal(network.Network.Codebook.Values.Select(v => (Rational)Dyadic.FromDouble((float)(double)v)));
        read.Network.Codebook.IsFree.Should().BeFalse();
    }

    [Fact]
    public void Other_activations_come_back_in_ReLU_units_with_equal_values()
    {
        ConstructedNetwork relu6 = ActivationChange.To(Standalone.Square(2, CodebookFamily.Halves), Activation.Relu6);
        ConstructedNetwork read = Read(Written(Profiles[0], relu6));
        read.Network.Codebook.Should().Be(ReluForm.Of(relu6.Network).Codebook);
        for (int k = 0; k <= 7; k++)
        {
            ExactEvaluator.Evaluate(read.Network, [Rational.Create(k, 7)]).Should().Equal(ExactEvaluator.Evaluate(relu6.Network, [Rational.Create(k, 7)]));
        }
    }

    [Fact]
    public void A_domain_is_the_one_that_the_file_tells()
    {
        byte[] file = Written(Profiles[0], Standalone.Multiply(2, CodebookFamily.Halves));
        Read(file).Provenance.Domain.Should().Be(Domain.Parse("-1:1,-1:1", 2));
        Read(file, Domain.Parse("-1:1,-1:1", 2)).Provenance.Target.Should().Be("x*y");
        ((Action)(() => Read(file, Domain.Unit(2)))).Should().Throw<ArgumentException>()
            .WithMessage("*on the domain -1:1,-1:1, as its file says, not on 0:1,0:1*");
    }

    [Fact]
    public void The_network_less_a_line_claims_nothing()
    {
        ConstructedNetwork network = Standalone.Square(2, CodebookFamily.Halves);
        ErrorLine line = new ErrorLine(0, 1).For(network.Network);
        ConstructedNetwork read = Read(Written((n, s) => OnnxExport.Write(n, s, line: line), network));
        read.Provenance.ErrorBound.Should().BeNull();
        Rational u = Rational.Create(1, 3);
        ExactEvaluator.Evaluate(read.Network, [u])[0].Should().Be(ExactEvaluator.Evaluate(network.Network, [u])[0] - (line.Constant + (line.Slope * u)));
    }

    [Fact]
    public void A_saved_file_is_loaded_by_its_name_and_from_a_stream()
    {
        ConstructedNetwork network = Standalone.Square(2, CodebookFamily.Halves);
        byte[] file = Written(Profiles[2], network);
        NetworkFile.Load(new MemoryStream(file)).Network.Should().NotBeNull();
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        try
        {
            File.WriteAllBytes(path, file);
            NetworkFile.Load(path).Provenance.ErrorBound.Should().Be(network.Provenance.ErrorBound);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
