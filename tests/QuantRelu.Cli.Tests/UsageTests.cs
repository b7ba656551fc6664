using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class UsageTests : ToolTests
{
    [Theory]
    [InlineData("needs one of its commands", "component")]
    [InlineData("did you mean 'build'", "buidl", "x")]
    [InlineData("did you mean '--error'", "build", "x", "--eror", "0.1")]
    [InlineData("did you mean 'square'", "component", "squere")]
    [InlineData("argument 'y'", "build", "x", "y", "--error", "0.1")]
    [InlineData("argument 'b'", "evaluate", "a", "b", "--at", "0")]
    [InlineData("'--error' is required", "build", "x")]
    [InlineData("--error", "build", "x", "--construction", "paper", "--error")]
    [InlineData("build", "build", "--construction", "paper", "--error", "0.1")]
    [InlineData("info", "info")]
    [InlineData("argument 'maybe'", "targets", "--json", "maybe")]
    [InlineData("--error", "build", "x", "--construction", "paper", "--error", "0.1", "--error", "0.2")]
    [InlineData("--structure is 'loose'", "build", "x", "--construction", "paper", "--error", "0.1", "--structure", "loose")]
    [InlineData("--construction is 'other'", "build", "x", "--error", "0.1", "--construction", "other")]
    [InlineData("--quantization is 'cubic'", "build", "x", "--construction", "paper", "--error", "0.1", "--quantization", "cubic")]
    [InlineData("--format is 'tape'", "export", "a", "--format", "tape")]
    public void A_wrong_command_line_is_refused_with_one_sentence(string words, params string[] args) =>
        (Run(args)).ShouldRefuse(ExitCode.BadInput, words);

    [Fact]
    public void Without_arguments_it_says_how_to_begin_and_that_a_command_is_missing()
    {
        Outcome outcome = Run();
        outcome.ExitCode.Should().Be(ExitCode.BadInput);
        outcome.Out.Should().Contain("Begin with:").And.Contain("quantrelu build ");
        outcome.Error.Should().Contain("needs one of its commands");
    }

    [Theory]
    [InlineData("build", "--", "-x^2", "--error", "0.1", "--dry-run")]
    [InlineData("build", "--", "-x^2", "--error=0.1", "--dry-run")]
    [InlineData("build", "--error", "0.1", "--", "-x^2", "--dry-run")]
    [InlineData("build", "--error", "0.1", "--dry-run", "--", "-x^2")]
    [InlineData("build", "-x^2", "--construction", "paper", "--error", "0.1", "--dry-run")]
    [InlineData("sweep", "--error", "0.4", "--", "-x", "-x/2", "--quantization", "none")]
    public void An_expression_that_begins_with_a_minus_may_stand_after_dashes_with_options_after_it(params string[] args) =>
        Run(args).ShouldSucceed().Out.Should().Contain("-x");

    [Fact]
    public void An_argument_that_is_spelt_like_an_option_keeps_its_dashes() =>
        Run("info", "--", "-v").ShouldRefuse(ExitCode.BadInput, "There is no file '-v'.");

    [Fact]
    public void A_misspelt_option_after_dashes_is_named() =>
        Run("build", "--", "-x^2", "--eror", "0.1").ShouldRefuse(ExitCode.BadInput, "takes no option '--eror': did you mean '--error'?");

    [Fact]
    public void No_argument_makes_the_tool_fail_in_any_other_way()
    {
        string[] odd = ["", " ", "-", "--", "-1", "@", "@nothing", "[x]", "NaN", "1e999999999", "\0", "∞", "'", "--error=", "x=", "/", "..", "-v=2", "1/0"];
        string[][] places =
        [
            ["build", "?", "--construction", "paper", "--error", "0.1", "--smoothness", "1", "--dry-run"],
            ["build", "x", "--construction", "paper", "--error", "?", "--smoothness", "1", "--dry-run"],
            ["build", "x", "--construction", "paper", "--error", "0.1", "--domain", "?", "--smoothness", "1", "--dry-run"],
            ["build", "x", "--construction", "paper", "--error", "0.1", "--lambda", "?", "--smoothness", "1", "--dry-run"],
            ["build", "x", "--construction", "paper", "--error", "0.1", "--output", "?", "--smoothness", "1", "--dry-run"], ["info", "?"],
            ["evaluate", "?", "--at", "0"],
            ["component", "weight", "--value", "?"], ["component", "scale", "--factor", "?"], ["component", "square", "--r", "?"], ["?"], ["targets", "?"],
        ];
        foreach (string[] place in places)
        {
            foreach (string text in odd)
            {
                Outcome outcome = Run([.. place.Select(p => p == "?" ? text : p)]);
                if (outcome.ExitCode != ExitCode.Done)
                {
                    outcome.ShouldRefuse(ExitCode.BadInput);
                }
                else
                {
                    outcome.Error.Should().BeEmpty();
                }
            }
        }
    }
}
