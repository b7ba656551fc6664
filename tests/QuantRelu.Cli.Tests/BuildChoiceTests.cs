using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class BuildChoiceTests : ToolTests
{
    private static readonly string[] Small = ["build", "x*(1-x)/2", "--construction", "paper", "--error", "0.1", "--smoothness", "2"];

    [Fact]
    public void The_report_for_people_shows_the_same_counts()
    {
        JsonElement report = (Run([.. Small, "--json"])).ShouldSucceed().Json;
        Outcome text = (Run(Small)).ShouldSucceed();
        foreach (string name in new[] { "depth", "width", "units", "weights", "bits" })
        {
            string line = text.Lines.Should().ContainSingle(l => l.StartsWith(name + " ", StringComparison.Ordinal)).Subject;
            line.Split([' '], StringSplitOptions.RemoveEmptyEntries)[1].Replace(",", string.Empty, StringComparison.Ordinal).Should()
                .Be(report.GetProperty(name).GetRawText());
        }

        text.Out.Should().Contain(report.GetProperty("topologyHash").GetString());
    }

    [Theory]
    [InlineData("independent", "2", "nonlinear")]
    [InlineData("independent", "3", "nonlinear")]
    [InlineData("independent", "4", "linear")]
    [InlineData("dependent", "4", "nonlinear")]
    public void A_dry_run_has_the_counts_of_the_build_and_measures_and_writes_nothing(string structure, string lambda, string quantization)
    {
        string[] args =
            ["build", "x/2", "--construction", "paper", "--error", "0.2", "--smoothness", "1", "--lambda", lambda,
                "--quantization", quantization, "--structure", structure, "--json"];
        JsonElement dry = (Run([.. args, "--dry-run", "--output", Path("net")])).ShouldSucceed().Json;
        Files.Should().BeEmpty();
        JsonElement built = (Run(args)).ShouldSucceed().Json;
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
    public void A_saved_network_loads_as_the_network_of_the_library(string name)
    {
        (Run([.. Small, "--output", Path(name)])).ShouldSucceed();
        ConstructedNetwork expected =
            PaperConstructions.Independent.Build(new NetworkRequest(Target.Parse("x*(1-x)/2"), Rational.Parse("0.1")) { Smoothness = 2 });
        NetworkFile.Load(Path(name)).Network.SameAs(expected.Network).Should().BeTrue();
        Files.Should().Equal(name);
    }

    [Fact]
    public void Two_targets_have_one_topology()
    {
        JsonElement sine = (BuildPaper("sin(x)/2", "--error", "0.2", "--smoothness", "2", "--dry-run", "--json")).ShouldSucceed().Json;
        JsonElement square = (BuildPaper("x^2/4", "--error", "0.2", "--smoothness", "2", "--json")).ShouldSucceed().Json;
        square.GetProperty("topologyHash").GetString().Should().Be(sine.GetProperty("topologyHash").GetString());
    }

    [Fact]
    public void Without_a_smoothness_the_one_with_the_fewest_weights_is_taken_and_named()
    {
        string[] args = ["build", "x*(1-x)/2", "--construction", "paper", "--error", "0.01", "--dry-run", "--json"];
        JsonElement chosen = (Run(args)).ShouldSucceed().Json;
        var weights = new List<long>();
        for (int n = 1; n <= 8; n++)
        {
            weights.Add((Run([.. args, "--smoothness", $"{n}"])).ShouldSucceed().Json.GetProperty("weights").GetInt64());
        }

        chosen.GetProperty("weights").GetInt64().Should().Be(weights.Min());
        chosen.GetProperty("smoothness").GetInt32().Should().Be(1 + weights.IndexOf(weights.Min()));
    }

    [Theory]
    [InlineData("--domain", "-1:1")]
    [InlineData("--domain=-1:1", null)]
    [InlineData("--domain", "-3/2:-1e-1")]
    public void A_domain_may_begin_with_a_minus(string option, string? value)
    {
        string[] args = ["build", "x/4", "--construction", "paper", "--error", "0.2", "--smoothness", "1", option, "--samples", "200", "--json"];
        JsonElement report = (Run(value is null ? args : [.. args[..9], value, .. args[9..]])).ShouldSucceed().Json;
        report.GetProperty("measuredError").GetDouble().Should().BeLessThanOrEqualTo(report.GetProperty("errorBound").GetDouble());
        report.GetProperty("measuredAt")[0].GetDouble().Should().BeInRange(-1.5, 1);
    }

    [Fact]
    public void A_target_may_begin_with_a_minus() =>
        (BuildPaper("-x/2", "--error", "0.2", "--dry-run")).ShouldSucceed();

    [Fact]
    public void A_dimension_above_that_of_the_variables_is_taken() =>
        (BuildPaper("x/2", "--dimension", "2", "--error", "0.3", "--smoothness", "1", "--dry-run", "--json")).ShouldSucceed().Json.GetProperty("dimension")
            .GetInt32().Should().Be(2);

    [Fact]
    public void A_bound_that_rests_on_samples_of_the_norm_says_so()
    {
        (BuildPaper("x/2", "--error", "0.3", "--smoothness", "1", "--dry-run")).ShouldSucceed().Out.Should().Contain(" by the construction\n");
        (BuildPaper("x/2+0*sinh(x-pi/10)/(x-pi/10)", "--error", "0.3", "--smoothness", "1", "--dry-run")).ShouldSucceed()
            .Out.Should().Contain(" by the construction, conditional: if the norm is as sampled\n");
    }

    /// <summary>The slope at 1 is 5; at 1/2, where both branches are 0, that of the other one is 1.</summary>
    [Fact]
    public void The_proved_norm_is_not_that_of_a_branch_that_only_touches()
    {
        string[] args =
            ["build", "max(-abs(x-1/2), 3*(x-1/2)^2) + 2*x", "--construction", "paper", "--error", "0.05", "--smoothness", "1", "--dry-run", "--json"];
        JsonElement parameters = Run(args).ShouldSucceed().Json.GetProperty("parameters");
        double.Parse(parameters.GetProperty("norm").ToString(), CultureInfo.InvariantCulture).Should().BeInRange(5, 5.05);
        (parameters.GetProperty("normSource").GetString(), parameters.GetProperty("scale").GetInt32()).Should().Be(("proved", 8));
    }

    [Fact]
    public void A_target_outside_the_unit_ball_is_scaled_and_the_report_says_by_how_much()
    {
        JsonElement parameters = (BuildPaper("3*x", "--error", "0.3", "--smoothness", "1", "--dry-run", "--json"))
            .ShouldSucceed().Json.GetProperty("parameters");
        parameters.GetProperty("scale").GetInt32().Should().Be(4);
        parameters.GetProperty("norm").GetInt32().Should().Be(3);
        parameters.GetProperty("normSource").GetString().Should().Be("proved");
    }

    [Fact]
    public void An_error_too_small_for_a_low_order_takes_a_higher_one()
    {
        // Two bounded derivatives, and so two orders to choose from.
        string[] args = ["build", "x^2.5/4", "--construction", "paper", "--error", "1e-17", "--dry-run", "--json"];
        Run([.. args, "--smoothness", "1"]).ShouldRefuse(ExitCode.OverLimit, "order 1");
        Run(args).ShouldSucceed().Json.GetProperty("smoothness").GetInt32().Should().Be(2);
    }
}
