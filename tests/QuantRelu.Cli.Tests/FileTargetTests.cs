using System.Text.Json.Nodes;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>The target of a network is what its file holds: nothing outside of it, and nothing that its name only looks like.</summary>
public class FileTargetTests : ToolTests
{
    private const string Samples = "x,y\n0,0\n0.25,0.2\n1,-0.3\n";

    private string Tabled(string name)
    {
        string table = "@" + Write("table.csv", Samples);
        BuildPaper(table, "--error", "0.1", "--structure", "dependent", "--output", Path(name), "--certify").ShouldSucceed();
        return Path(name);
    }

    // A function given by code whose name is a formula of another function.
    private string Coded(string name)
    {
        var target = Target.FromDelegate("x^2", 1, x => (1 - x[0]) / 2, lipschitzConstant: 0.5);
        return Saved(name, PaperConstructions.Dependent.Build(new NetworkRequest(target, Rational.Parse("0.1"))));
    }

    private string Saved(string name, ConstructedNetwork network)
    {
        if (name.EndsWith(".json", StringComparison.Ordinal))
        {
            using FileStream stream = File.Create(Path(name));
            JsonExport.Write(network, stream);
        }
        else
        {
            NetworkFile.Save(network, Path(name));
        }

        return Path(name);
    }

    [Theory]
    [InlineData("net.qrn")]
    [InlineData("net.json")]
    public void A_table_is_in_the_file_and_needs_no_other(string name)
    {
        string file = Tabled(name);
        string told = Run("verify", file, "--json").ShouldSucceed().Out;
        foreach (Action change in new Action[] { () => Write("table.csv", "x,y\n0,1\n1,5\n"), () => File.Delete(Path("table.csv")) })
        {
            change();
            Run("verify", file, "--json").ShouldSucceed().Out.Should().Be(told);
            Run("verify", file).ShouldSucceed().Out.Should().Contain("proved: at most 0.1 everywhere");
            Run("plot", file, "--output", Path("net.svg"), "--samples", "100").ShouldSucceed();
        }

        Run("export", file, "--format", "json", "--output", Path("again.json")).ShouldSucceed();
        Run("verify", Path("again.json"), "--json").ShouldSucceed().Out.Should().Be(told);
        Run("info", file).ShouldSucceed().Out.Should().Contain("straight lines through 3 samples");
        Run("info", file, "--json").ShouldSucceed().Json.GetProperty("targetKind").GetString().Should().Be("samples");
    }

    [Theory]
    [InlineData("net.qrn", "y\\x;0;1;4\n0;0;0,2;0,5\n2;0,1;0,3;0,1\n")]
    [InlineData("net.json", "x,y,z\n0,0,0\n1,0,0.2\n4,0,0.5\n0,2,0.1\n1,2,0.3\n4,2,0.1\n")]
    public void So_is_a_table_of_two_inputs(string name, string text)
    {
        string file = Path(name);
        Run("build", "@" + Write("map.csv", text), "--error", "0.1", "--output", Path("net.qrn")).ShouldSucceed().Out.Should()
            .Contain("domain          0:4,0:2").And.Contain("bilinear between samples at 3 x and 2 y");
        Run("export", Path("net.qrn"), "--format", "json", "--output", Path("net.json")).ShouldSucceed();
        string told = Run("verify", file, "--target", $"@{Path("map.csv")}", "--json").ShouldSucceed().Out;
        File.Delete(Path("map.csv"));
        Run("verify", file, "--json").ShouldSucceed().Out.Should().Be(told);
        Run("verify", file).ShouldSucceed().Out.Should().Contain("proved: at most 0.1 everywhere");
        Run("plot", file, "--output", Path("net.svg"), "--samples", "100").ShouldSucceed();
        Run("info", file, "--json").ShouldSucceed().Json.GetProperty("targetKind").GetString().Should().Be("grid");
    }

    [Fact]
    public void Other_samples_under_the_same_name_are_another_target()
    {
        string file = Tabled("net.qrn");
        double own = Run("verify", file, "--target", $"@{Path("table.csv")}", "--json").ShouldSucceed().Json.GetProperty("errorBound").GetDouble();
        own.Should().BeGreaterThan(0);
        Write("table.csv", "x,y\n0,0\n0.25,0.2\n1,0.5\n");
        Outcome other = Run("verify", file, "--target", $"@{Path("table.csv")}", "--json", "--output", Path("other.qrn"));
        other.ExitCode.Should().Be(ExitCode.ClaimFails);
        other.Json.GetProperty("errorBound").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
        other.Json.GetProperty("measuredError").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
        Run("verify", Path("other.qrn"), "--error", "1", "--tolerance", "0.001", "--json").ShouldSucceed()
            .Json.GetProperty("certifiedError").GetRawText().Should()
                .Be(other.Json.GetProperty("certifiedError").GetRawText(), "the samples went into the other file");
    }

    [Fact]
    public void The_property_of_a_table_is_that_of_its_samples()
    {
        // From (0, 0) to (1, -3/10); of the cell up to 1/4 the chord is the line itself.
        Run("export", Tabled("net.qrn"), "--cell", "0:1/4", "--output", Path("cell.vnnlib")).ShouldSucceed();
        File.ReadAllText(Path("cell.vnnlib")).Should().Contain("L(u) = 0 + 13421773/16777216 u");
    }

