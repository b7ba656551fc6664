using System.Numerics;
using System.Text.Json;
using FluentAssertions;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class BuildCommandTests : ToolTests
{
    private static readonly string[] Keys =
    [
        "target", "dimension", "smoothness", "error", "lambda", "quantization", "structure", "construction", "codebook", "parameters", "depth", "width",
        "units", "weights",
        "bits", "bitsPerWeight", "errorBound", "measuredError", "measuredAt", "samples", "certifiedError", "paperBound", "topologyHash",
    ];

    [Theory]
    [InlineData("independent")]
    [InlineData("dependent")]
    public void The_report_holds_every_key_and_the_counts_of_the_saved_network(string structure)
    {
        JsonElement report = BuildPaper("x^2/2", "--error", "0.1", "--lambda", "3", "--structure", structure, "--json", "--output", Path("n.qrn"))
            .ShouldSucceed().Json;
        report.EnumerateObject().Select(p => p.Name).Should().Contain(Keys).And.OnlyHaveUniqueItems();
        Network network = NetworkFile.Load(Path("n.qrn")).Network;
        NetworkCounts counts = network.Count();
        BigInteger Number(string key) => BigInteger.Parse(report.GetProperty(key).GetRawText(), null);
        (Number("depth"), Number("width"), Number("units"), Number("weights"), Number("bits")).Should()
            .Be((counts.Depth, counts.Width, counts.Units, counts.Weights, counts.Bits));
        report.GetProperty("codebook").EnumerateArray().Select(v => v.GetString()).Should().Equal(network.Codebook.Values.Select(v => v.ToString()));
        report.GetProperty("topologyHash").GetString().Should().Be(TopologyHash.Of(network));
        report.GetProperty("structure").GetString().Should().Be(structure);
        report.GetProperty("certifiedError").ValueKind.Should().Be(JsonValueKind.Null);
        report.GetProperty("paperBound").EnumerateObject().Select(p => p.Name).Should().Equal("depth", "weights", "bits");
        report.GetProperty("measuredError").GetDouble().Should().BeLessThanOrEqualTo(report.GetProperty("errorBound").GetDouble());
        report.GetProperty("measuredAt").GetArrayLength().Should().Be(1);
        report.GetProperty("samples").GetInt32().Should().Be(10_000);
    }

    [Theory]
    [InlineData("2", "nonlinear")]
    [InlineData("3", "nonlinear")]
    [InlineData("4", "linear")]
    [InlineData("16", "nonlinear")]
    public void The_error_measured_is_within_the_bound_and_that_within_the_error_asked_for(string lambda, string quantization)
    {
        JsonElement report = BuildPaper("sin(2*pi*x)/(2*pi)", "--error", "0.05", "--lambda", lambda, "--quantization", quantization, "--json")
            .ShouldSucceed().Json;
        report.GetProperty("measuredError").GetDouble().Should().BeLessThanOrEqualTo(report.GetProperty("errorBound").GetDouble());
        report.GetProperty("errorBound").GetDouble().Should().BeLessThanOrEqualTo(0.05);
        report.GetProperty("codebook").GetArrayLength().Should().BeLessThanOrEqualTo(int.Parse(lambda, null));
    }

    [Fact]
    public void A_dry_run_counts_what_a_build_builds_and_writes_nothing()
    {
        string[] arguments = ["build", "x*y/2", "--construction", "paper", "--error", "0.5", "--json", "--output", Path("n.qrn")];
        JsonElement dry = Run([.. arguments, "--dry-run"]).ShouldSucceed().Json;
        Files.Should().BeEmpty();
        JsonElement built = Run(arguments).ShouldSucceed().Json;
        foreach (string key in new[] { "depth", "width", "units", "weights", "bits", "structureBits", "topologyHash", "errorBound", "parameters" })
        {
            dry.GetProperty(key).GetRawText().Should().Be(built.GetProperty(key).GetRawText());
        }

        dry.GetProperty("measuredError").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void Counts_beyond_64_bits_are_exact_whole_numbers()
    {
        JsonElement report = BuildPaper("x+y+z", "--error", "0.001", "--smoothness", "1", "--dry-run", "--json").ShouldSucceed().Json;
        string weights = report.GetProperty("weights").GetRawText();
        weights.Should().MatchRegex("^[0-9]{20,}$");
        BigInteger.Parse(weights, null).Should().BeGreaterThan(long.MaxValue);
    }

    [Fact]
    public void The_same_arguments_give_the_same_bytes()
    {
        string[] outputs = [.. new[] { "a", "b" }.Select(name =>
            BuildPaper("exp(x)/3", "--error", "0.05", "--json", "--output", Path(name)).ShouldSucceed().Out)];
        outputs[0].Should().Be(outputs[1]);
        File.ReadAllBytes(Path("a")).Should().Equal(File.ReadAllBytes(Path("b")));
    }

    [Fact]
    public void Json_and_binary_files_hold_the_same_network()
    {
        BuildPaper("abs(x-1/3)", "--error", "0.2", "--output", Path("n.json")).ShouldSucceed();
        BuildPaper("abs(x-1/3)", "--error", "0.2", "--output", Path("n.qrn")).ShouldSucceed();
        ConstructedNetwork[] loaded = [.. new[] { "n.json", "n.qrn" }.Select(name => NetworkFile.Load(Path(name)))];
        loaded[0].Network.SameAs(loaded[1].Network).Should().BeTrue();
        loaded[0].Provenance.ErrorBound.Should().Be(loaded[1].Provenance.ErrorBound);
    }

    [Fact]
    public void Text_reports_name_every_count_beside_the_theorems_expression()
    {
        string report = BuildPaper("x/2", "--error", "0.2", "--domain", "-1:1").ShouldSucceed().Out;
        foreach (string fact in new[] { "domain          -1:1", "depth", "width", "units", "weights", "bits", "the theorem's expression", "error bound",
            "error measured", "topology" })
        {
            report.Should().Contain(fact);
        }
    }

    [Fact]
    public void Too_many_weights_are_refused_with_the_prediction_and_the_option()
    {
        BuildPaper("x*y", "--error", "0.01", "--smoothness", "1", "--max-weights", "1e6", "--output", Path("n"))
            .ShouldFail(3, "The network would have * weights and take about * of memory; the limit is 1,000,000 weights, which --max-weights raises.");
        BuildPaper("x", "--error", "1e-4", "--structure", "dependent", "--max-weights", "1000")
            .ShouldFail(3, "*at least*weights*memory*--max-weights raises.");
        BuildPaper("x", "--error", "1e-9", "--structure", "dependent").ShouldFail(3,
            "x is steepest near x = 0.5, with a slope of 1: an error of 1E-09 takes 2^28 equal cells, and 2^24 is the most; a larger error takes fewer.");
        BuildPaper("x+y+z", "--error", "0.001", "--smoothness", "1", "--max-weights", "1e30").ShouldFail(3, "*more than this machine can hold*");
        Files.Should().BeEmpty();
    }

    [Fact]
    public void A_cancelled_build_says_so_and_writes_nothing()
    {
        RunWith(string.Empty, new CancellationToken(canceled: true), "build", "x*y", "--construction", "paper", "--error", "0.1", "--output", Path("n"))
            .ShouldFail(130, "Cancelled.");
        Files.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Option '--error' is required.", "x")]
    [InlineData("*'foo' at character 1*", "foo", "--error", "0.1")]
    [InlineData("*'sinx'*", "sinx", "--error", "0.1")]
    [InlineData("*parenthesis*character 4*", "sin(x", "--error", "0.1")]
    [InlineData("--error is 0; it must be above 0, and at most 1e300.", "x", "--error", "0")]
    [InlineData("--error is -0.5; *", "x", "--error", "-0.5")]
    [InlineData("--error is 'NaN'; it must be a number*", "x", "--error", "NaN")]
    [InlineData("--lambda is 1; it must be a whole number from 2 to *", "x", "--error", "0.1", "--lambda", "1")]
    [InlineData("--lambda is two; *", "x", "--error", "0.1", "--lambda", "two")]
    [InlineData("--smoothness is 0; it must be a whole number from 1 to 8.", "x", "--error", "0.1", "--smoothness", "0")]
    [InlineData("Linear quantization needs an even *3*", "x", "--error", "0.1", "--lambda", "3", "--quantization", "linear")]
    [InlineData("--quantization is 'cubic'; it must be nonlinear, linear or none.", "x", "--error", "0.1", "--quantization", "cubic")]
    [InlineData("1/x is not finite at x = 0.", "1/x", "--error", "0.1")]
    [InlineData("log(x) is not finite at x = 0.", "log(x)", "--error", "0.1")]
    [InlineData("*up to order 1 only*", "abs(x-1/3)", "--error", "0.1", "--smoothness", "2")]
    [InlineData("The side 1:0 of the domain is empty*", "x", "--error", "0.1", "--domain", "1:0")]
    [InlineData("*2 sides*1 variable*", "x", "--error", "0.1", "--domain", "0:1,0:1")]
    [InlineData("*dimension is at least 2*", "x*y", "--error", "0.1", "--dimension", "1")]
    [InlineData("'build' takes no option '--eror': did you mean '--error'?*", "x", "--eror", "0.1")]
    [InlineData("'/nowhere/at/all/n' cannot be written*", "x", "--error", "0.1", "--output", "/nowhere/at/all/n")]
    [InlineData("*one input*2 variables*", "x*y", "--error", "0.1", "--structure", "dependent")]
    [InlineData("--smoothness is 2; a function-dependent*", "x", "--error", "0.1", "--structure", "dependent", "--smoothness", "2")]
    [InlineData("There is no file 'nofile.csv'.", "@nofile.csv", "--error", "0.1")]
    [InlineData("--lipschitz is for a target of samples*", "x", "--error", "0.1", "--lipschitz", "2")]
    public void Bad_input_is_one_sentence(string sentence, params string[] arguments)
    {
        Outcome outcome = Run(["build", .. arguments, "--construction", "paper"]);
        outcome.ExitCode.Should().Be(1, outcome.Error);
        outcome.Out.Should().BeEmpty();
        outcome.Error.TrimEnd().Should().Match(sentence).And.NotContain("\n").And.NotContain("   at ");
    }

    [Theory]
    [InlineData("0,0\n1,0.5\n3,-0.25\n", 0, "")]
    [InlineData("x,y\n0,0\n1,0.5\n", 0, "")]
    [InlineData("0,0\n1\n", 1, "Line 2 of * has 1 of 2 columns: '1'.")]
    [InlineData("0,0\n\n1,a\n", 1, "Line 3 of * has 'a' in column 2, which is not a number.")]
    [InlineData("0,0\n", 1, "*At least 2 samples are needed, not 1.")]
    [InlineData("", 1, "There are no samples in *.")]
    [InlineData("0,0\n0,1\n", 1, "Lines 1 and 2 of * both have x = 0: a function has one value there.")]
    [InlineData("0,0\n2,1\n1,1\n", 1, "x = 1 on line 3 of * is out of order, beside 2 on line 2: x must ascend, or descend, from line to line.")]
    public void A_table_of_samples_is_a_target(string text, int exitCode, string sentence)
    {
        string table = "@" + Write("table.csv", text);
        foreach (string structure in new[] { "independent", "dependent" })
        {
            Outcome outcome = BuildPaper(table, "--error", "0.2", "--structure", structure);
            outcome.ExitCode.Should().Be(exitCode, outcome.Error);
            System.Text.RegularExpressions.Regex.IsMatch(outcome.Error, "^" + System.Text.RegularExpressions.Regex.Escape(sentence)
                .Replace("\\*", ".*", StringComparison.Ordinal) + "\\s*$").Should().BeTrue(outcome.Error);
        }
    }
}
