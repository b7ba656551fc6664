using System.Text.Json;
using FluentAssertions;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Cli.Tests;

public sealed class ExportTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Json_goes_to_standard_output_or_to_a_file_and_is_the_same()
    {
        string file = await _folder.Product();
        Outcome printed = (await Tool.Run("export", file, "--format", "json")).Succeeds();
        printed.Error.Should().BeEmpty();
        (await Tool.Run("export", file, "--output", "-")).Succeeds().Out.Should().Be(printed.Out);
        (await Tool.Run("export", file, "--format", "json", "--output", _folder.At("net.json"))).Succeeds().Out.Should().BeEmpty();
        File.ReadAllText(_folder.At("net.json")).Should().Be(printed.Out);
        File.ReadAllText(await _folder.Product("direct.json")).Should().Be(printed.Out);
    }

    [Fact]
    public async Task The_json_has_the_members_that_other_programs_read_and_the_counts_of_the_network()
    {
        Outcome outcome = (await Tool.Run("export", await _folder.Product())).Succeeds();
        Network network = _folder.Load("product.qrn").Network;
        NetworkCounts counts = network.Count();
        JsonElement json = outcome.Json;
        json.GetProperty("format").GetString().Should().Be("quantrelu-network");
        json.GetProperty("version").GetInt32().Should().Be(1);
        json.GetProperty("inputs").GetInt32().Should().Be(2);
        json.GetProperty("outputs").GetInt32().Should().Be(1);
        json.GetProperty("codebook").EnumerateArray().Select(v => v.GetString()).Should().Equal("-1/2", "1/2");
        json.GetProperty("domain").GetRawText().Replace(" ", string.Empty, StringComparison.Ordinal).ReplaceLineEndings(string.Empty).Should().Be("[[\"-1\",\"1\"],[\"-1\",\"1\"]]");
        JsonElement[] layers = [.. json.GetProperty("layers").EnumerateArray()];
        layers.Should().HaveCount(counts.Depth);
        layers.Select(l => l.GetProperty("units").GetInt64()).Should().Equal(counts.Layers.Select(l => (long)l.Units));
        layers.Select(l => l.GetProperty("columns").GetArrayLength()).Should().Equal(counts.Layers.Select(l => (int)l.Connections));
        layers.Select(l => l.GetProperty("codes").GetArrayLength()).Should().Equal(counts.Layers.Select(l => (int)l.Connections));
        layers.Select(l => l.GetProperty("biases").EnumerateArray().Count(b => b.GetInt32() >= 0)).Should().Equal(counts.Layers.Select(l => (int)l.Biases));
        layers.Select(l => l.GetProperty("activation").GetString()).Should().Equal(Enumerable.Repeat("relu", counts.Depth - 1).Append("identity"));
    }

    [Fact]
    public async Task An_export_is_exported_to_the_same_bytes()
    {
        string json = await _folder.Product("net.json");
        (await Tool.Run("export", json)).Succeeds().Out.Should().Be(File.ReadAllText(json));
    }

    [Fact]
    public async Task A_missing_file_and_an_unwritable_output_are_refused()
    {
        (await Tool.Run("export", _folder.At("none"))).Refuses(ExitCode.BadInput, "There is no file");
        string file = await _folder.Square();
        (await Tool.Run("export", file, "--output", _folder.At(""))).Refuses(ExitCode.BadInput, "is a directory");
        (await Tool.Run("export", file, "--output", _folder.At("no/net.json"))).Refuses(ExitCode.BadInput, "there is no directory");
        _folder.Files.Should().Equal("square.qrn");
    }
}
