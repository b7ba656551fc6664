using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>What a file claims is a claim: checked for contradictions when it is told, and for its truth when it is verified.</summary>
public class FileClaimTests : ToolTests
{
    // A square whose greatest error is 1/64, with the claims changed.
    private string Claiming(string name, double? measured, string? certified, double? bound = 1.0 / 64)
    {
        ConstructedNetwork network = NetworkFile.Load(Square());
        ConstructedNetwork claiming = network with
        {
            Provenance = network.Provenance with
            {
                ErrorBound = bound,
                Measured = measured is { } m ? new MeasuredError(m, [0.125], 1000, Exact: true) : null,
                Certified = certified is null ? null : new CertifiedError(Ends(certified)[0], Ends(certified)[1]),
            },
        };
        NetworkFile.Save(claiming, Path(name));
        return Path(name);
    }

    private static Dyadic[] Ends(string interval) => [.. interval.Split(':').Select(end => Rational.Parse(end).ToDyadic())];

    [Fact]
    public void Claims_of_a_file_are_shown_as_its_own()
    {
        Run("verify", Square(), "--output", Path("known.qrn")).ShouldSucceed();
        Outcome info = Run("info", Path("known.qrn")).ShouldSucceed();
        info.Out.Should().Contain("claims          of the file");
        info.Lines.Should().ContainSingle(l => l.StartsWith("error certified between 0.015624 and 0.015626", StringComparison.Ordinal)).Which.Should()
            .Contain("as the file says");
        JsonElement json = Run("info", Path("known.qrn"), "--json").ShouldSucceed().Json;
        json.GetProperty("claimsOfFile").GetBoolean().Should().BeTrue();
        json.GetProperty("contradictions").GetArrayLength().Should().Be(0);
        JsonElement built = BuildPaper("x/2", "--error", "0.3", "--certify", "--json").ShouldSucceed().Json;
        built.GetProperty("claimsOfFile").GetBoolean().Should().BeFalse();
        BuildPaper("x/2", "--error", "0.3", "--certify").ShouldSucceed().Out.Should().NotContain("as the file says");
    }

    [Theory]
    [InlineData(0.015625, "1/2048:1/1024", 0.015625, 1, "measured", "certificate")]
    [InlineData(0.015625, null, 0.001, 1, "measured", "bound")]
    [InlineData(0.0, "1/32:1/16", 0.015625, 1, "certificate", "bound")]
    public void A_file_that_contradicts_itself_is_found_out(double measured, string? certified, double bound, int count, params string[] words)
    {
        string file = Claiming("false.qrn", measured, certified, bound);
        Outcome info = Run("info", file);
        info.ExitCode.Should().Be(ExitCode.ClaimFails);
        info.Error.TrimEnd().Should().MatchRegex(@"\A[^\n]+\.\z").And.ContainAll(words).And.Contain("contradict");
        info.Lines.Count(l => l.StartsWith("contradiction ", StringComparison.Ordinal)).Should().Be(count);
        Run("info", file, "--json").Json.GetProperty("contradictions").GetArrayLength().Should().Be(count);
    }

    [Theory]
    [InlineData(0.015625, "1/2048:1/1024", 0.015625, "certificate")]
    [InlineData(0.015625, "1/32:1/16", 0.015625, "certificate")]
    [InlineData(0.5, "1/65536:1/2", 0.015625, "measured")]
    [InlineData(null, null, 0.002, "bound")]
    [InlineData(0.001, null, 0.015625, "measured")]
    [InlineData(0.015, null, 0.015625, "exactly 0.015 at 0.125, where it is 0.015625")]
    public void Verify_says_which_claims_of_the_file_are_false(double? measured, string? certified, double bound, string word)
    {
        string file = Claiming("false.qrn", measured, certified, bound);
        Outcome verified = Run("verify", file, "--output", Path("true.qrn"));
        verified.ExitCode.Should().Be(ExitCode.ClaimFails);
        verified.Lines.Should().ContainSingle(l => l.StartsWith("file ", StringComparison.Ordinal)).Which.Should().Contain(word).And.Contain("false");
        JsonElement json = Run("verify", file, "--json").Json;
        json.GetProperty("falseClaims").EnumerateArray().Should().ContainSingle().Which.GetString().Should().Contain(word);
        Run("info", Path("true.qrn")).ShouldSucceed().Out.Should().Contain("error certified between 0.0156");
    }

