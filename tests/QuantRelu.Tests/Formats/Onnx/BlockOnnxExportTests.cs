using CsCheck;
using FluentAssertions;
using Microsoft.ML.OnnxRuntime;
using QuantRelu.Activations;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats.Onnx;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Formats.Onnx;

/// <summary>Models of the profile blocks: their operators, and their values in ONNX Runtime.</summary>
public class BlockOnnxExportTests
{
    private static readonly SparseLayer Empty = new([0], [], [], []);
    private static readonly SparseLayer Biases = new([0, 0, 0], [], [], [1, SparseLayer.NoBias]);
    private static readonly SparseLayer Difference = new([0, 2], [0, 1], [1, 0], [1]);
    private static readonly SparseLayer Input = new([0, 1], [0], [1], [SparseLayer.NoBias]);
    private static readonly SparseLayer SlotOfFirst = new([0, 1], [0], [SparseLayer.Slot(0)], [SparseLayer.NoBias]);

    private static byte[] Written(ConstructedNetwork network, bool freeBatch)
    {
        using var stream = new MemoryStream();
        BlockOnnxExport.Write(network, stream, freeBatch);
        (stream.Length - (long)BlockOnnxExport.MatrixBytes(network.Network)).Should()
            .BeLessThan(400 * (network.Network.Stages.Sum(s => s.Arrays.Length * s.Depth) + 10));
        return stream.ToArray();
    }

    // Loads it, compares it with the exact values, and looks for operators and tensors that do nothing.
    private static void IsSound(ConstructedNetwork constructed)
    {
        Network network = ReluForm.Of(constructed.Network);
        Rational[][] points =
            [.. new[] { 3, 8, 16 }.Select(k => Enumerable.Range(0, network.Inputs).Select(i => Rational.Create((k * (i + 1)) % 17, 16)).ToArray())];
        SinglePrecision[] expected = [.. points.Select(p => SinglePrecision.Of(network, p))];
        expected.Select(e => e.Values[0]).Should().Equal(points.Select(p => ExactEvaluator.Evaluate(network, p)[0]));
        foreach (bool freeBatch in new[] { false, true })
        {
            byte[] model = Written(constructed, freeBatch);
            var structure = new OnnxStructure(model);
            structure.Empty.Should().BeEmpty();
            structure.Unused.Should().BeEmpty();
            structure.Dead.Should().BeEmpty();
            structure.IdentityGathers.Should().BeEmpty();
            using InferenceSession session = OnnxRun.Load(model);
            float[] values = freeBatch ? OnnxRun.Evaluate(session, points) : [.. points.Select(p => OnnxRun.Evaluate(session, [p])[0])];
            values.Should().HaveCount(points.Length);
            values.Zip(expected).Should()
                .OnlyContain(v => Rational.Abs(Dyadic.FromDouble(v.First) - v.Second.Values[0]) <= (v.Second.IsExact ? 0 : v.Second.Errors[0]));
        }
    }

    [Fact]
    public void The_square_at_error_one_half_whose_blocks_of_biases_have_layers_without_units_loads_and_is_the_network() =>
        IsSound(PaperConstructions.Independent.Build(new NetworkRequest(Target.Parse("x^2"), Rational.Parse("0.5"))));

    [Fact]
    public void Models_of_random_networks_load_are_the_network_and_have_nothing_in_them_that_does_nothing() =>
        SampleNetworks.Any.Sample(network => IsSound(SampleNetworks.WithProvenance(network)), iter: 12, threads: 1);

    [Theory]
    [InlineData("0", "0.4", 1, 2)]
    [InlineData("1/3", "0.4", 1, 2)]
    [InlineData("x", "0.4", 1, 3)]
    [InlineData("abs(x-1/2)", "0.3", 1, 2)]
    [InlineData("x*(1-x)/2", "0.2", 2, 2)]
    [InlineData("x*(1-x)/2", "0.2", 2, 4)]
    public void So_do_those_of_Theorem_1(string target, string error, int smoothness, int lambda) =>
        IsSound(PaperConstructions.Independent.Build(
            new NetworkRequest(Target.Parse(target, 1), Rational.Parse(error)) { Family = CodebookFamily.Nonlinear(lambda), Smoothness = smoothness }));

