using System.Xml.Linq;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class FigureTests : ToolTests
{
    [Theory]
    [InlineData("1b")]
    [InlineData("3", "exp(x)/3", "--error", "0.1", "--lambda", "3", "--smoothness", "3")]
    [InlineData("4", "hat")]
    [InlineData("5", "zigzag", "--error", "1/10", "--quantization", "linear")]
    public void A_figure_is_written_in_the_format_of_its_extension(params string[] args)
    {
        Run(["figure", .. args, "--output", Path("figure.svg")]).ShouldSucceed().Out.Should().BeEmpty();
        XDocument.Load(Path("figure.svg")).Root!.Value.Should().Contain($"Figure {args[0][..1]}");
        Run(["figure", .. args, "--output", Path("figure.PNG")]).ShouldSucceed().Error.Should().BeEmpty();
        File.ReadAllBytes(Path("figure.PNG")).Should().StartWith(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' });
        Files.Should().Equal("figure.PNG", "figure.svg");
    }

    [Fact]
    public void The_same_arguments_give_the_same_bytes()
    {
        Run("figure", "2", "--output", Path("a.png")).ShouldSucceed();
        Run("figure", "2", "--output", Path("b.png")).ShouldSucceed();
        File.ReadAllBytes(Path("b.png")).SequenceEqual(File.ReadAllBytes(Path("a.png"))).Should().BeTrue();
    }

    [Fact]
    public void The_figure_of_a_network_shows_the_counts_that_build_reports()
    {
        Run("figure", "3", "sine", "--output", Path("figure.svg")).ShouldSucceed();
        BuildPaper("sine", "--error", "0.01", "--smoothness", "2", "--dry-run", "--json").ShouldSucceed().Json.GetProperty("weights").GetInt64().Should()
            .Be(1_044_752);
        File.ReadAllText(Path("figure.svg")).Should().Contain("1,044,752 weights");
    }

    [Theory]
    [InlineData("There is no figure '1c': did you mean '1a'?", "1c")]
    [InlineData("There is no figure '6'; there are 1a, 1b, 2, 3, 4, 5, crossbar, cells.", "6")]
    [InlineData("Figure 2 shows no target", "2", "x")]
    [InlineData("Figure 1b takes no --raw", "1b", "--raw")]
    [InlineData("below 0.5717", "1a", "--dimension", "1", "--error", "0.6")]
    [InlineData("--dimension is '0'", "1a", "--dimension", "0")]
    [InlineData("1 to 6 can be told apart", "1a", "--dimension", "1..7")]
    [InlineData("Figure 4 takes no --lambda", "4", "--lambda", "3")]
    [InlineData("Figure 5 takes no --smoothness", "5", "--smoothness", "2")]
    [InlineData("--error is 0", "3", "--error", "0")]
    [InlineData("--error is 2; for figure 1b it must be above 0 and below 1.", "1b", "--error", "2")]
    [InlineData("one variable", "4", "x*y")]
    [InlineData("one input", "5", "x*y")]
    [InlineData("for one variable", "crossbar", "x*y")]
    [InlineData("one variable, but x*y has 2", "cells", "x*y")]
    [InlineData("Figure crossbar takes no --smoothness", "crossbar", "--smoothness", "2")]
    [InlineData("operand is missing", "3", "sin(")]
    [InlineData("order", "3", "hat")]
    [InlineData("argument 'y'", "3", "x", "y")]
    public void Bad_input_is_refused_with_one_sentence_and_nothing_is_written(string words, params string[] args)
    {
        Run(["figure", .. args, "--output", Path("figure.svg")]).ShouldRefuse(ExitCode.BadInput, words);
        Files.Should().BeEmpty();
    }

    [Fact]
    public void The_numbers_of_a_figure_are_written_as_csv_and_json()
    {
        foreach (string name in new[] { "1a", "1b", "4", "5", "crossbar", "cells" })
        {
            Run("figure", name, "--output", Path("f.csv")).ShouldSucceed().Out.Should().BeEmpty();
            Run("figure", name, "--output", Path("f.json")).ShouldSucceed();
            string[] lines = File.ReadAllLines(Path("f.csv"));
            using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path("f.json")));
            json.RootElement.GetArrayLength().Should().Be(lines.Length - 1).And.BePositive();
            json.RootElement[0].EnumerateObject().Select(p => p.Name).Should().Equal(lines[0].Split(','));
        }

        Run("figure", "1a", "--dimension", "10", "--error", "1e-4", "--raw", "--output", Path("raw.svg")).ShouldSucceed();
        XDocument.Load(Path("raw.svg")).Root!.Value.Should().ContainAll("with θ₁ = 1", "d = 10, n = 1, ε = 10⁻⁴");
    }

    [Fact]
    public void A_file_is_needed_whose_name_says_its_format_in_a_folder_that_exists()
    {
        Run("figure", "1a").ShouldRefuse(ExitCode.BadInput, "'--output' is required");
        Run("figure", "--output", Path("a.svg")).ShouldRefuse(ExitCode.BadInput, "figure");
        Run("figure", "3", "--output", Path("a.csv")).ShouldRefuse(ExitCode.BadInput, "Figure 3 is the drawing of a network", "no table");
        Run("figure", "1a", "--output", Path("a.jpg")).ShouldRefuse(ExitCode.BadInput, "a.jpg", ".svg or .png");
        Run("figure", "1a", "--output", Path("no/a.svg")).ShouldRefuse(ExitCode.BadInput, "there is no directory");
        Files.Should().BeEmpty();
    }
}
