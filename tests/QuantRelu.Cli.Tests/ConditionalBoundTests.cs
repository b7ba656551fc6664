using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>Bounds that rest on a norm that is not proved.</summary>
public class ConditionalBoundTests : ToolTests
{
    // Nothing is proved because of the term that is 0 but for 1/3, and the spike of slope 10^5 is between the samples of the norm.
    private const string Spike = "x/2+0*sinh(x-pi/10)/(x-pi/10)+exp(-1e11*(x-282329/1048576)^2)/4";

    [Theory]
    [InlineData("sqrt((x-1/3)^2)", "2", "The derivative of order 2 of sqrt((x-1/3)^2) is not bounded near x = 0.333333.")]
    [InlineData("atan(1/(x-1/3))/2", "1", "The derivative of order 1 of atan(1/(x-1/3))/2 is not bounded near x = 0.333333.")]
    public void A_function_that_is_not_smooth_enough_is_refused(string target, string smoothness, string message) =>
        BuildPaper(target, "--error", "0.1", "--smoothness", smoothness).ShouldRefuse(ExitCode.BadInput, message);

    [Fact]
    public void A_report_says_what_the_bound_supposes()
    {
        string[] args = ["build", "sqrt((x-1/3)^2)", "--construction", "paper", "--error", "0.3", "--samples", "100"];
        Run(args).ShouldSucceed().Out.Should().Contain(" by the construction, conditional: if the norm is as sampled\n");
        Run([.. args, "--json"]).ShouldSucceed().Json.GetProperty("errorBoundCondition").GetString().Should().Be("if the norm is as sampled");
        BuildPaper("x/2", "--error", "0.3", "--samples", "100", "--json").ShouldSucceed()
            .Json.GetProperty("errorBoundCondition").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void A_measured_error_above_the_bound_fails_and_the_bound_is_no_longer_claimed()
    {
        Outcome run = BuildPaper(Spike, "--error", "0.3", "--smoothness", "1", "--samples", "600000", "--json");
        run.ExitCode.Should().Be(ExitCode.ClaimFails);
        run.Error.Should().Contain("exceeds the construction's bound ")
            .And.EndWith(", which holds if the norm is as sampled: the norm of the target was underestimated." + Environment.NewLine);
        run.Json.GetProperty("measuredError").GetDouble().Should().BeInRange(0.15, 0.3, "which is less than was asked for");
        run.Json.GetProperty("errorBound").ValueKind.Should().Be(JsonValueKind.Null);
    }
}
