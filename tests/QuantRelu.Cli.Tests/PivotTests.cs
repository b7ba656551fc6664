using System.Text.Json;
using FluentAssertions;
using QuantRelu.Studies.Sweeps;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>Several errors at once, and one number of all networks as a table.</summary>
public class PivotTests : ToolTests
{
    private static readonly string[] Compare = ["compare", "x*(1-x)/2", "--construction", "slopes", "--lambda", "2,4", "--samples", "500"];
    private static readonly string[] Sweep =
        ["sweep", "x*y/2", "max(x,y)/2", "--construction", "cells", "--smoothness", "1", "--lambda", "2,3", "--quantization", "nonlinear,linear,none",
            "--samples", "100", "--error", "0.5,0.4"];

    [Fact]
    public void Several_errors_are_compared_as_each_alone()
    {
        JsonElement[] both = [.. Run([.. Compare, "--error", "0.01,0.1", "--json"]).ShouldSucceed().Json.EnumerateArray()];
        string[] each = [.. new[] { "0.1", "0.01" }.Select(e => Run([.. Compare, "--error", e, "--json"]).ShouldSucceed().Json.ToString())];
        both.Select(b => JsonSerializer.Serialize(b)).Should().Equal(each.Select(e => JsonSerializer.Serialize(JsonDocument.Parse(e).RootElement)));
        Outcome text = Run([.. Compare, "--error", "0.1,0.01"]).ShouldSucceed();
        text.Lines[0].Should().Be("x*(1-x)/2 on 0:1, error 0.1, 0.01, independent of the target, n = 2");
        text.Out.Should().Contain("linear between 3 places for 0.1; linear between");
    }

    [Theory]
    [InlineData("weights", "weights")]
    [InlineData("bits", "bits")]
    [InlineData("depth", "depth")]
    [InlineData("width", "width")]
    [InlineData("units", "units")]
    [InlineData("error", "measuredError")]
    public void A_pivot_has_the_number_of_every_network_at_its_error_and_weight_values(string number, string column)
    {
        string[] line = [.. Compare, "--error", "0.1,0.01"];
        JsonElement[] pivot = [.. Run([.. line, "--pivot", number, "--format", "json"]).ShouldSucceed().Json.EnumerateArray()];
        pivot.Select(r => r.GetProperty("error").GetDouble()).Should().Equal(0.1, 0.01);
        foreach ((JsonElement row, JsonElement all) in pivot.Zip(Run([.. line, "--json"]).ShouldSucceed().Json.EnumerateArray()))
        {
            foreach (JsonElement network in all.GetProperty("networks").EnumerateArray())
            {
                string quantization = network.GetProperty("quantization").GetString()!;
                string name = quantization == "none" ? "free" : $"{quantization}{network.GetProperty("lambda")}";
                row.GetProperty(name).GetRawText().Should().Be(network.GetProperty(column).GetRawText());
            }
        }
    }

    [Fact]
    public void A_sweep_has_tables_at_its_end_beside_rows_in_a_file()
    {
        string[] rows = Run([.. Sweep, "--format", "jsonl", "--quiet"]).ShouldSucceed().Lines;
        JsonElement[] built = [.. rows.Select(r => JsonDocument.Parse(r).RootElement).Where(r => r.GetProperty("status").GetString() == "built")];
        string[] line = [.. Sweep, "--pivot", "weights", "--output", Path("rows.csv")];
        JsonElement[] pivot = [.. Run([.. line, "--format", "json"]).ShouldSucceed().Json.EnumerateArray()];
        pivot.Select(r => (r.GetProperty("target").GetString(), r.GetProperty("error").GetDouble())).Should().Equal(
            ("x*y/2", 0.5), ("x*y/2", 0.4), ("max(x,y)/2", 0.5), ("max(x,y)/2", 0.4));
        string[] names = ["nonlinear2", "nonlinear3", "free"];
        pivot.SelectMany(r => names.Select(n => r.GetProperty(n).GetRawText())).Should().Equal(built.Select(b => b.GetProperty("weights").GetRawText()));
        File.ReadAllLines(Path("rows.csv")).Should().HaveCount(rows.Length + 1);
        Run(line).ShouldSucceed().Lines[..2].Should().Equal(
            "weights", "target      error  nonlinear, λ = 2  nonlinear, λ = 3  linear, λ = 2  linear, λ = 3  free");
        string[] summary = Run([.. Sweep, "--format", "markdown"]).ShouldSucceed().Lines;
        summary.Should().HaveCount(rows.Length + 2);
        summary[0].Should().Be(
            "| target | structure | construction | n | error | quantization | λ | status | depth | weights | bits | error bound | error measured |");
    }

    [Theory]
    [InlineData("--pivot weights --format jsonl", "--format jsonl is for rows")]
    [InlineData("--format markdown --output -", "both go to standard output")]
    [InlineData("--pivot lines", "--pivot is 'lines'")]
    public void Forms_that_cannot_be_are_refused(string more, string part) => Run([.. Sweep, .. more.Split(' ')]).ShouldRefuse(ExitCode.BadInput, part);

    /// <summary>Whatever splits at commas takes the columns of a sweep apart, unless a target itself has a comma; files with a comma in quotes go on.</summary>
    [Fact]
    public void The_columns_of_a_sweep_over_two_variables_can_be_cut_and_older_files_are_continued()
    {
        string[] line = ["sweep", "x*y/2", "--construction", "cells", "--smoothness", "1", "--lambda", "2,3", "--samples", "100", "--error", "0.5"];
        Run([.. line, "--output", Path("rows.csv")]).ShouldSucceed();
        string[] rows = File.ReadAllLines(Path("rows.csv"));
        rows.Should().HaveCount(3).And.OnlyContain(r => r.Split(',').Length == SweepRow.Columns.Length);
        rows[1].Split(',')[SweepRow.Columns.IndexOf("domain")].Should().Be("0:1;0:1");
        string older = rows[1].Replace("0:1;0:1", "\"0:1,0:1\"");
        Write("older.csv", $"{rows[0]}\n{older}\n");
        Run([.. line, "--output", Path("older.csv")]).ShouldSucceed().Error.Should().StartWith("1 of 2 rows");
        File.ReadAllLines(Path("older.csv")).Should().Equal(rows[0], older, rows[2]);
        JsonDocument.Parse(Run([.. line, "--format", "jsonl"]).Lines[0]).RootElement.GetProperty("domain").GetString().Should().Be("0:1,0:1");
        Run(["compare", .. line[1..], "--format", "csv"]).ShouldSucceed().Lines[1].Should().StartWith("x*y/2,0:1;0:1,0.5,");
    }
}
