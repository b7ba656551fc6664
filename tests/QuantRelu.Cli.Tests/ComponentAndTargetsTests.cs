using System.Text.Json;
using FluentAssertions;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class ComponentAndTargetsTests : ToolTests
{
    [Theory]
    [InlineData("square", "--r", "5")]
    [InlineData("multiply", "--r", "3", "--lambda", "3")]
    [InlineData("compact-square", "--r", "5", "--lambda", "3")]
    [InlineData("compact-multiply", "--r", "3", "--lambda", "4", "--quantization", "linear")]
    [InlineData("weight", "--value", "-1/3", "--t", "6", "--lambda", "4", "--quantization", "linear")]
    [InlineData("abs", "--lambda", "7")]
    [InlineData("scale", "--factor", "-12")]
    [InlineData("hinges", "--values", "0,1/4,-1/2,3,3")]
    [InlineData("hat", "--grid", "16", "--line", "3")]
    [InlineData("ramp", "--levels", "4", "--cell", "9")]
    [InlineData("mesh-hat", "--levels", "3", "--node", "5")]
    [InlineData("mesh-hat", "--levels", "2", "--node", "4,2", "--lambda", "4", "--quantization", "linear")]
    [InlineData("mesh-hat", "--node", "7/2,1/2")]
    [InlineData("psi", "--grid", "4", "--dimension", "3", "--r", "6")]
    public void Every_component_reports_an_error_within_its_bound(string name, params string[] options)
    {
        JsonElement report = Run(["component", name, .. options, "--json"]).ShouldSucceed().Json;
        report.GetProperty("parameters").GetProperty("component").GetString().Should().Be(name);
        report.GetProperty("measuredError").GetDouble().Should().BeLessThanOrEqualTo(report.GetProperty("errorBound").GetDouble() + 1e-14);
    }

    [Theory]
    [InlineData("'component' needs one of its commands: square, compact-square, multiply, compact-multiply, weight, abs, scale, hat, psi, "
        + "indicators, table, crossbar, ramp, mesh-hat, hinges.")]
    [InlineData("'component' takes no command 'squar': did you mean 'square'?", "squar")]
    [InlineData("--r is 0; it must be a whole number from 1 to 500.", "square", "--r", "0")]
    [InlineData("Option '--value' is required.", "weight")]
    [InlineData("--value is 2; it must be from -1 to 1.", "weight", "--value", "2")]
    [InlineData("--values has '1/3'; each must be m·2^k with whole m and k, such as 1/4 or -0.5.", "hinges", "--values", "0,1/3,1")]
    [InlineData("There are 4 values; *", "hinges", "--values", "0,1,0,1")]
    [InlineData("--factor is 1/3; *", "scale", "--factor", "1/3")]
    [InlineData("--grid is 6; it must be a power of two.", "hat", "--grid", "6")]
    [InlineData("--line is 9; it must be from 0 to N = 8.", "hat", "--line", "9")]
    [InlineData("--cell is 4; it must be from 0 to 3.", "ramp", "--levels", "2", "--cell", "4")]
    [InlineData("(1/3, 2) is no node; it must be one or two whole numbers from 0 to 4, or two halves of odd numbers between.*",
        "mesh-hat", "--node", "1/3,2")]
    public void Bad_input_is_one_sentence(string sentence, params string[] arguments)
    {
        Outcome outcome = Run(["component", .. arguments]);
        outcome.ExitCode.Should().Be(1);
        outcome.Error.TrimEnd().Should().Match(sentence).And.NotContain("\n");
    }

    [Fact]
    public void Targets_lists_every_built_in_target()
    {
        Outcome text = Run("targets").ShouldSucceed();
        text.Lines.Where(line => line.Length > 0).Should().HaveCount(NamedTargets.All.Length + 3);
        NamedTargets.Functions.Should().OnlyContain(f => text.Out.Contains(f))
            .And.OnlyContain(f => Target.Parse(f.Contains('(') ? f : $"{f}(x)", null) != null);
        JsonElement[] targets = [.. Run("targets", "--json").ShouldSucceed().Json.EnumerateArray()];
        targets.Select(t => t.GetProperty("name").GetString()).Should().Equal(NamedTargets.All.Select(t => t.Name));
        targets.Should().OnlyContain(t => Target.Parse(t.GetProperty("formula").GetString()!, null).Dimension == t.GetProperty("dimension").GetInt32());
    }
}
