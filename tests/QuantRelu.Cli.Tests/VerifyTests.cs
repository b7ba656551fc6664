using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class VerifyTests : ToolTests
{
    private string Saved(string target = "x*(1-x)/2", string error = "0.1", string smoothness = "2", params string[] more)
    {
        Run(["build", target, "--error", error, "--smoothness", smoothness, "--output", Path("net.qrn"), .. more]).ShouldSucceed();
        return Path("net.qrn");
    }

    [Fact]
    public void A_certificate_is_saved_with_the_target_that_it_is_for()
    {
        Run("verify", Square(), "--target", "x", "--output", Path("other.qrn")).ShouldSucceed();
        System.Text.Json.JsonElement info = Run("info", Path("other.qrn"), "--json").ShouldSucceed().Json;
        info.GetProperty("target").GetString().Should().Be("x");
        info.GetProperty("errorBound").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
        info.GetProperty("certifiedError").GetProperty("lower").GetDouble().Should().BeGreaterThan(0.2);
        Run("verify", Square(), "--output", Path("own.qrn")).ShouldSucceed();
        Run("info", Path("own.qrn"), "--json").ShouldSucceed().Json.GetProperty("target").GetString().Should().Be("x^2");
    }

    [Fact]
    public void A_network_is_proved_and_the_interval_holds_what_was_measured()
    {
        JsonElement json = Run("verify", Saved(), "--json").ShouldSucceed().Json;
        JsonElement error = json.GetProperty("certifiedError");
        (double lower, double upper) = (error.GetProperty("lower").GetDouble(), error.GetProperty("upper").GetDouble());
        lower.Should().BeGreaterThanOrEqualTo(upper * 0.999);
        json.GetProperty("holds").GetBoolean().Should().BeTrue();
        json.GetProperty("measuredError").GetDouble().Should().BeLessThanOrEqualTo(upper);
        json.GetProperty("errorBound").GetDouble().Should().BeGreaterThanOrEqualTo(upper);
        Run("verify", Path("net.qrn")).ShouldSucceed().Out.Should().Contain("proved: at most 0.1 everywhere");
    }

    [Fact]
    public void Build_certifies_into_the_report_and_the_file()
    {
        JsonElement built = Run("build", "x*(1-x)/2", "--error", "0.1", "--smoothness", "2", "--certify", "--json", "--output", Path("c.qrn")).ShouldSucceed().Json;
        JsonElement verified = Run("verify", Path("c.qrn"), "--json").ShouldSucceed().Json;
        built.GetProperty("certifiedError").GetRawText().Replace(" ", string.Empty, StringComparison.Ordinal)
            .Should().Be(verified.GetProperty("certifiedError").GetRawText().Replace(" ", string.Empty, StringComparison.Ordinal));
        Run("info", Path("c.qrn")).ShouldSucceed().Out.Should().Contain("error certified between");
    }

    [Theory]
    [InlineData("x", "0.1", "refuted: 0.1 is exceeded")]
    [InlineData("x*(1-x)/2", "1e-6", "refuted: 1E-06 is exceeded")]
    [InlineData("1/(x-1/3)", "0.1", "not proved")]
    [InlineData("log(x)", "0.1", "not proved")]
    public void What_does_not_hold_ends_with_2(string target, string error, string verdict)
    {
        Outcome outcome = Run("verify", Saved(), "--target", target, "--error", error);
        outcome.ExitCode.Should().Be(2);
        outcome.Out.Should().Contain(verdict);
        outcome.Error.Should().BeEmpty();
    }

    [Fact]
    public void Two_variables_other_domains_and_activations_are_certified()
    {
        string file = Saved("x*y/4", "0.9", "1", "--domain=-1:1,0:1/3", "--activation", "leaky:1/4");
        JsonElement json = Run("verify", file, "--json", "--tolerance", "0.5").ShouldSucceed().Json;
        json.GetProperty("holds").GetBoolean().Should().BeTrue();
        json.GetProperty("measuredError").GetDouble().Should().BeLessThanOrEqualTo(json.GetProperty("certifiedError").GetProperty("upper").GetDouble());
    }

    [Fact]
    public void Components_are_certified_and_may_be_given_a_claim()
    {
        Run("component", "square", "--r", "5", "--output", Path("s.qrn")).ShouldSucceed();
        Run("verify", Path("s.qrn")).ShouldSucceed().Out.Should().Contain("none; --error").And.Contain("0.0002441 by the construction");
        Run("verify", Path("s.qrn"), "--error", "0.00025").ShouldSucceed().Out.Should().Contain("proved: at most 0.00025 everywhere");
    }

    [Theory]
    [InlineData("--target", "x +", "character 3")]
    [InlineData("--target", "x*y", "variable")]
    [InlineData("--tolerance", "2", "--tolerance is 2")]
    [InlineData("--time-limit", "-1", "--time-limit is -1")]
    public void Bad_input_is_one_sentence(string option, string value, string part) => Run("verify", Saved(), $"{option}={value}").ShouldRefuse(1, part);

    [Fact]
    public void A_table_of_samples_is_certified_exactly()
    {
        File.WriteAllText(Path("table.csv"), "x,y\n0,0\n0.25,0.2\n1,-0.3\n");
        Run("build", $"@{Path("table.csv")}", "--error", "0.1", "--structure", "dependent", "--output", Path("t.qrn"), "--certify").ShouldSucceed().Out.Should().Contain("error certified between");
        Run("verify", Path("t.qrn"), "--target", $"@{Path("table.csv")}").ShouldSucceed().Out.Should().Contain("proved: at most 0.1 everywhere");
    }
}
