using System.Text.Json;
using FluentAssertions;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Cli.Tests;

public sealed class InfoTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("net.qrn", true)]
    [InlineData("net.json", false)]
    public async Task Info_reports_what_the_build_reported(string name, bool keepsBlocks)
    {
        string[] build = ["build", "x*(1-x)/2", "--error", "0.2", "--smoothness", "1", "--json", "--output", _folder.At(name)];
        Outcome built = (await Tool.Run(build)).Succeeds();
        Outcome info = (await Tool.Run("info", _folder.At(name), "--json")).Succeeds();

        // A flat network has the same counts; its digest is another one, as that is taken from the blocks.
        string hash = keepsBlocks ? string.Empty : built.Json.GetProperty("topologyHash").GetString()!;
        string flat = keepsBlocks ? string.Empty : info.Json.GetProperty("topologyHash").GetString()!;
        info.Out.Should().Be(keepsBlocks ? built.Out : built.Out.Replace(hash, flat, StringComparison.Ordinal));
        info.Error.Should().BeEmpty();
        ReportKeys.AreComplete(info.Json);
        ReportKeys.AreOf(info.Json, _folder.Load(name).Network);
    }

    [Fact]
    public async Task The_report_for_people_is_that_of_the_build()
    {
        Outcome built = (await Tool.Run("build", "x/2", "--error", "0.3", "--output", _folder.At("net"))).Succeeds();
        (await Tool.Run("info", _folder.At("net"))).Succeeds().Out.Should().Be(built.Out);
    }

    [Fact]
    public async Task Verbose_adds_every_layer_and_the_layers_add_up()
    {
        string file = await _folder.Square();
        NetworkCounts counts = _folder.Load("square.qrn").Network.Count();
        JsonElement report = (await Tool.Run("info", file, "-v", "--json")).Succeeds().Json;
        JsonElement[] layers = [.. report.GetProperty("layers").EnumerateArray()];
        layers.Should().HaveCount(counts.Depth);
        layers.Sum(l => l.GetProperty("connections").GetInt64() + l.GetProperty("biases").GetInt64()).Should().Be((long)counts.Weights);

        string[] lines = (await Tool.Run("info", file, "--verbose")).Succeeds().Lines;
        lines[^(counts.Depth + 1)].Should().MatchRegex(@"^\s*layer\s+units\s+connections\s+biases\s+weights$");
        lines[^counts.Depth..].Select(l => long.Parse(l.Split([' '], StringSplitOptions.RemoveEmptyEntries)[^1].Replace(",", string.Empty, StringComparison.Ordinal)))
            .Should().Equal(counts.Layers.Select(l => (long)l.Weights));
    }

    [Fact]
    public async Task A_missing_or_foreign_file_is_refused_by_its_name()
    {
        (await Tool.Run("info", _folder.At("none"))).Refuses(ExitCode.BadInput, "There is no file", "none");
        (await Tool.Run("info", _folder.At(""))).Refuses(ExitCode.BadInput);
        (await Tool.Run("info", _folder.Write("empty", ""))).Refuses(ExitCode.BadInput, "empty' cannot be read as a network");
        (await Tool.Run("info", _folder.Write("text", "hello, world"))).Refuses(ExitCode.BadInput, "text' cannot be read as a network");
        (await Tool.Run("info", _folder.Write("other.json", "{\"format\":\"other\",\n\"version\":1}"))).Refuses(ExitCode.BadInput, "other.json' cannot be read as a network");
        (await Tool.Run("info", _folder.Write("broken.json", "{\"format\":\n"))).Refuses(ExitCode.BadInput, "broken.json' cannot be read as a network");
    }

    [Theory]
    [InlineData("square.qrn")]
    [InlineData("square.json")]
    public async Task A_truncated_file_is_refused(string name)
    {
        byte[] whole = await File.ReadAllBytesAsync(await _folder.Square(name));
        for (int part = 0; part < 12; part++)
        {
            string file = _folder.At("cut");
            await File.WriteAllBytesAsync(file, whole[..(whole.Length * part / 12)]);
            foreach (string[] command in new string[][] { ["info", file], ["evaluate", file, "--at", "0"], ["export", file, "--format", "json"] })
            {
                (await Tool.Run(command)).Refuses(ExitCode.BadInput, "cut' cannot be read as a network");
            }
        }
    }

    [Fact]
    public async Task A_corrupted_or_newer_file_is_refused()
    {
        byte[] bytes = await File.ReadAllBytesAsync(await _folder.Square());
        (await Changed(bytes.Length / 2)).Refuses(ExitCode.BadInput, "corrupted");
        (await Changed(bytes.Length - 1)).Refuses(ExitCode.BadInput, "corrupted");
        (await Changed(8)).Refuses(ExitCode.BadInput, "version");
        (await Changed(0)).Refuses(ExitCode.BadInput, "QRELUNET");

        async Task<Outcome> Changed(int at)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 0x40;
            await File.WriteAllBytesAsync(_folder.At("changed"), changed);
            return await Tool.Run("info", _folder.At("changed"));
        }
    }
}
