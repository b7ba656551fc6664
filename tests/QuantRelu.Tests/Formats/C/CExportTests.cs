using System.Text.RegularExpressions;
using FluentAssertions;
using QuantRelu.Activations;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats.C;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats.C;

public class CExportTests
{
    private const int MostPoints = 700;

    private static readonly Dictionary<string, (int Bits, Func<ConstructedNetwork> Make)> Networks = new()
    {
        ["square"] = (8, () => Standalone.Square(4, CodebookFamily.Halves)),
        ["square of 16 bits"] = (3, () => Standalone.Square(2, CodebookFamily.Halves)),
        ["square of 64 bits"] = (10, () => Standalone.Square(12, CodebookFamily.Halves)),
        ["square of 128 bits"] = (6, () => Standalone.Square(30, CodebookFamily.Halves)),
        ["free square"] = (6, () => Standalone.Square(4, CodebookFamily.Free)),
        ["product"] = (3, () => Standalone.Multiply(3, CodebookFamily.Halves)),
        ["weight"] = (8, () => Standalone.Weight(Rational.Create(-1, 3), 7, CodebookFamily.Nonlinear(3))),
        ["absolute value"] = (5, () => Standalone.AbsoluteValue(CodebookFamily.Halves)),
        ["scale"] = (5, () => Standalone.Scale(Dyadic.Create(3, -3), CodebookFamily.Halves)),
        ["hat"] = (7, () => Standalone.PartitionOfUnity(3, [3], 2, CodebookFamily.Nonlinear(4))),
        ["psi"] = (3, () => Standalone.PartitionOfUnity(2, [1, 2], 3, CodebookFamily.Halves)),
        ["free weights, dependent"] =
            (6, () => PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse("zigzag"), Rational.Parse("0.1")) { Family = CodebookFamily.Free })),
        ["free weights, independent"] = (4, () => Built("x", 1, "0.4", Quantization.None)),
        ["free weights, two inputs"] = (3, () => Built("x*y/2", 2, "0.4", Quantization.None)),
        ["scaled target"] = (5, () => Built("8*x*(1-x)", 2, "0.5", Quantization.Nonlinear)),
        ["another domain"] = (6, () => Built("x", 1, "0.4", Quantization.Nonlinear, "-1:1")),
        ["a domain of no power of two"] = (6, () => Built("sin(x)", 1, "0.4", Quantization.Nonlinear, "0:3.1")),
        ["dependent"] = (8, () => PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse("zigzag"), Rational.Parse("0.1")))),
        ["dependent, linear"] = (8,
            () => PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse("zigzag"), Rational.Parse("0.1")) { Family = CodebookFamily.Linear(4) })),
        ["three inputs"] = (1, () => Independent(3, 1, 1, Codebook.Halves)),
        ["two inputs"] = (3, () => Independent(2, 2, 1, Codebook.Halves)),
        ["relu6"] = (6, () => ActivationChange.To(Standalone.Square(2, CodebookFamily.Halves), Activation.Relu6)),
        ["relu6, independent"] = (5, () => ActivationChange.To(Independent(1, 2, 2, Codebook.Halves), Activation.Relu6)),
        ["relu6 at its ceiling"] = (5, () => Chain(Activation.Relu6, 8, 1)),
        ["leaky:1/2"] = (6, () => ActivationChange.To(Standalone.Square(2, CodebookFamily.Halves), Activation.LeakyRelu(Rational.Create(1, 2)))),
        ["leaky:1/100, independent"] = (5, () => ActivationChange.To(Independent(1, 2, 2, Codebook.Halves), Activation.LeakyRelu(Rational.Create(1, 100)))),
        ["leaky:1/3, two inputs"] = (2, () => ActivationChange.To(Independent(2, 1, 1, Codebook.Linear(2)), Activation.LeakyRelu(Rational.Create(1, 3)))),
        ["leaky for itself"] = (5, () => Chain(Activation.LeakyRelu(Rational.Create(1, 4)), -2, 1)),
        ["one layer"] = (5, () => Chain(Activation.Relu, Rational.Create(1, 2))),
        ["base 6"] = (6, () => Standalone.Weight(Rational.Create(-1, 3), 3, CodebookFamily.Linear(6))),
        ["base 10, dependent"] = (5, () => PaperConstructions.Dependent.Build(
            new NetworkRequest(Target.Parse("zigzag"), Rational.Parse("0.1")) { Family = CodebookFamily.Linear(10) })),
        ["constant"] = (4, () => Built("1/2", 1, "0.4", Quantization.Nonlinear)),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    public static TheoryData<string> NamesInLoops => [.. Networks.Keys.Where(name => !name.StartsWith("base ", StringComparison.Ordinal))];

    // Weights in base λ are no sums of powers of two.
    public static TheoryData<int> BookNumbers => [.. Enumerable.Range(0, Codebooks.All.Count).Where(i => Codebooks.All[i].DigitBase is null)];

    [Theory]
    [MemberData(nameof(Names))]
    [Needs(External.CCompiler)]
    public void The_compiled_file_equals_the_exact_evaluator(string name) => ShouldEqual(Networks[name].Make(), Networks[name].Bits);

    [Theory]
    [MemberData(nameof(NamesInLoops))]
    [Needs(External.CCompiler)]
    public void So_does_one_that_keeps_its_loops(string name) => ShouldEqual(Networks[name].Make(), Networks[name].Bits, keepsBlocks: true);

    [Theory]
    [MemberData(nameof(BookNumbers))]
    [Needs(External.CCompiler)]
    public void It_does_over_every_codebook(int number) => ShouldEqual(Independent(1, 2, 2, Codebooks.All[number]), 5, keepsBlocks: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_is_of_shifts_alone_and_has_nothing_that_does_nothing(string name)
    {
        string code = Regex.Replace(CompiledC.Source(Networks[name].Make(), Networks[name].Bits), @"/\*.*?\*/", string.Empty, RegexOptions.Singleline);
        code.Should().NotContainAny("*", "/", "%", "float", "double", "math.h").And.NotContainAny("+= 0", "return;", "return ;", "+ 0;");
        (name == "constant" || !code.Contains("(void)", StringComparison.Ordinal)).Should().BeTrue();
        code.Should().NotMatchRegex(@"<< 0\b").And.NotMatchRegex(@">> 0\b");
    }

    [Theory]
    [InlineData("square of 16 bits", "int16_t")]
    [InlineData("square", "int32_t")]
    [InlineData("square of 64 bits", "int64_t")]
    [InlineData("square of 128 bits", "__int128")]
    public void The_narrowest_integers_that_are_proved_hold_the_values(string name, string type)
    {
        string source = CompiledC.Source(Networks[name].Make(), Networks[name].Bits);
        source.Should().Contain($"typedef {type} value;");
        int bits = int.Parse(Regex.Match(source, @"fits into (\d+) bits and a sign").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        int width = type == "__int128" ? 128 : int.Parse(Regex.Match(type, @"\d+").Value, System.Globalization.CultureInfo.InvariantCulture);
        bits.Should().BeLessThan(width).And.BeGreaterThanOrEqualTo(width == 16 ? 0 : width / 2);
    }

    [Fact]
    public void The_file_does_not_grow_with_the_copies_of_a_block()
    {
        string small = CompiledC.Source(Independent(2, 1, 1, Codebook.Halves), 4), large = CompiledC.Source(Independent(2, 1, 4, Codebook.Halves), 4);
        Network topology = Independent(2, 1, 4, Codebook.Halves).Network;
        topology.Count().Weights.Should().BeGreaterThan(200_000);
        large.Length.Should().BeLessThan(5 * small.Length);
    }

    [Fact]
    public void Weights_that_are_no_sums_of_powers_of_two_and_values_that_are_too_long_are_refused()
    {
        ((Action)(() => CFile.Of(Chain(Activation.Relu, Rational.Create(1, 3)), new CExportOptions { InputBits = 4, KeepsBlocks = true }))).Should()
            .Throw<ArgumentException>().WithMessage("The weights of a connection add up to 1/3, which is no sum of powers of two*");
        ((Action)(() => CompiledC.Source(Standalone.Square(100, CodebookFamily.Halves), 4))).Should().Throw<ArgumentException>()
            .WithMessage("The values need * bits*127*");
        ((Action)(() => CompiledC.Source(Standalone.Square(2, CodebookFamily.Halves), 31))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static void ShouldEqual(ConstructedNetwork network, int bits, bool keepsBlocks = false)
    {
        string source = CompiledC.Source(CFile.Of(network, new CExportOptions { InputBits = bits, KeepsBlocks = keepsBlocks }));
        var oracle = new CFileOracle(network, source);
        oracle.InputBits.Should().Be(bits);
        IReadOnlyList<long[]> grid = oracle.Grid(MostPoints);
        System.Numerics.BigInteger[] values = CompiledC.Outputs(source, grid, checks: true);
        values.Should().HaveCount(grid.Count);
        for (int i = 0; i < values.Length; i++)
        {
            oracle.Allowed(grid[i]).Should().Contain(values[i], "this is what the network is at raw {0}", string.Join(',', grid[i]));
        }
    }

    private static ConstructedNetwork Built(string target, int smoothness, string error, Quantization quantization, string? domain = null)
    {
        Target f = Target.Parse(target, target.Contains('y', StringComparison.Ordinal) ? 2 : 1);
        f = domain is null ? f : f.On(Domain.Parse(domain, f.Dimension));
        return PaperConstructions.Independent.Build(
            new NetworkRequest(f, Rational.Parse(error)) { Family = CodebookFamily.Of(2, quantization), Smoothness = smoothness });
    }

    // One unit after another, each with one weight.
    private static ConstructedNetwork Chain(Activation activation, params Rational[] weights)
    {
        var codebook = Codebook.Free([.. weights.Append(5).Distinct()]);
        SparseLayer[] layers = [.. weights.Select(w => new SparseLayer([0, 1], [0], [codebook.CodeOf(w)], [SparseLayer.NoBias]))];
        return SampleNetworks.WithProvenance(new Network(1, codebook, [new Stage([BlockArray.Single(new Block(1, layers))])], activation));
    }

    private static ConstructedNetwork Independent(int d, int n, int logGrid, Codebook codebook) =>
        SampleNetworks.WithProvenance(SampleNetworks.Random(new FunctionIndependentParameters(d, n, logGrid, 2, 4), 1, codebook, 7));
}
