using FluentAssertions;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Formats;

/// <summary>Flat files of the paper's networks, which have their blocks again when they are read; a file that lies about itself is read as it is.</summary>
public class FlatStructureTests
{
    private static readonly ConstructedNetwork Square = Built("x^2", "1/2");

    [Theory]
    [InlineData("x^2", "1/2", 2, ParameterChoice.Theorem)]
    [InlineData("x^2", "1/2", 2, ParameterChoice.Tuned)]
    [InlineData("x^2", "1/2", 4, ParameterChoice.Theorem)]
    [InlineData("sin(2*pi*x)/(2*pi)", "1/4", 2, ParameterChoice.Theorem)]
    [InlineData("x*y", "20", 2, ParameterChoice.Theorem)]
    public void Blocks_are_found_again_of_networks_that_are_what_their_file_says(string target, string error, int lambda, ParameterChoice parameters)
    {
        ConstructedNetwork built = Built(target, error, lambda, parameters);
        Network found = FlatStructure.Rebuilt(built with { Network = Flat(built.Network) })!;
        BlockHash.Of(found).Should().Be(BlockHash.Of(built.Network)).And.NotBe(BlockHash.Of(Flat(built.Network)));
        found.SameAs(built.Network).Should().BeTrue();
    }

    [Fact]
    public void A_large_network_in_flat_json_is_read_with_its_blocks()
    {
        ConstructedNetwork built = Built("x^2", "1/50");
        using var file = new MemoryStream();
        JsonExport.Write(built, file);
        file.Position = 0;
        BlockHash.Of(NetworkFile.Load(file).Network).Should().Be(BlockHash.Of(built.Network));
    }

    [Fact]
    public void A_network_with_one_weight_of_another_sign_is_read_as_it_is()
    {
        Network flat = Flat(Square.Network);
        FlatStructure.Rebuilt(Square with { Network = flat }).Should().NotBeNull();
        SparseLayer layer = Layers(flat)[3];
        SparseLayer changed = new(layer.RowStarts, layer.Columns, layer.Codes.SetItem(0, 1 - layer.Codes[0]), layer.Biases);
        Network other = Network(flat, [.. Layers(flat).Select((l, i) => i == 3 ? changed : l)]);
        FlatStructure.Rebuilt(Square with { Network = other }).Should().BeNull();
    }

    public static TheoryData<string, Provenance> Lies()
    {
        Provenance told = Square.Provenance;
        return new()
        {
            { "another error", told with { Error = Rational.Create(1, 9) } },
            { "an error below 0", told with { Error = -1 } },
            { "no error", told with { Error = null } },
            { "a derivative too many", told with { Smoothness = 99 } },
            { "another λ", told with { Lambda = 4 } },
            { "too few values", told with { Lambda = 1 } },
            { "no target", told with { Target = "1/0*" } },
            { "a target with a pole", told with { Target = "1/(x-1/3)" } },
            { "another construction", told with { Construction = "cells" } },
            { "free weights", told with { Quantization = Quantization.None, Lambda = null } },
        };
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_file_that_tells_something_else_is_read_as_it_is(string what, Provenance told) =>
        FlatStructure.Rebuilt(new ConstructedNetwork(Flat(Square.Network), told)).Should().BeNull(what);

    private static ConstructedNetwork Built(
        string target, string error, int lambda = 2, ParameterChoice parameters = ParameterChoice.Theorem) => PaperConstructions.Independent.Build(
            new NetworkRequest(Target.Parse(target), Rational.Parse(error)) { Family = CodebookFamily.Nonlinear(lambda), Parameters = parameters });

    // One block, as the import of flat files makes it.
    private static Network Flat(Network network) => Network(network, [.. network.Flatten().Select(layer =>
    {
        FlatRow[] rows = [.. layer.Rows()];
        int[] starts = new int[rows.Length + 1];
        for (int r = 0; r < rows.Length; r++)
        {
            starts[r + 1] = starts[r] + rows[r].Connections.Length;
        }

        IEnumerable<FlatConnection> connections = rows.SelectMany(r => r.Connections);
        return new SparseLayer(
            [.. starts], [.. connections.Select(c => (int)c.Column)], [.. connections.Select(c => c.Code)], [.. rows.Select(r => r.Bias)]);
    })]);

    private static Network Network(Network like, ImmutableArray<SparseLayer> layers) =>
        new(like.Inputs, like.Codebook, [new Stage([BlockArray.Single(new Block(like.Inputs, [.. layers]))])]);

    private static ImmutableArray<SparseLayer> Layers(Network flat) => flat.Stages[0].Arrays[0].Block.Layers;
}