    [Theory]
    [InlineData("zigzag", "0.2")]
    [InlineData("0*x", "0.4")]
    [InlineData("1/2", "0.4")]
    public void So_do_those_of_Theorem_3(string target, string error) =>
        IsSound(PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse(target, 1), Rational.Parse(error))));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void So_do_those_of_sub_networks(int lambda)
    {
        var family = CodebookFamily.Nonlinear(lambda);
        ConstructedNetwork square = Standalone.Square(1, family);
        ConstructedNetwork[] networks =
        [
            square, Standalone.Square(3, family), Standalone.Multiply(2, family), Standalone.Weight(0, 3, family),
            Standalone.Weight(Rational.Parse("1/3"), 5, family),
            Standalone.AbsoluteValue(family), Standalone.Scale(Dyadic.Create(3, 0), family), Standalone.PartitionOfUnity(0, [0], 1, family),
            Standalone.PartitionOfUnity(2, [2], 1, family),
            ActivationChange.To(square, Activation.Relu6), ActivationChange.To(square, Activation.LeakyRelu(Dyadic.Half)),
        ];
        networks.ToList().ForEach(IsSound);
    }

    [Fact]
    public void Constants_take_the_place_of_what_no_input_reaches_wherever_it_stands()
    {
        var constant = new Block(1, [Input, Empty, Biases, Difference]);
        var line = new Block(1, [Input, Input, Input, Input]);
        var perCopy = new Block(0, [Empty, Empty, Biases, SlotOfFirst], 1);
        BlockArray Copies(Block block, int count, params ushort[] codes) => new(block, [count], [.. new long[block.Inputs]],
            [.. Enumerable.Repeat<ImmutableArray<long>>([0], block.Inputs)], codes.Length == 0 ? null : [.. codes]);
        var none = new Stage([BlockArray.Single(new Block(1, [Empty]))]);
        var sum = new Stage([BlockArray.Single(new Block(3, [new SparseLayer([0, 3], [0, 1, 2], [0, 1, 1], [0])]))]);
        Stage[][] networks =
        [
            [new([BlockArray.Single(constant)])],
            [new([Copies(constant, 2), Copies(line, 1)]), sum],
            [new([Copies(line, 1), Copies(perCopy, 2, 0, 1)]), sum],
            [new([Copies(line, 1), Copies(perCopy, 3, 1, 1, 0)], sums: true)],
            [new([Copies(perCopy, 3, 1, 1, 1)], sums: true)],
            [none, new([BlockArray.Single(new Block(0, [Biases])), BlockArray.Single(new Block(0, [new([0, 0], [], [], [1])]))]), sum],
            [new([BlockArray.Single(new Block(1, [Empty])), BlockArray.Single(new Block(1, [Input]))]), new([BlockArray.Single(new Block(1, [Input]))])],
        ];
        foreach (Stage[] stages in networks)
        {
            var network = new Network(1, Codebook.Halves, stages);
            network.Validate().Should().BeEmpty();
            IsSound(SampleNetworks.WithProvenance(network));
        }
    }

    [Fact]
    public void Copies_that_read_all_units_in_their_order_are_a_Reshape_and_a_single_one_is_nothing()
    {
        var pair = new Block(2, [Difference]);
        var doubled =
            new SparseLayer([0, 1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 0, 0, 0, 0, 0, 0], [1, 1, 0, 1, 1, 0, 1, 1], [.. Enumerable.Repeat(SparseLayer.NoBias, 8)]);
        var grid = new BlockArray(pair, [2, 2], [0, 1], [[4, 2], [4, 2]]);
        var turned = new BlockArray(pair, [2, 2], [0, 1], [[2, 4], [2, 4]]);
        foreach ((BlockArray array, string operation) in new[] { (grid, "Reshape"), (turned, "Gather") })
        {
            var four = new SparseLayer([0, 4], [0, 1, 2, 3], [0, 0, 1, 1], [1]);
            var network = new Network(
                1, Codebook.Halves, [new([BlockArray.Single(new Block(1, [doubled]))]), new([array]), new([BlockArray.Single(new Block(4, [four]))])]);
            ConstructedNetwork constructed = SampleNetworks.WithProvenance(network);
            IsSound(constructed);
            new OnnxStructure(Written(constructed, freeBatch: false)).Nodes.Select(n => n.Operation).Should()
                .Equal("MatMul", "Relu", operation, "MatMul", "Add", "Reshape", "Relu", "MatMul", "Add", "Identity");
        }
    }
}