    [Fact]
    public void True_claims_are_not_accused()
    {
        string file = Claiming("true.qrn", 0.015625, "1/64:1/64");
        Run("info", file).ShouldSucceed().Out.Should().NotContain("contradict");
        Outcome verified = Run("verify", file).ShouldSucceed();
        verified.Out.Should().NotContain("false");
        Run("verify", file, "--json").ShouldSucceed().Json.GetProperty("falseClaims").GetArrayLength().Should().Be(0);
        Run("verify", file, "--target", "x^2+1").Out.Should().NotContain("false").And.NotContain("measured", "they were claimed of another target");
    }

    [Fact]
    public void A_plot_draws_what_it_proves_and_not_what_a_file_says()
    {
        Run("plot", Claiming("false.qrn", null, "1/2048:1/1024"), "--output", Path("plot.svg"), "--samples", "100").ShouldSucceed();
        File.ReadAllText(Path("plot.svg")).Should().Contain("proved: the greatest error is between 0.015624 and 0.015626");
        ConstructedNetwork product = NetworkFile.Load(Product());
        NetworkFile.Save(product with { Provenance = product.Provenance with { Certified = new CertifiedError(Dyadic.PowerOfTwo(-9), Dyadic.PowerOfTwo(-8)) } },
            Path("claim.qrn"));
        Run("plot", Path("claim.qrn"), "--output", Path("map.svg"), "--samples", "100").ShouldSucceed();
        File.ReadAllText(Path("map.svg")).Should()
            .NotContain("proved: the").And.Contain("the file says: the greatest error is between 0.0019531 and 0.0039063");
    }

    [Theory]
    [InlineData("domain", """[["0","2"]]""", "domain")]
    [InlineData("target", "\"x^3\"", "target")]
    public void Two_readers_of_a_file_see_one_network(string member, string value, string word)
    {
        Run("export", Square(), "--output", Path("square.json")).ShouldSucceed();
        JsonNode json = JsonNode.Parse(File.ReadAllText(Path("square.json")))!;
        json[member] = JsonNode.Parse(value);
        Run("info", Write("other.json", json.ToJsonString())).ShouldRefuse(ExitCode.BadInput, word, "provenance");
        json.AsObject().Remove(member);
        Run("info", Write("less.json", json.ToJsonString())).ShouldSucceed();
    }

    [Theory]
    [InlineData("errorExact", "\"1/20\"")]
    [InlineData("measuredError", "-1")]
    [InlineData("samples", "0")]
    [InlineData("measuredAt", "[0.5,0.5]")]
    [InlineData("measuredAt", "[1.5]")]
    [InlineData("measuredAt", "[-1e-9]")]
    [InlineData("lambda", "1")]
    [InlineData("lambda", "null")]
    [InlineData("errorBound", "-0.1")]
    [InlineData("certifiedError", """{"lower":0.01,"upper":0.02,"lowerExact":"1/64","upperExact":"1/32"}""")]
    [InlineData("targetKind", "\"samples!\"")]
    [InlineData("targetTable", """{"samples":[["0","0"]]}""")]
    [InlineData("targetTable", """{"samples":[["0","0"],["1"]]}""")]
    public void Claims_that_mean_nothing_are_refused(string member, string value)
    {
        BuildPaper("x/2", "--error", "0.3", "--output", Path("half.json")).ShouldSucceed();
        JsonNode json = JsonNode.Parse(File.ReadAllText(Path("half.json")))!;
        json["provenance"]![member] = JsonNode.Parse(value);
        Run("info", Write("other.json", json.ToJsonString())).ShouldRefuse(ExitCode.BadInput, "other.json' cannot be read as a network");
    }
}
