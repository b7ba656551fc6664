using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class ComponentTests : ToolTests
{
    [Theory]
    [InlineData("square", "--r", "3")]
    [InlineData("square", "--r", "3", "--lambda", "4", "--quantization", "linear")]
    [InlineData("multiply", "--r", "3")]
    [InlineData("weight", "--value", "-1/3", "--t", "6", "--lambda", "3")]
    [InlineData("weight", "--value=-1", "--t", "4")]
    [InlineData("abs")]
    [InlineData("scale", "--factor", "-5/4")]
    [InlineData("hat", "--grid", "4", "--line", "0")]
    [InlineData("psi", "--grid", "4", "--dimension", "2", "--r", "3")]
    public void A_component_is_within_its_bound_reports_itself_and_loads_back(params string[] args)
    {
        string[] command = ["component", .. args, "--json", "--output"];
        Outcome binary = (Run([.. command, Path("net.qrn")])).ShouldSucceed();
        binary.Error.Should().BeEmpty();
        JsonElement report = binary.Json;
        ReportKeys.AreComplete(report);
        ReportKeys.AreOf(report, NetworkFile.Load(Path("net.qrn")).Network);
        report.GetProperty("measuredError").GetDouble().Should().BeLessThanOrEqualTo(report.GetProperty("errorBound").GetDouble());

        (Run([.. command, Path("net.json")])).ShouldSucceed().Out.Should().Be(binary.Out);
        NetworkFile.Load(Path("net.json")).Network.Count().Weights.Should().Be(NetworkFile.Load(Path("net.qrn")).Network.Count().Weights);
        ReportKeys.AreToldAgain((Run("info", Path("net.qrn"), "--json")).ShouldSucceed().Out, binary.Out);
    }

    [Theory]
    [InlineData("--lambda", "2")]
    [InlineData("--lambda", "2", "--quantization", "linear")]
    [InlineData("--quantization", "none")]
    public void A_weight_finer_than_a_machine_word_is_made(params string[] family)
    {
        foreach (string t in new[] { "60", "64" })
        {
            JsonElement report = Run(["component", "weight", "--value", "1/3", "--t", t, .. family, "--json"]).ShouldSucceed().Json;
            report.GetProperty("measuredError").GetDouble().Should().BePositive().And.BeLessThanOrEqualTo(report.GetProperty("errorBound").GetDouble());
            report.GetProperty("measuredExactly").GetBoolean().Should().BeTrue();
        }

        (Run(["component", "weight", "--value", "1/3", "--t", "501", .. family])).ShouldRefuse(ExitCode.BadInput, "from 1 to 500");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void The_bound_of_the_square_is_that_of_Proposition_1(int r)
    {
        JsonElement report = (Run("component", "square", "--r", $"{r}", "--json")).ShouldSucceed().Json;
        report.GetProperty("errorBound").GetDouble().Should().Be(Math.ScaleB(1, -2 * (r + 1)));
    }

    [Fact]
    public void The_topology_of_a_weight_does_not_depend_on_it()
    {
        JsonElement a = (Run("component", "weight", "--value", "0.3", "--t", "6", "--json")).ShouldSucceed().Json;
        JsonElement b = (Run("component", "weight", "--value", "-0.9", "--t", "6", "--json")).ShouldSucceed().Json;
        b.GetProperty("topologyHash").GetString().Should().Be(a.GetProperty("topologyHash").GetString());
    }

    [Theory]
    [InlineData("--r is 0", "square", "--r", "0")]
    [InlineData("--r is many", "square", "--r", "many")]
    [InlineData("--value is 2", "weight", "--value", "2")]
    [InlineData("--value is 'w'", "weight", "--value", "w")]
    [InlineData("'--value' is required", "weight")]
    [InlineData("--t is 0", "weight", "--value", "1/2", "--t", "0")]
    [InlineData("--factor is 1/3", "scale", "--factor", "1/3")]
    [InlineData("'--factor' is required", "scale")]
    [InlineData("--grid is 3", "hat", "--grid", "3")]
    [InlineData("--line is 9", "hat", "--grid", "8", "--line", "9")]
    [InlineData("--dimension is 7", "psi", "--dimension", "7")]
    [InlineData("--lambda is 1", "abs", "--lambda", "1")]
    [InlineData("3", "abs", "--lambda", "3", "--quantization", "linear")]
    public void Bad_input_is_refused_with_one_sentence_and_nothing_is_written(string words, params string[] args)
    {
        (Run(["component", .. args, "--output", Path("net")])).ShouldRefuse(ExitCode.BadInput, words);
        Files.Should().BeEmpty();
    }
}
