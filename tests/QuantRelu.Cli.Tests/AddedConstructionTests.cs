using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>A construction that is added to the registry, in one line, is found by every command.</summary>
public class AddedConstructionTests : ToolTests
{
    private const string Slow = "1/2+(x-1/2)/50";
    private static readonly ConstructionRegistry Constructions = ConstructionRegistry.Standard.With(new MiddleConstruction());

    [Fact]
    public void Build_constructs_counts_measures_and_proves_with_it()
    {
        JsonElement built = RunOver(Constructions, "build", Slow, "--error", "0.02", "--construction", "middle", "--certify", "--json").ShouldSucceed().Json;
        built.GetProperty("construction").GetString().Should().Be("middle");
        built.GetProperty("structure").GetString().Should().Be("independent");
        built.GetProperty("measuredError").GetDouble().Should().BeApproximately(0.01, 1e-12);
        JsonElement planned = RunOver(Constructions, "build", Slow, "--error", "0.02", "--construction", "middle", "--dry-run", "--json").ShouldSucceed().Json;
        planned.GetProperty("weights").GetInt32().Should().Be(built.GetProperty("weights").GetInt32());
    }

    [Fact]
    public void Compare_builds_its_networks_over_all_codebooks()
    {
        JsonElement compared = RunOver(Constructions, "compare", Slow, "--error", "0.02", "--construction", "middle", "--lambda", "2,4", "--json")
            .ShouldSucceed().Json;
        compared.GetProperty("networks").GetArrayLength().Should().Be(5);
        compared.GetProperty("networks").EnumerateArray().Should().OnlyContain(n => n.GetProperty("expectedOverhead").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public void Sweep_has_rows_and_a_curve_for_it()
    {
        Outcome swept = RunOver(Constructions, "sweep", Slow, "--error", "0.5,0.1", "--lambda", "2", "--construction", "middle,paper", "--smoothness", "1",
            "--plot", Path("sweep.svg"));
        swept.ShouldSucceed().Lines.Should()
            .Contain(l => l.Contains(",middle,", StringComparison.Ordinal)).And.Contain(l => l.Contains(",paper,", StringComparison.Ordinal));
        File.ReadAllText(Path("sweep.svg")).Should().Contain("middle");
    }

    [Fact]
    public void The_page_of_a_report_tells_its_parameters_and_its_command()
    {
        RunOver(Constructions, "build", Slow, "--error", "0.02", "--construction", "middle", "--report", Path("page.html")).ShouldSucceed();
        File.ReadAllText(Path("page.html")).Should().Contain("the constant that stands for the target").And.Contain("--construction middle");
    }

    [Fact]
    public void What_it_does_not_fit_is_one_sentence_and_the_tool_without_it_does_not_know_it()
    {
        RunOver(Constructions, "build", "x", "--error", "0.02", "--construction", "middle").ShouldRefuse(ExitCode.BadInput, "A constant is too far");
        RunOver(Constructions, "build", Slow, "--error", "0.02", "--construction", "middle", "--structure", "dependent")
            .ShouldRefuse(ExitCode.BadInput, "middle", "dependent");
        RunOver(Constructions, "build", Slow, "--error", "0.02", "--construction", "middle", "--smoothness", "2")
            .ShouldRefuse(ExitCode.BadInput, "middle", "n = 1");
        Run("build", Slow, "--error", "0.02", "--construction", "middle").ShouldRefuse(ExitCode.BadInput, "middle", "paper");
    }
}