    [Theory]
    [InlineData("old.qrn")]
    [InlineData("old.json")]
    public void A_file_from_before_that_names_a_table_loads_and_asks_for_it(string name)
    {
        ConstructedNetwork network = NetworkFile.Load(Tabled("net.qrn"));
        Run("export", Path("net.qrn"), "--output", Path("new.json")).ShouldSucceed();
        JsonNode json = JsonNode.Parse(File.ReadAllText(Path("new.json")))!;
        json["provenance"]!.AsObject().Remove("targetKind").Should().BeTrue();
        json["provenance"]!.AsObject().Remove("targetTable").Should().BeTrue();
        Write("old.json", json.ToJsonString());
        string file = Saved(name, NetworkFile.Load(Path("old.json")));
        Run("info", file).ShouldSucceed().Out.Should().Contain(network.Provenance.Target);
        foreach (string[] command in new string[][] { ["verify", file], ["plot", file, "--output", Path("p.svg")], ["export", file, "--format", "sollya"],
            ["export", file, "--output", Path("n.vnnlib")] })
        {
            Run(command).ShouldRefuse(ExitCode.BadInput, "table.csv", "does not hold");
        }

        Run("verify", file, "--target", $"@{Path("table.csv")}", "--error", "0.1").ShouldSucceed().Out.Should().Contain("proved: at most 0.1 everywhere");
    }

    [Theory]
    [InlineData("net.qrn")]
    [InlineData("net.json")]
    public void A_target_given_by_code_is_never_read_as_a_formula(string name)
    {
        string file = Coded(name);
        Run("info", file).ShouldSucceed().Out.Should().Contain("x^2, given by code");
        foreach (string[] command in new string[][]
        {
            ["verify", file],
            ["plot", file, "--output", Path("p.svg")],
            ["export", file, "--format", "sollya"],
            ["export", file, "--format", "smtlib"],
            ["export", file, "--output", Path("n.vnnlib")],
        })
        {
            Run(command).ShouldRefuse(ExitCode.BadInput, "'x^2'", "given by code");
        }

        Run("export", file, "--format", "c").ShouldSucceed();
        Run("verify", file, "--target", "(1-x)/2").ShouldSucceed().Out.Should().Contain("proved: at most 0.1 everywhere");
        Run("verify", file, "--target", "x^2").ExitCode.Should().Be(ExitCode.ClaimFails, "the name of the code is not the formula");
    }

    [Theory]
    [InlineData("net.qrn")]
    [InlineData("net.json")]
    public void A_formula_under_another_name_is_the_formula(string name)
    {
        var target = Target.FromExpression(ExpressionParser.Parse("(1-x)/3"), name: "sine");
        string file = Saved(name, PaperConstructions.Dependent.Build(new NetworkRequest(target, Rational.Parse("0.1"))));
        Run("verify", file).ShouldSucceed().Out.Should().Contain("proved: at most 0.1 everywhere");
        Run("verify", file, "--target", "sine").ExitCode.Should().Be(ExitCode.ClaimFails);
        Run("info", file).ShouldSucceed().Out.Should().Contain("sine, which is (1-x)/3");
    }

    [Fact]
    public void A_name_that_is_no_target_is_told()
    {
        Run("export", Square(), "--output", Path("square.json")).ShouldSucceed();
        Write("named.json", File.ReadAllText(Path("square.json")).Replace("\"target\":\"x^2\"", "\"target\":\"our own\"", StringComparison.Ordinal));
        Run("verify", Path("named.json")).ShouldRefuse(ExitCode.BadInput, "'our own'", "--target");
        Run("verify", Path("named.json"), "--target", "x^2").ShouldSucceed();
    }

    [Fact]
    public void A_column_of_a_published_table_is_named_and_goes_into_the_file()
    {
        string table = Write("sensor.csv", "Zeit;Druck;Temperatur\n[s];[bar];[K]\n4;1,5;0,4\n2;1,25;0,2\n0;1;0\n");
        foreach (string column in new[] { "3", "Temperatur" })
        {
            Run("build", $"@{table}:{column}", "--error", "0.01", "--output", Path("net.qrn"), "--certify").ShouldSucceed();
            Run("verify", Path("net.qrn"), "--error", "0.01").ShouldSucceed();
            Run("verify", Path("net.qrn"), "--target", "x/10", "--error", "0.01").ShouldSucceed();
        }

        Run("build", $"@{table}", "--error", "0.01").ShouldRefuse(ExitCode.BadInput, "has 3 columns", "@file.csv:2");
        Run("build", $"@{table}:Temp", "--error", "0.01").ShouldRefuse(ExitCode.BadInput, "'Temp'", "Zeit, Druck, Temperatur");
    }

    [Fact]
    public void Samples_come_from_standard_input()
    {
        RunWith("x,y\n0,0\n1,0.5\n", default, "build", "@-", "--error", "0.01", "--output", Path("net.qrn")).ShouldSucceed();
        Run("verify", Path("net.qrn"), "--target", "x/2", "--error", "0.01").ShouldSucceed();
        Run("verify", Path("net.qrn"), "--target", "@-").ShouldRefuse(ExitCode.BadInput, "standard input", "name a file");
        RunWith(string.Empty, default, "build", "@-", "--error", "0.01").ShouldRefuse(ExitCode.BadInput, "There are no samples in standard input.");
    }
}
