using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class ExportTests : ToolTests
{
    [Fact]
    public void Json_goes_to_standard_output_or_to_a_file_and_is_the_same()
    {
        string file = Product();
        Outcome printed = (Run("export", file, "--format", "json")).ShouldSucceed();
        printed.Error.Should().BeEmpty();
        (Run("export", file, "--output", "-")).ShouldSucceed().Out.Should().Be(printed.Out);
        (Run("export", file, "--format", "json", "--output", Path("net.json"))).ShouldSucceed().Out.Should().BeEmpty();
        File.ReadAllText(Path("net.json")).Should().Be(printed.Out);
        File.ReadAllText(Product("direct.json")).Should().Be(printed.Out);
    }

    [Fact]
    public void The_json_has_the_members_that_other_programs_read_and_the_counts_of_the_network()
    {
        Outcome outcome = (Run("export", Product())).ShouldSucceed();
        Network network = NetworkFile.Load(Path("product.qrn")).Network;
        NetworkCounts counts = network.Count();
        JsonElement json = outcome.Json;
        json.GetProperty("format").GetString().Should().Be("quantrelu-network");
        json.GetProperty("version").GetInt32().Should().Be(1);
        json.GetProperty("inputs").GetInt32().Should().Be(2);
        json.GetProperty("outputs").GetInt32().Should().Be(1);
        json.GetProperty("codebook").EnumerateArray().Select(v => v.GetString()).Should().Equal("-1/2", "1/2");
        json.GetProperty("domain").GetRawText().Replace(" ", string.Empty, StringComparison.Ordinal).ReplaceLineEndings(string.Empty).Should()
            .Be("[[\"-1\",\"1\"],[\"-1\",\"1\"]]");
        JsonElement[] layers = [.. json.GetProperty("layers").EnumerateArray()];
        layers.Should().HaveCount(counts.Depth);
        layers.Select(l => l.GetProperty("units").GetInt64()).Should().Equal(counts.Layers.Select(l => (long)l.Units));
        layers.Select(l => l.GetProperty("columns").GetArrayLength()).Should().Equal(counts.Layers.Select(l => (int)l.Connections));
        layers.Select(l => l.GetProperty("codes").GetArrayLength()).Should().Equal(counts.Layers.Select(l => (int)l.Connections));
        layers.Select(l => l.GetProperty("biases").EnumerateArray().Count(b => b.GetInt32() >= 0)).Should().Equal(counts.Layers.Select(l => (int)l.Biases));
        layers.Select(l => l.GetProperty("activation").GetString()).Should().Equal(Enumerable.Repeat("relu", counts.Depth - 1).Append("identity"));
    }

    [Fact]
    public void An_export_is_exported_to_the_same_bytes()
    {
        string json = Product("net.json");
        (Run("export", json)).ShouldSucceed().Out.Should().Be(File.ReadAllText(json));
    }

    [Fact]
    public void A_missing_file_and_an_unwritable_output_are_refused()
    {
        (Run("export", Path("none"))).ShouldRefuse(ExitCode.BadInput, "There is no file");
        string file = Square();
        (Run("export", file, "--output", Path(""))).ShouldRefuse(ExitCode.BadInput, "is a directory");
        (Run("export", file, "--output", Path("no/net.json"))).ShouldRefuse(ExitCode.BadInput, "there is no directory");
        Files.Should().Equal("square.qrn");
    }
}
