using System.Text.Json;
using System.Xml.Linq;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class GrowthTests : ToolTests
{
    [Fact]
    public void The_law_is_told_in_words_and_as_coefficients()
    {
        string text = Run("growth", "--quantization", "nonlinear,none").ShouldSucceed().Out;
        text.Should().ContainAll("A + B = L²/2 + 69L/2 + 211", "at L = 69;", "9.911 to 14.53 times free weights", "8 to 56 by the expressions", "3L + 24");
        JsonElement json = Run("growth", "--quantization", "nonlinear,none", "--json").ShouldSucceed().Json;
        JsonElement[] curves = [.. json.GetProperty("curves").EnumerateArray()];
        curves.Select(c => c.GetProperty("lambda").GetRawText()).Should().Equal("2", "null");
        curves[0].GetProperty("law").GetProperty("weightsPerPoint").EnumerateArray().Select(c => c.GetString()).Should().Equal("211", "69/2", "1/2");
        curves[0].GetProperty("rows").GetArrayLength().Should().Be(7);
    }

    [Fact]
    public void Rows_have_the_counts_of_build_and_go_where_they_are_sent()
    {
        string[] wanted = ["growth", "--smoothness", "2", "--error", "0.01,1/10", "--lambda", "3"];
        Run([.. wanted, "--output", Path("g.csv")]).ShouldSucceed().Out.Should().Contain("Theorem 1");
        string[] lines = File.ReadAllLines(Path("g.csv"));
        Run([.. wanted, "--format", "csv"]).ShouldSucceed().Lines.Should().Equal(lines);
        Run([.. wanted, "--output", Path("g.json")]).ShouldSucceed();
        JsonElement[] rows = [.. JsonDocument.Parse(File.ReadAllText(Path("g.json"))).RootElement.EnumerateArray()];
        rows.Select(r => r.GetProperty("error").GetString()).Should().Equal("1/10", "1/100");
        JsonElement built = BuildPaper("x^2/2", "--error", "0.01", "--smoothness", "2", "--lambda", "3", "--dry-run", "--json").ShouldSucceed().Json;
        foreach (string name in new[] { "depth", "width", "units", "weights", "bits" })
        {
            rows[1].GetProperty(name).GetRawText().Should().Be(built.GetProperty(name).GetRawText());
        }

        lines.Should().HaveCount(3);
        lines[0].Split(',').Should().Equal(rows[0].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Networks_far_beyond_64_bits_are_counted_and_drawn()
    {
        Run("growth", "--dimension", "3", "--log-error", "8,200", "--plot", Path("g.svg")).ShouldSucceed().Out.Should().Contain("2^207");
        XDocument.Load(Path("g.svg")).Root!.Value.Should().ContainAll("λ = 2, nonlinear, counted", "expression", "d = 3, n = 1");
    }

    [Fact]
    public void Networks_that_depend_on_a_target_are_built()
    {
        string text = Run("growth", "--structure", "dependent", "--target", "sine", "--log-error", "4,6", "--plot", Path("g.png")).ShouldSucceed().Out;
        text.Should().ContainAll("Networks for sine, built and counted", "the counts depend on the target", "weights/T");
        Files.Should().Equal("g.png");
        Run("growth", "--structure", "dependent", "--log-error", "6", "--max-weights", "10").ShouldRefuse(ExitCode.OverLimit, "limit of 10");
    }

    [Theory]
    [InlineData("--error and --log-error both", "--error", "0.1", "--log-error", "4")]
    [InlineData("above 0 and below 1", "--error", "2")]
    [InlineData("--log-error is '0'", "--log-error", "0")]
    [InlineData("needs an even λ, not 3", "--lambda", "3", "--quantization", "linear")]
    [InlineData("one variable and n = 1", "--structure", "dependent", "--dimension", "2")]
    [InlineData("--target is for networks", "--target", "sine")]
    [InlineData("ends neither in .csv nor in .json", "--output", "x.txt")]
    [InlineData("name of CSV", "--format", "json", "--output", "x.csv")]
    [InlineData("both go to standard output", "--json", "--format", "csv")]
    [InlineData(".svg or .png", "--plot", "x.csv")]
    [InlineData("whole number from 1 to 16", "--dimension", "17")]
    [InlineData("one input", "--structure", "dependent", "--target", "x*y")]
    public void Bad_input_is_one_sentence(string words, params string[] args)
    {
        Outcome outcome = Run(["growth", .. args]);
        outcome.ExitCode.Should().Be(ExitCode.BadInput);
        outcome.Error.TrimEnd().Should().NotContain("\n");
        outcome.Error.Should().Contain(words);
    }

    [Fact]
    public void Squarers_with_too_many_teeth_are_beyond_a_limit() =>
        Run("growth", "--smoothness", "2", "--log-error", "1000").ShouldRefuse(ExitCode.OverLimit, "teeth");

    [Fact]
    public void Too_many_kinds_of_terms_are_beyond_a_limit() =>
        Run("growth", "--dimension", "16", "--smoothness", "8").ShouldRefuse(ExitCode.OverLimit, "245157 multi-indices", "1000 is the most");
}
