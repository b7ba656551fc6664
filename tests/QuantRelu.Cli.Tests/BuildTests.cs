using System.Text.Json;
using FluentAssertions;
using QuantRelu.Claims;
using QuantRelu.Formats;
using QuantRelu.Graph;
using QuantRelu.Targets;
using QuantRelu.Theorems;
using Xunit;

namespace QuantRelu.Cli.Tests;

public sealed class BuildTests : IDisposable
{
    private static readonly string[] Small = ["build", "x*(1-x)/2", "--error", "0.1", "--smoothness", "2"];

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("x*(1-x)/2", "2", "nonlinear", "2")]
    [InlineData("x*(1-x)/2", "3", "nonlinear", "2")]
    [InlineData("sin(x)", "4", "nonlinear", "2")]
    [InlineData("abs(x-1/3)", "16", "nonlinear", "1")]
    [InlineData("sin(x)", "4", "linear", "2")]
    [InlineData("x/2+y/4", "2", "nonlinear", "1")]
    public async Task The_measured_error_is_within_the_bound_and_the_bound_within_the_error_asked(string target, string lambda, string quantization, string smoothness)
    {
        JsonElement report = (await Tool.Run("build", target, "--error", "0.3", "--lambda", lambda, "--quantization", quantization, "--smoothness", smoothness, "--samples", "500", "--json")).Succeeds().Json;
        double measured = report.GetProperty("measuredError").GetDouble();
        measured.Should().BePositive().And.BeLessThanOrEqualTo(report.GetProperty("errorBound").GetDouble());
        report.GetProperty("errorBound").GetDouble().Should().BeLessThanOrEqualTo(0.3);
        report.GetProperty("codebook").GetArrayLength().Should().BeLessThanOrEqualTo(int.Parse(lambda));
        report.GetProperty("quantization").GetString().Should().Be(quantization);
    }

    [Fact]
    public async Task The_report_has_every_member_and_says_what_was_asked()
    {
        Outcome outcome = (await Tool.Run([.. Small, "--samples", "777", "--json", "--output", _folder.At("net")])).Succeeds();
        JsonElement report = outcome.Json;
        outcome.Error.Should().BeEmpty();
        ReportKeys.AreComplete(report);
        ReportKeys.AreOf(report, _folder.Load("net").Network);
        report.GetProperty("target").GetString().Should().Be("x*(1-x)/2");
        report.GetProperty("dimension").GetInt32().Should().Be(1);
        report.GetProperty("smoothness").GetInt32().Should().Be(2);
        report.GetProperty("error").GetDouble().Should().Be(0.1);
        report.GetProperty("lambda").GetInt32().Should().Be(2);
        report.GetProperty("samples").GetInt32().Should().BeGreaterThanOrEqualTo(777);
        report.GetProperty("measuredAt").EnumerateArray().Should().ContainSingle().Which.GetDouble().Should().BeInRange(0, 1);
        report.GetProperty("certifiedError").ValueKind.Should().Be(JsonValueKind.Null);
        report.GetProperty("parameters").EnumerateObject().Select(p => p.Name).Should().Contain(["N", "r", "t"]);
    }

    [Fact]
    public async Task The_report_for_people_shows_the_same_counts()
    {
        JsonElement report = (await Tool.Run([.. Small, "--json"])).Succeeds().Json;
        Outcome text = (await Tool.Run(Small)).Succeeds();
        foreach (string name in new[] { "depth", "width", "units", "weights", "bits" })
        {
            string line = text.Lines.Should().ContainSingle(l => l.StartsWith(name + " ", StringComparison.Ordinal)).Subject;
            line.Split([' '], StringSplitOptions.RemoveEmptyEntries)[1].Replace(",", string.Empty, StringComparison.Ordinal).Should().Be(report.GetProperty(name).GetRawText());
        }

        text.Out.Should().Contain(report.GetProperty("topologyHash").GetString());
    }

    [Theory]
    [InlineData("independent", "2", "nonlinear")]
    [InlineData("independent", "3", "nonlinear")]
    [InlineData("independent", "4", "linear")]
    [InlineData("dependent", "4", "nonlinear")]
    public async Task A_dry_run_has_the_counts_of_the_build_and_measures_and_writes_nothing(string structure, string lambda, string quantization)
    {
        string[] args = ["build", "x/2", "--error", "0.2", "--smoothness", "1", "--lambda", lambda, "--quantization", quantization, "--structure", structure, "--json"];
        JsonElement dry = (await Tool.Run([.. args, "--dry-run", "--output", _folder.At("net")])).Succeeds().Json;
        _folder.Files.Should().BeEmpty();
        JsonElement built = (await Tool.Run(args)).Succeeds().Json;
        ReportKeys.AreComplete(dry);
        foreach (string name in ReportKeys.Counts.Concat(["topologyHash", "parameters", "errorBound", "paperBound", "codebook"]))
        {
            dry.GetProperty(name).GetRawText().Should().Be(built.GetProperty(name).GetRawText(), "'{0}' is known before the build", name);
        }

        dry.GetProperty("measuredError").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("net.qrn")]
    [InlineData("net.json")]
    public async Task A_saved_network_loads_as_the_network_of_the_library(string name)
    {
        (await Tool.Run([.. Small, "--output", _folder.At(name)])).Succeeds();
        ConstructedNetwork expected = FunctionIndependent.Build(Target.Parse("x*(1-x)/2"), new(Error: Numerics.Rational.Parse("0.1"), Lambda: 2, Smoothness: 2));
        _folder.Load(name).Network.SameAs(expected.Network).Should().BeTrue();
        _folder.Files.Should().Equal(name);
    }

    [Fact]
    public async Task The_same_arguments_give_the_same_bytes()
    {
        foreach (string name in new[] { "a.qrn", "b.qrn", "a.json", "b.json" })
        {
            (await Tool.Run([.. Small, "--output", _folder.At(name)])).Succeeds();
        }

        File.ReadAllBytes(_folder.At("b.qrn")).Should().Equal(File.ReadAllBytes(_folder.At("a.qrn")));
        File.ReadAllBytes(_folder.At("b.json")).AsSpan().SequenceEqual(File.ReadAllBytes(_folder.At("a.json"))).Should().BeTrue();
        (await Tool.Run(Small)).Out.Should().Be((await Tool.Run(Small)).Out);
    }

    [Fact]
    public async Task Two_targets_have_one_topology()
    {
        JsonElement sine = (await Tool.Run("build", "sin(x)/2", "--error", "0.2", "--smoothness", "2", "--dry-run", "--json")).Succeeds().Json;
        JsonElement square = (await Tool.Run("build", "x^2/4", "--error", "0.2", "--smoothness", "2", "--json")).Succeeds().Json;
        square.GetProperty("topologyHash").GetString().Should().Be(sine.GetProperty("topologyHash").GetString());
    }

    [Fact]
    public async Task Without_a_smoothness_the_one_with_the_fewest_weights_is_taken_and_named()
    {
        string[] args = ["build", "x*(1-x)/2", "--error", "0.01", "--dry-run", "--json"];
        JsonElement chosen = (await Tool.Run(args)).Succeeds().Json;
        var weights = new List<long>();
        for (int n = 1; n <= 8; n++)
        {
            weights.Add((await Tool.Run([.. args, "--smoothness", $"{n}"])).Succeeds().Json.GetProperty("weights").GetInt64());
        }

        chosen.GetProperty("weights").GetInt64().Should().Be(weights.Min());
        chosen.GetProperty("smoothness").GetInt32().Should().Be(1 + weights.IndexOf(weights.Min()));
    }

    [Theory]
    [InlineData("--domain", "-1:1")]
    [InlineData("--domain=-1:1", null)]
    [InlineData("--domain", "-3/2:-1e-1")]
    public async Task A_domain_may_begin_with_a_minus(string option, string? value)
    {
        string[] args = ["build", "x/4", "--error", "0.2", "--smoothness", "1", option, "--samples", "200", "--json"];
        JsonElement report = (await Tool.Run(value is null ? args : [.. args[..7], value, .. args[7..]])).Succeeds().Json;
        report.GetProperty("measuredError").GetDouble().Should().BeLessThanOrEqualTo(report.GetProperty("errorBound").GetDouble());
        report.GetProperty("measuredAt")[0].GetDouble().Should().BeInRange(-1.5, 1);
    }

    [Fact]
    public async Task A_target_may_begin_with_a_minus() =>
        (await Tool.Run("build", "-x/2", "--error", "0.2", "--dry-run")).Succeeds();

    [Fact]
    public async Task A_dimension_above_that_of_the_variables_is_taken() =>
        (await Tool.Run("build", "x/2", "--dimension", "2", "--error", "0.3", "--smoothness", "1", "--dry-run", "--json")).Succeeds().Json.GetProperty("dimension").GetInt32().Should().Be(2);

    [Fact]
    public async Task A_target_outside_the_unit_ball_is_scaled_and_the_report_says_by_how_much()
    {
        JsonElement parameters = (await Tool.Run("build", "3*x", "--error", "0.3", "--smoothness", "1", "--dry-run", "--json")).Succeeds().Json.GetProperty("parameters");
        parameters.GetProperty("scale").GetInt32().Should().Be(4);
        parameters.GetProperty("norm").GetInt32().Should().Be(3);
        parameters.GetProperty("normSource").GetString().Should().NotBeEmpty();
    }
}
