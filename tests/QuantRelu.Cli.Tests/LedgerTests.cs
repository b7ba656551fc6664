using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class LedgerTests : ToolTests
{
    private static readonly string[] Small = ["build", "x*(1-x)/2", "--construction", "paper", "--error", "0.1", "--smoothness", "2", "--samples", "500"];

    [Fact]
    public void The_total_of_the_ledger_is_the_measured_error()
    {
        JsonElement report = Run([.. Small, "--ledger", "--json"]).ShouldSucceed().Json;
        JsonElement[] terms = [.. report.GetProperty("ledger").GetProperty("terms").EnumerateArray()];
        terms[^1].GetProperty("measured").GetDouble().Should().Be(report.GetProperty("measuredError").GetDouble());
        terms[^1].GetProperty("target").GetDouble().Should().Be(report.GetProperty("errorBound").GetDouble());
        report.GetProperty("ledger").GetProperty("samples").GetInt32().Should().Be(501);
        Run([.. Small, "--json"]).ShouldSucceed().Json.TryGetProperty("ledger", out _).Should().BeFalse();
    }

    [Fact]
    public void It_is_a_table_of_the_report_and_a_section_of_the_page()
    {
        Run([.. Small, "--ledger", "--lambda", "3", "--activation", "leaky:1/4"]).ShouldSucceed().Out.Should().ContainAll(
            "the paper bounds it by", "this target gives", "measured", "(16), (17)", "in all, f - f''");
        Run([.. Small, "--report", Path("page.html")]).ShouldSucceed().Out.Should().NotContain("the paper bounds it by");
        File.ReadAllText(Path("page.html")).Should().ContainAll("Where the error comes from", "(20), (21)");
        BuildPaper("x/2", "--error", "0.3", "--structure", "dependent", "--report", Path("other.html")).ShouldSucceed();
        File.ReadAllText(Path("other.html")).Should().NotContain("Where the error comes from");
    }

    [Theory]
    [InlineData("--dry-run measures nothing", "--dry-run")]
    [InlineData("inequalities of Theorem 1", "--structure", "dependent")]
    public void Networks_without_such_a_ledger_are_refused(string words, params string[] args) =>
        Run(["build", "x/2", "--construction", "paper", "--error", "0.3", "--ledger", .. args]).ShouldRefuse(ExitCode.BadInput, words);
}
