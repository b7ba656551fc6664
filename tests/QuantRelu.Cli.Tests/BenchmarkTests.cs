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
    public void Answers_are_scored_and_a_wrong_one_is_a_claim_that_fails()
    {
        Run("benchmark", Path("set"), "--count", "6", "--max-weights", "700").ShouldSucceed();
        string[][] truth = [.. File.ReadAllLines(Path("set/truth.csv")).Skip(1).Select(l => l.Split(','))];
        string right = Write("right.csv", string.Concat(truth.Select(t => $"{t[0]},{t[1]},1,{t[4]}\n")));
        Outcome outcome = Run("benchmark", Path("set"), "--check", right).ShouldSucceed();
        outcome.Lines.Should().HaveCount(3).And.HaveElementAt(2, "points: 60, 10 for each that is right and -150 for each that is wrong");
        outcome.Lines[1].Should().MatchRegex("^right +6 +3 +3$");

        string[] sat = truth.First(t => t[1] == "sat"), unsat = truth.First(t => t[1] == "unsat");
        string competition = Write("results.csv", $"set,../1.0/{sat[6]},../1.0/{sat[7]},0.1,sat,2\nset,../1.0/{unsat[6]},../1.0/{unsat[7]},0.1,violated,2\n");
        string name = $"{System.IO.Path.GetFileNameWithoutExtension(sat[6])}_{System.IO.Path.GetFileNameWithoutExtension(sat[7])}.counterexample";
        Write(name, $"({string.Concat(sat[4].Split(' ').Select((u, k) => $"(X_{k} {u})\n"))} (Y_0 0))");
        Outcome wrong = Run("benchmark", Path("set"), "--check", competition);
        wrong.ExitCode.Should().Be(ExitCode.ClaimFails);
        wrong.Lines.Should().Contain($"{unsat[0]}: sat, where no input is an answer").And.Contain(l => l.StartsWith("points: -140,"));
        JsonElement json = Run("benchmark", Path("set"), "--check", competition, "--json").Json;
        (json.GetProperty("right").GetInt32(), json.GetProperty("wrong").GetInt32(), json.GetProperty("missing").GetInt32()).Should().Be((1, 1, 4));
        json.GetProperty("answers").EnumerateArray().Select(a => a.GetProperty("instance").GetString()).Should().Equal(truth.Select(t => t[0]));

        using (var packed = new System.IO.Compression.GZipStream(File.Create(Path(name + ".gz")), System.IO.Compression.CompressionMode.Compress))
        {
            packed.Write(File.ReadAllBytes(Path(name)));
        }

        File.Delete(Path(name));
        Run("benchmark", Path("set"), "--check", competition, "--json").Json.GetProperty("right").GetInt32().Should().Be(1);
        Write(name, "((X_0 17) (X_1 17) (X_2 17))");
        Run("benchmark", Path("set"), "--check", competition, "--json").Json.GetProperty("badWitness").GetInt32().Should().Be(1);
    }

    [Fact]
    public void What_cannot_be_scored_is_refused_with_a_sentence()
    {
        Run("benchmark", Path("set"), "--count", "2", "--max-weights", "700").ShouldSucceed();
        Run("benchmark", Path("set"), "--check", Path("none.csv")).ShouldRefuse(ExitCode.BadInput, "There is no file");
        Run("benchmark", Path("other"), "--check", Write("empty.csv", "")).ShouldRefuse(ExitCode.BadInput, "is not a set of instances");
        Run("benchmark", Path("set"), "--check", Write("odd.csv", "0001a\n")).ShouldRefuse(ExitCode.BadInput, "Line 1 of the results has 1 cells");
        Run("benchmark", Path("set"), "--check", Write("who.csv", "who,sat\n")).ShouldRefuse(ExitCode.BadInput, "The set has no instance 'who'");
        Run("benchmark", Path("set"), "--check", Path("empty.csv"), "--seed", "1").ShouldRefuse(ExitCode.BadInput, "leave out --seed");
        Run("benchmark", Path("set"), "--check", Path("empty.csv")).ShouldSucceed().Out.Should().Contain("missing");
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
