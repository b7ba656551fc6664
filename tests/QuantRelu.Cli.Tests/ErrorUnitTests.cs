using System.Globalization;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>Errors in the target's own unit on the command line: large ones, percentages of the range, relative ones.</summary>
public class ErrorUnitTests : ToolTests
{
    private const string Arch = "400*x*(1-x)";

    private string Thermistor() => $"@{Write("ntc.csv", "raw;celsius\n0;125\n100;84\n250;51\n400;28\n600;3\n800;-19\n1000;-37\n1023;-40\n")}";

    [Fact]
    public void An_error_above_1_is_an_error_in_the_targets_unit()
    {
        var json = Run("build", Thermistor(), "--error", "2", "--certify", "--json").ShouldSucceed().Json;
        (json.GetProperty("error").GetDouble(), json.TryGetProperty("errorScale", out _)).Should().Be((2.0, false));
        json.GetProperty("certifiedError").GetProperty("upper").GetDouble().Should().BeLessThanOrEqualTo(2);
    }

    [Fact]
    public void A_percentage_is_told_with_the_range_and_the_number_that_it_is()
    {
        string file = Path("ntc.qrn");
        Outcome built = Run("build", Thermistor(), "--error", "1%", "--certify", "--output", file).ShouldSucceed();
        built.Out.Should().Contain("error asked     1.65, 1% of the range, which is 165").And.MatchRegex("error certified .*% of the range");
        var json = Run("info", file, "--json").ShouldSucceed().Json;
        json.GetProperty("error").GetDouble().Should().Be(1.65);
        json.GetProperty("errorScale").GetProperty("asked").GetString().Should().Be("1% of the range");
        (json.GetProperty("errorScale").GetProperty("least").GetString(), json.GetProperty("errorScale").GetProperty("part").GetString())
            .Should().Be(("165", "1/100"));
        json.GetProperty("certifiedPart").GetProperty("upper").GetDouble().Should().BeLessThanOrEqualTo(0.01);
        json.GetProperty("measuredPart").GetDouble().Should().BeApproximately(json.GetProperty("measuredError").GetDouble() / 165, 1e-15);

        Run("verify", file, "--error", "1%").ShouldSucceed().Out.Should().Contain("proved: at most 1.65 everywhere, 1% of the range, which is 165");
        Run("verify", file, "--error", "0.1%").ExitCode.Should().Be(ExitCode.ClaimFails);
        Run("verify", file, "--error", "1%", "--json").ShouldSucceed().Json.GetProperty("errorAsked").GetString().Should().Be("1% of the range");
    }

    [Fact]
    public void An_exported_claim_may_be_a_percentage()
    {
        string square = Square();
        Run("export", square, "--error", "2%", "--output", Path("square.sollya")).ShouldSucceed();
        File.ReadAllText(Path("square.sollya")).Should().Contain("1/50");
        Run("export", square, "--error", "0%", "--output", Path("square.sollya")).ShouldRefuse(ExitCode.BadInput, "above 0%");
    }

    [Fact]
    public void A_relative_error_is_told_as_one()
    {
        string file = Path("exp.qrn");
        Run("build", "exp(2*x)", "--relative-error", "0.05", "--certify", "--output", file).ShouldSucceed()
            .Out.Should().Contain("error asked     0.05, relative 0.05, where |target| is at least 1").And.Contain(", relative at most 0.0");
        Run("info", file, "--json").ShouldSucceed().Json.GetProperty("errorScale").GetProperty("of").GetString().Should().Be("relative");
    }

    [Fact]
    public void Lists_of_errors_have_percentages_of_each_targets_range()
    {
        string rows = Run("sweep", Arch, "x", "--error", "10%,20%", "--construction", "crossbar", "--samples", "100").ShouldSucceed().Out;
        string[] heading = rows.Split('\n')[0].Split(',');
        int error = Array.IndexOf(heading, "error");
        string[][] cells = [.. rows.TrimEnd().Split('\n')[1..].Select(r => r.Split(','))];
        cells.Select(c => double.Parse(c[error], CultureInfo.InvariantCulture)).Distinct().Should().Equal(20, 10, 0.2, 0.1);
        cells.Select(c => c[^1].TrimEnd('\r')).Distinct().Should().Equal("20% of the range", "10% of the range");
        Run("compare", Arch, "--error", "5%", "--lambda", "2", "--construction", "crossbar", "--samples", "100").ShouldSucceed()
            .Out.Should().Contain("error 5, 5% of the range, which is between 100 and 100.01");
        Run("compare", Arch, "--error", "5%", "--lambda", "2", "--construction", "crossbar", "--samples", "100", "--json").ShouldSucceed()
            .Json.GetProperty("errorAsked").GetString().Should().Be("5% of the range");
    }

    [Theory]
    [InlineData("--error is 0%; a percentage of the target's range must be above 0% and below 100%.", "x", "--error", "0%")]
    [InlineData("--error is 120%; a percentage of the target's range must be above 0% and below 100%.", "x", "--error", "120%")]
    [InlineData("--error is -1%;", "x", "--error=-1%")]
    [InlineData("--error is 'nan%'; it must be a number", "x", "--error", "nan%")]
    [InlineData("--error is '0,5'; it must be a number such as 0.01", "x", "--error", "0,5")]
    [InlineData("--error and --relative-error each say what is allowed", "x", "--error", "1", "--relative-error", "0.1")]
    [InlineData("--relative-error is 1; it must be above 0 and below 1.", "x", "--relative-error", "1")]
    [InlineData("--relative-error is '1%'; it must be a number", "x", "--relative-error", "1%")]
    [InlineData("0*x+3 is constant on 0:1", "0*x+3", "--error", "1%")]
    [InlineData("x-1/2 is 0 near x = 0.5, where no relative error can be kept", "x-1/2", "--relative-error", "0.1")]
    [InlineData("Option '--error' is required.", "x")]
    public void What_is_no_error_is_one_sentence(string sentence, params string[] arguments) =>
        Run(["build", .. arguments]).ShouldRefuse(ExitCode.BadInput, sentence);
}
