using System.Text.Json;
using System.Text.RegularExpressions;
using FluentAssertions;
using QuantRelu.Formats;
using QuantRelu.Graph;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>benchmark: sets of verification instances.</summary>
public class BenchmarkTests : ToolTests
{
    [Fact]
    public void A_set_lies_in_the_directory_and_one_line_says_so()
    {
        Outcome outcome = Run("benchmark", Path("set"), "--count", "7", "--max-weights", "700", "--timeout", "9").ShouldSucceed();
        outcome.Lines.Should().ContainSingle().Which.Should().MatchRegex("^7 instances of 4 networks, [34] sat and [34] unsat, in '.*set'\\.$");
        outcome.Error.Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(Path("set")).Select(System.IO.Path.GetFileName).Should()
            .BeEquivalentTo("onnx", "vnnlib", "instances.csv", "generate_properties.py", "truth.csv", "truth.json");
        string[] instances = File.ReadAllLines(Path("set/instances.csv"));
        instances.Should().HaveCount(7).And.OnlyContain(l => Regex.IsMatch(l, @"^onnx/[\w-]+\.onnx,vnnlib/\d{4}[ab]\.vnnlib,9$"));
        instances.SelectMany(l => l.Split(',')[..2]).Should().OnlyContain(f => File.Exists(Path($"set/{f}")));
    }

    [Fact]
    public void What_cannot_be_is_refused_with_a_sentence_and_nothing_is_written()
    {
        Write("file", "mine");
        Directory.CreateDirectory(Path("full"));
        Write("full/mine", "mine");
        string[] small = ["--count", "2", "--max-weights", "300"];
        Run(["benchmark", Path("file"), .. small]).ShouldRefuse(ExitCode.BadInput, "cannot be written: a file of that name is there");
        Run(["benchmark", Path("full"), .. small]).ShouldRefuse(ExitCode.BadInput, "it is there already and not empty");
        Run(["benchmark", Path("no/set"), .. small]).ShouldRefuse(ExitCode.BadInput, "there is no directory");
        Run(["benchmark", Path("set"), "--margins", "1e-9", .. small]).ShouldRefuse(ExitCode.BadInput, "1E-09", "float32", "--thresholds float64 takes it.");
        Run(["benchmark", Path("set"), "--margins", "1e-19", "--thresholds", "float64", .. small]).ShouldRefuse(ExitCode.BadInput, "1E-19", "float64");
        Run(["benchmark", Path("set"), "--margins", "1", .. small]).ShouldRefuse(ExitCode.BadInput, "Margins are numbers from 0 to below 1");
        Run(["benchmark", Path("set"), "--margins=-1/2", .. small]).ShouldRefuse(ExitCode.BadInput, "Margins are numbers from 0 to below 1");
        Run(["benchmark", Path("set"), "--family", "chains", "--inputs", "3", .. small])
            .ShouldRefuse(ExitCode.BadInput, "The family chains has networks of 1 and 2");
        Run(["benchmark", Path("set"), "--family", "paper", "--inputs", "3", "--max-weights", "100", "--count", "2"])
            .ShouldRefuse(ExitCode.OverLimit, "None of 20 networks of the family paper has 100 weights or fewer");
        Run("benchmark").ShouldRefuse(ExitCode.BadInput, "argument");
        Files.Should().Equal("file");
        Directory.EnumerateDirectories(Path(string.Empty)).Should().Equal(Path("full"));
    }

    [Fact]
    public void A_network_is_made_again_by_the_command_that_the_truth_names()
    {
        Run("benchmark", Path("set"), "--count", "30", "--family", "paper,compact,chains", "--max-weights", "900").ShouldSucceed();
        JsonElement[] networks = [.. JsonDocument.Parse(File.ReadAllText(Path("set/truth.json"))).RootElement.GetProperty("networks").EnumerateArray()];
        networks.Should().HaveCount(15);
        foreach (JsonElement network in networks)
        {
            string command = network.GetProperty("reproduce").GetString()!;
            string[] words = [.. Regex.Matches(command, "\"([^\"]*)\"|\\S+").Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Value).Skip(1)];
            Run([.. words, "--output", Path("again.qrn")]).ShouldSucceed();
            Run("export", Path("again.qrn"), "--output", Path("again.onnx")).ShouldSucceed();
            byte[] again = File.ReadAllBytes(Path("again.onnx")), drawn = File.ReadAllBytes(Path($"set/{network.GetProperty("onnx").GetString()}"));
            NetworkFile.Load(Path("again.qrn")).Network.Count().Weights.Should().Be(network.GetProperty("weights").GetInt64(), command);
            Graph(again).Should().Equal(Graph(drawn), command);
        }
    }

    // The graph, field 7 of the model: what stands before and after it are texts, none as long as 2^14 bytes.
    private static byte[] Graph(byte[] model)
    {
        for (int at = 0; at < model.Length;)
        {
            int field = model[at++] >> 3;
            (int length, int digits) = (0, 0);
            do
            {
                length |= (model[at] & 0x7F) << (7 * digits++);
            }
            while (model[at++] >= 0x80);
            if (field == 7)
            {
                return model[at..(at + length)];
            }

            at += field == 1 ? 0 : length;
        }

        throw new FormatException("There is no graph.");
    }

    [Fact]
    [Needs(External.Bash)]
    [Needs(External.Dotnet)]
    [Needs(External.Python)]
    public void The_generator_of_a_set_puts_the_instances_of_a_seed_in_its_place()
    {
        string tools = InstallTool(ExternalTool.Find(External.Bash), ExternalTool.Find(External.Dotnet));
        string[] options = ["--count", "3", "--margins", "0,1/8", "--max-weights", "300"];
        Run(["benchmark", Path("set"), "--seed", "1", .. options]).ShouldSucceed();
        Run(["benchmark", Path("other"), "--seed", "2", .. options]).ShouldSucceed();
        string command = "cd set && PATH=\"$2:$PATH\" \"$1\" generate_properties.py 2";
        ExternalTool.Run(ExternalTool.Find(External.Bash), "-c", $"cd \"$0\" && {command}", tools, ExternalTool.Find(External.Python), Path("tools"));
        string[] Names(string set) => [.. Directory.EnumerateFileSystemEntries(Path(set), "*", SearchOption.AllDirectories)
            .Select(f => System.IO.Path.GetRelativePath(Path(set), f)).Order()];
        Names("set").Should().Equal(Names("other"));
        foreach (string file in Names("set").Where(f => File.Exists(Path($"set/{f}"))))
        {
            File.ReadAllBytes(Path($"set/{file}")).Should().Equal(File.ReadAllBytes(Path($"other/{file}")), file);
        }
    }
}
