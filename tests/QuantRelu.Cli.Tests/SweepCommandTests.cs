using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using FluentAssertions;
using QuantRelu.Studies.Sweeps;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class SweepCommandTests : ToolTests
{
    private static readonly string[] Small = ["sweep", "x*(1-x)/2", "--error", "0.5,0.9", "--lambda", "2..3", "--smoothness", "2", "--samples", "100"];

    [Fact]
    public void Rows_go_to_standard_output_and_are_those_of_build()
    {
        Outcome outcome = Run([.. Small, "--format", "jsonl"]).ShouldSucceed();
        outcome.Error.Should().BeEmpty();
        JsonElement[] rows = [.. outcome.Lines.Select(l => JsonDocument.Parse(l).RootElement)];
        rows.Select(r => (r.GetProperty("error").GetDouble(), r.GetProperty("lambda").GetInt32())).Should().Equal((0.9, 2), (0.9, 3), (0.5, 2), (0.5, 3));
        JsonElement built = BuildPaper("x*(1-x)/2", "--error", "0.5", "--lambda", "3", "--smoothness", "2", "--samples", "100", "--json")
            .ShouldSucceed().Json;
        string[] same = ["target", "domain", "dimension", "error", "structure", "construction", "quantization", "lambda", "smoothness", "depth", "width",
            "units", "weights", "bits", "bitsPerWeight", "codebookBits", "structureBits", "errorBound", "measuredError", "samples", "topologyHash"];
        same.Select(name => rows[3].GetProperty(name).GetRawText()).Should().Equal(same.Select(name => built.GetProperty(name).GetRawText()));
        rows[3].GetProperty("measuredAt")[0].GetDouble().Should().Be(built.GetProperty("measuredAt")[0].GetDouble());
        Run([.. Small, "--output", "-"]).Lines[0].Should().Be(string.Join(',', SweepRow.Columns));
    }

    [Fact]
    public void A_file_is_continued_to_the_same_bytes_and_what_was_there_is_told()
    {
        Run([.. Small, "--output", Path("whole.csv")]).ShouldSucceed().Error.Should().BeEmpty();
        byte[] whole = File.ReadAllBytes(Path("whole.csv"));
        File.WriteAllBytes(Path("part.csv"), whole[..(whole.Length / 2)]);
        Outcome second = Run([.. Small, "--output", Path("part.csv")]).ShouldSucceed();
        (second.Out, second.Error.TrimEnd()).Should().Be((string.Empty, "1 of 4 rows was there already."));
        File.ReadAllBytes(Path("part.csv")).Should().Equal(whole);
        Run([.. Small, "--output", Path("part.csv")]).ShouldSucceed().Error.TrimEnd().Should().Be("4 of 4 rows were there already.");
    }

    [Fact]
    public void Jobs_of_an_array_split_the_rows()
    {
        Run([.. Small, "--output", Path("whole.jsonl")]).ShouldSucceed();
        foreach (int i in new[] { 1, 2, 3 })
        {
            Run([.. Small, "--shard", $"{i}/3", "--output", Path($"{i}.jsonl")]).ShouldSucceed();
        }

        string[] parts = [.. new[] { 1, 2, 3 }.SelectMany(i => File.ReadAllLines(Path($"{i}.jsonl")))];
        parts.Should().HaveCount(4).And.BeEquivalentTo(File.ReadAllLines(Path("whole.jsonl")));
        File.WriteAllLines(Path("joined.jsonl"), parts);
        Run([.. Small, "--output", Path("joined.jsonl")]).ShouldSucceed().Error.Should().StartWith("4 of 4");
        File.ReadAllText(Path("joined.jsonl")).Should().Be(File.ReadAllText(Path("whole.jsonl")));
    }

    [Fact]
    public void The_plot_of_a_finished_file_is_drawn_without_computing()
    {
        Run([.. Small, "--quantization", "nonlinear,none", "--output", Path("rows.csv"), "--plot", Path("first.svg")]).ShouldSucceed();
        Outcome again = Run([.. Small, "--quantization", "nonlinear,none", "--output", Path("rows.csv"), "--plot", Path("again.svg"), "--max-weights", "1"])
            .ShouldSucceed();
        again.Error.TrimEnd().Should().Be("6 of 6 rows were there already.");
        File.ReadAllText(Path("again.svg")).Should().Be(File.ReadAllText(Path("first.svg")));
        XDocument.Load(Path("first.svg")).Root!.Value.Should().ContainAll("λ = 2, nonlinear", "free weights", "order of least bits", "measured error");
        Run([.. Small, "--plot", Path("out.png")]).ShouldSucceed().Lines.Should().HaveCount(5);
        File.Exists(Path("out.png")).Should().BeTrue();
    }

    [Fact]
    public void Networks_over_the_limit_and_impossible_ones_have_rows_and_are_told()
    {
        Outcome outcome = Run([.. Small, "--quantization", "linear", "--max-weights", "10"]).ShouldSucceed();
        outcome.Lines.Should().HaveCount(5);
        outcome.Error.TrimEnd().Should().Be("Of 4 rows there are 2 over limit, 2 impossible: the columns status and message say why.");
        Run([.. Small, "--max-weights", "10", "--plot", Path("plot.svg")]).ExitCode.Should().Be(ExitCode.BadInput);
        Files.Should().BeEmpty();
    }

    [Fact]
    public void Several_targets_and_certified_errors()
    {
        Outcome outcome = Run("sweep", "min(x, 1/2)", "x", "--error", "0.5", "--lambda", "2", "--structure", "dependent", "--certify", "--tolerance", "0.1",
            "--format", "jsonl").ShouldSucceed();
        JsonElement[] rows = [.. outcome.Lines.Select(l => JsonDocument.Parse(l).RootElement)];
        rows.Select(r => r.GetProperty("target").GetString()).Should().Equal("min(x, 1/2)", "x");
        rows.Should().OnlyContain(r =>
            r.GetProperty("certifiedLower").GetDouble() <= r.GetProperty("certifiedUpper").GetDouble() && r.GetProperty("certifiedUpper").GetDouble() <= 0.5);
    }

    [Fact]
    public void A_cancelled_sweep_ends_with_130_and_leaves_a_table()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        RunWith(string.Empty, stop.Token, [.. Small, "--output", Path("rows.csv")]).ShouldRefuse(ExitCode.Cancelled, "Cancelled");
        File.ReadAllLines(Path("rows.csv")).Should().Equal(string.Join(',', SweepRow.Columns));
    }

    [Fact]
    [Needs(External.Dotnet)]
    [Needs(External.Shell)]
    public async Task A_process_that_is_told_to_end_keeps_its_rows_and_ends_with_130()
    {
        string shell = ExternalTool.Find(External.Shell), rows = Path("rows.csv");
        using Process process = ExternalTool.Start(
            ExternalTool.Find(External.Dotnet), typeof(CommandLine).Assembly.Location, "sweep", "waves", "--error", "0.01,1e-5", "--output", rows);
        while (!process.HasExited && !(File.Exists(rows) && new FileInfo(rows).Length > 1000))
        {
            await Task.Delay(20);
        }

        ExternalTool.Run(shell, "-c", $"kill -TERM {process.Id}");
        (await process.StandardError.ReadToEndAsync()).Should().BeOneOf("Cancelled.\n", string.Empty);
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(ExitCode.Cancelled);
        File.ReadAllText(rows).Should().StartWith("key,target").And.EndWith("\n").And.Contain(",waves,");
    }

    [Theory]
    [InlineData("--shard 0/3", "--shard is '0/3'")]
    [InlineData("--shard 4/3", "i from 1 to n")]
    [InlineData("--shard 1/0", "--shard is '1/0'")]
    [InlineData("--shard 2", "--shard is '2'")]
    [InlineData("--lambda 1,2", "--lambda is '1,2'")]
    [InlineData("--lambda 4..2", "--lambda is '4..2'")]
    [InlineData("--lambda 2,,3", "--lambda is '2,,3'")]
    [InlineData("--smoothness 0", "--smoothness is '0'")]
    [InlineData("--smoothness 2..99", "or auto")]
    [InlineData("--quantization linear,cubic", "--quantization is 'linear,cubic'; it must be nonlinear or linear or none")]
    [InlineData("--structure both", "--structure is 'both'")]
    [InlineData("--samples 0", "--samples is 0")]
    [InlineData("--max-weights 0.5", "--max-weights is '0.5'")]
    [InlineData("--tolerance 2", "--tolerance is 2")]
    [InlineData("--format xlsx", "--format is 'xlsx'")]
    [InlineData("--plot plot.gif", "must end in .svg or .png")]
    [InlineData("--lambda 2..40 --plot plot.svg", "39 curves; 18 is the most")]
    [InlineData("--domain 1:0", "1:0")]
    public void Bad_input_is_one_sentence(string more, string part) =>
        Run(["sweep", "x", "--error", "0.5", .. more.Split(' ')]).ShouldRefuse(ExitCode.BadInput, part);

    [Theory]
    [InlineData("0.1,-2", "--error is '0.1,-2'")]
    [InlineData("0", "above 0")]
    [InlineData("0.1,", "--error is '0.1,'")]
    [InlineData("small", "--error is 'small'")]
    public void Errors_are_a_list(string errors, string part) => Run("sweep", "x", "--error", errors).ShouldRefuse(ExitCode.BadInput, part);

    [Fact]
    public void Tables_that_cannot_be_written_or_continued_are_refused()
    {
        Run([.. Small, "--output", Path("no/rows.csv")]).ShouldRefuse(ExitCode.BadInput, "no directory");
        Run([.. Small, "--output", Path("rows.txt")]).ShouldRefuse(ExitCode.BadInput, "--format");
        string other = Write("other.csv", "x,y\n1,2\n");
        Run([.. Small, "--output", other]).ShouldRefuse(ExitCode.BadInput, other, "first line");
        File.ReadAllText(other).Should().Be("x,y\n1,2\n");
        Run("sweep", "--error", "0.5").ShouldRefuse(ExitCode.BadInput, "sweep");
        Run("sweep", "x", "sin(", "--error", "0.5").ShouldRefuse(ExitCode.BadInput, "sin(");
        Run("sweep", "x").ShouldRefuse(ExitCode.BadInput, "'--error' is required");
    }
}
