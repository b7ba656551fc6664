using System.Text.RegularExpressions;
using FluentAssertions;
using QuantRelu.Activations;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats.Verilog;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats.Verilog;

public class VerilogFileTests
{
    private static readonly Dictionary<string, Func<ConstructedNetwork>> Networks = new()
    {
        ["square"] = () => Standalone.Square(3, CodebookFamily.Halves),
        ["wide square"] = () => Standalone.Square(30, CodebookFamily.Halves),
        ["free square"] = () => Standalone.Square(4, CodebookFamily.Free),
        ["compact square"] = () => Standalone.CompactSquare(4, CodebookFamily.Nonlinear(4)),
        ["product"] = () => Standalone.Multiply(3, CodebookFamily.Halves),
        ["weight"] = () => Standalone.Weight(Rational.Create(-1, 3), 7, CodebookFamily.Nonlinear(3)),
        ["weight in base 6"] = () => Standalone.Weight(Rational.Create(-1, 3), 3, CodebookFamily.Linear(6)),
        ["absolute value"] = () => Standalone.AbsoluteValue(CodebookFamily.Halves),
        ["ramp"] = () => Standalone.Ramp(3, 4, CodebookFamily.Halves),
        ["mesh hat"] = () => Standalone.MeshHat(2, [3, 1], CodebookFamily.Halves),
        ["table"] = () => Standalone.Table([3, 0, 2, 9], 4, CodebookFamily.Halves),
        ["psi"] = () => Standalone.PartitionOfUnity(2, [1, 2], 3, CodebookFamily.Halves),
        ["relu6"] = () => ActivationChange.To(Standalone.Square(2, CodebookFamily.Halves), Activation.Relu6),
        ["leaky"] = () => ActivationChange.To(Standalone.Square(2, CodebookFamily.Halves), Activation.LeakyRelu(Rational.Create(1, 100))),
        ["dependent, linear"] =
            () => PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse("zigzag"), Rational.Parse("0.1")) { Family = CodebookFamily.Linear(6) }),
        ["independent"] = () => PaperConstructions.Independent.Build(
            new NetworkRequest(Target.Parse("x/2"), Rational.Parse("0.4")) { Smoothness = 1, Family = CodebookFamily.Linear(10) }),
        ["constant"] = () => HingeConstruction.Instance.Build(new NetworkRequest(Target.Parse("1/2"), Rational.Parse("0.1"))),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    public static TheoryData<string> Constructions => [.. ConstructionRegistry.Standard.Names.Where(n => n != "paper")];

    [Theory]
    [MemberData(nameof(Names))]
    [Needs(External.Iverilog)]
    public void The_test_bench_of_exact_vectors_passes(string name) => ShouldPass(Networks[name](), "2001", latency: null);

    [Theory]
    [MemberData(nameof(Names))]
    [Needs(External.Iverilog)]
    public void So_it_does_without_registers(string name) => ShouldPass(Networks[name](), "2005", latency: 0);

    [Theory]
    [MemberData(nameof(Constructions))]
    [Needs(External.Iverilog)]
    public void So_do_those_of_all_constructions(string construction)
    {
        ConstructionRegistry.Standard.TryFind(construction, null, out Construction? found).Should().BeTrue();
        ShouldPass(found!.Build(new NetworkRequest(Target.Parse("sin(x)"), Rational.Parse("0.02"))), "2001", latency: 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [Needs(External.Iverilog)]
    public void Any_number_of_registers_up_to_the_layers_keeps_the_values(int latency)
    {
        VerilogFile file = ShouldPass(Standalone.Multiply(3, CodebookFamily.Halves), "2001", latency);
        (file.Latency, file.Depth).Should().Be((latency, 5));
        Regex.Matches(Hardware.Module(file), @"^    reg ", RegexOptions.Multiline).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [Needs(External.Iverilog)]
    public void A_module_that_is_wrong_in_one_place_fails_and_ends_with_a_status(int latency)
    {
        VerilogFile file = Plan(Standalone.Square(3, CodebookFamily.Halves), latency);
        string module = Hardware.Module(file), wrong = module.Replace("- 9'd256", "- 9'd255", StringComparison.Ordinal);
        wrong.Should().NotBe(module);
        (int exitCode, string printed) = Hardware.Simulate("2001", wrong, Hardware.TestBench(file));
        exitCode.Should().NotBe(0);
        printed.Should().Contain("FAIL: at {u} = 80").And.MatchRegex(@"FAIL: \d+ of 256 vectors").And.NotContain("PASS");
    }

    [Fact]
    [Needs(External.Iverilog)]
    public void A_register_that_moves_while_en_is_0_fails()
    {
        VerilogFile file = Plan(Standalone.Square(3, CodebookFamily.Halves), 3);
        string wrong = Hardware.Module(file).Replace(" if (en)", string.Empty, StringComparison.Ordinal);
        Hardware.Simulate("2001", wrong, Hardware.TestBench(file)).ExitCode.Should().NotBe(0);
    }

    [Theory]
    [InlineData("square")]
    [InlineData("product")]
    [InlineData("weight in base 6")]
    [InlineData("table")]
    [InlineData("constant")]
    [Needs(External.Verilator)]
    public void Verilator_has_nothing_to_say(string name)
    {
        Hardware.Lint(Hardware.Module(Plan(Networks[name](), null))).Should().BeEmpty();
        Hardware.Lint(Hardware.Module(Plan(Networks[name](), 0))).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_it_says_of_itself_is_counted_in_the_text(string name)
    {
        VerilogFile file = Plan(Networks[name](), null);
        string module = Hardware.Module(file), code = Regex.Replace(module, "//.*", string.Empty);
        Regex.Count(code, @" [+-] ").Should().Be(file.Adders);
        Regex.Count(code, @"\?").Should().Be(file.Rectifiers);
        Regex.Matches(code, @"^    reg \[(\d+):0\]", RegexOptions.Multiline).Sum(m => 1 + Number(m)).Should().Be((int)file.RegisterBits);
        Regex.Matches(code, @"wire (?:signed )?\[(\d+):0\]").Max(m => 1 + Number(m)).Should().Be(Math.Max(file.SumBits, file.InputBits));
        code.Should().NotContainAny("*  ", " * ", "/", "signed wire");
        module.Should().Contain(file.Counts.Split(',')[0]).And.Contain("For exact test vectors and for study");
    }

    [Fact]
    public void A_square_of_742_weights_becomes_10_adders()
    {
        VerilogFile file = Plan(Standalone.Square(3, CodebookFamily.Halves), 0);
        (file.Adders, file.Rectifiers, file.OutputBits, (int)file.OutputScale, file.RegisterBits).Should().Be((10, 3, 13, 1 << 13, 0));
        file.Counts.Should().Be("742 weights became 10 adders and 3 comparisons with 0 in 4 layers, sums of at most 13 bits, no registers.");
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        ConstructedNetwork square = Standalone.Square(3, CodebookFamily.Halves);
        Refused(square, new() { InputBits = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        Refused(square, new() { InputBits = 31 }).Should().Throw<ArgumentOutOfRangeException>();
        Refused(square, new() { Vectors = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        Refused(square, new() { Latency = 5 }).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("The latency is 5; registers stand after layers, and 4 are left of this network: it must be from 0 to 4.*");
        Refused(square, new() { Name = "1st" }).Should().Throw<ArgumentException>().WithMessage("'1st' is no name of a module*");
        Refused(Standalone.Square(130, CodebookFamily.Halves), new()).Should().Throw<ArgumentException>()
            .WithMessage("The sums need * bits; Verilog is written for at most 256.*");

        Action Refused(ConstructedNetwork network, VerilogExportOptions options) => () => VerilogFile.Of(network, options);
    }

    private static VerilogFile Plan(ConstructedNetwork network, int? latency) =>
        VerilogFile.Of(network, new() { InputBits = network.Network.Inputs > 1 ? 4 : 8, Latency = latency, Name = "network" });

    private static VerilogFile ShouldPass(ConstructedNetwork network, string standard, int? latency)
    {
        VerilogFile file = Plan(network, latency is { } l ? Math.Min(l, Plan(network, 0).Depth) : null);
        (int exitCode, string printed) = Hardware.Simulate(standard, Hardware.Module(file), Hardware.TestBench(file));
        (exitCode, printed).Should().Be((0, $"PASS: 256 vectors{Environment.NewLine}"));
        return file;
    }

    private static int Number(Match match) => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
}
