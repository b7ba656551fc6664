using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats;
using QuantRelu.Formats.Reports;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Certification;
using Xunit;

namespace QuantRelu.Tests.Graph;

/// <summary>The digest is one of the network, not of the way in which it is kept.</summary>
public class TopologyHashTests
{
    [Fact]
    public void Both_files_of_a_network_have_its_digest() => SampleNetworks.Any.Sample(network =>
    {
        string? hash = TopologyHash.Of(network);
        return hash is not null && hash == TopologyHash.Of(Flat(network)) && hash == TopologyHash.Of(Saved(network));
    }, iter: 60);

    [Fact]
    public void Networks_have_one_digest_exactly_when_units_connections_and_biases_agree() => Gen.Select(SampleNetworks.Any, SampleNetworks.Any)
        .Sample((a, b) => (TopologyHash.Of(a) == TopologyHash.Of(b)) == (Topology(a) == Topology(b)), iter: 60);

    [Fact]
    public void Other_codes_change_nothing() => Gen.Select(SampleNetworks.Any, Gen.Int)
        .Sample((network, seed) => TopologyHash.Of(Mutations.OfOneCode(network, seed)) == TopologyHash.Of(network), iter: 60);

    [Fact]
    public void One_connection_one_bias_one_unit_or_one_input_more_changes_it()
    {
        SparseLayer[] layers =
        [
            new([0, 1, 2], [0, 1], [0, 0], [-1, 0]),
            new([0, 1, 2], [0, 1], [0, 0], [0, -1]),
            new([0, 1, 2], [0, 1], [0, 0], [-1, -1]),
            new([0, 1, 2], [1, 1], [0, 0], [-1, 0]),
            new([0, 0, 2], [0, 1], [0, 0], [-1, 0]),
            new([0, 2, 3], [0, 1, 1], [0, 0, 0], [-1, 0]),
            new([0, 1, 2, 2], [0, 1], [0, 0], [-1, 0, -1]),
        ];
        Network[] networks = [.. layers.Select(l => Single(2, new Block(2, [l]))), Single(3, new Block(2, [layers[0]]))];
        networks.Select(TopologyHash.Of).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Copies_at_other_points_of_a_grid_are_another_topology()
    {
        var block = new Block(1, [new([0, 1], [0], [0], [-1])]);
        Network[] networks = [At([0, 2]), At([1, 2]), At(null)];
        networks.Select(TopologyHash.Of).Should().OnlyHaveUniqueItems();
        networks.Select(BlockHash.Of).Should().OnlyHaveUniqueItems();

        Network At(ImmutableArray<long>? selection) => new(3, Codebook.Halves, [new Stage([new BlockArray(block, [3], [0], [[1]], selection: selection)])]);
    }

    // Computed from the exported JSON by another program, as the definition says.
    [Theory]
    [InlineData(1, "cad3bbad9e98f7c272b4939e8a7218d2c9f491f1de9025b01e320cbf90a2a815")]
    [InlineData(3, "35d897dd6b73b0057413a8f27b808a1dfc39349f559dc8210d87a8f405084a15")]
    public void The_digest_is_the_one_that_is_defined(int r, string hash) =>
        TopologyHash.Of(Standalone.Square(r, CodebookFamily.Halves).Network).Should().Be(hash);

    [Fact]
    public void A_network_too_large_for_it_is_told_by_its_blocks()
    {
        FunctionIndependentPlan plan = PaperConstructions.Independent.Plan(new NetworkRequest(Target.Parse("x*y"), Rational.Parse("0.01")) { Smoothness = 2 });
        var report = Report.Of(plan);
        report.TopologyHash.Should().BeNull();
        report.BlockHash.Should().Be(BlockHash.Of(plan.Topology));
        ReportFacts.Of(report).Should().Contain(f => f.Name == "blocks" && f.Value == report.BlockHash).And.NotContain(f => f.Name == "topology");
    }

    private static Network Flat(Network network)
    {
        using var json = new MemoryStream();
        JsonExport.Write(SampleNetworks.WithProvenance(network), json);
        json.Position = 0;
        return JsonImport.Read(json).Network;
    }

    private static Network Saved(Network network)
    {
        using var file = new MemoryStream();
        NetworkFile.Write(SampleNetworks.WithProvenance(network), file);
        file.Position = 0;
        return NetworkFile.Read(file).Network;
    }

    private static Network Single(int inputs, Block block) => new(inputs, Codebook.Halves, [new Stage([BlockArray.Single(block)])]);

    private static string Topology(Network network) =>
        network.Inputs + string.Concat(network.Flatten().Select(layer => "/" + string.Concat(layer.Rows().Select(Unit))));

    private static string Unit(FlatRow row) =>
        $"({string.Join(',', row.Connections.Select(c => c.Column))}{(row.Bias == SparseLayer.NoBias ? string.Empty : "b")})";
}
