using FluentAssertions;
using QuantRelu.Approvals;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class HelpTests
{
    [Theory]
    [InlineData("quantrelu")]
    [InlineData("build", "build")]
    [InlineData("info", "info")]
    [InlineData("evaluate", "evaluate")]
    [InlineData("component", "component")]
    [InlineData("component-square", "component", "square")]
    [InlineData("component-multiply", "component", "multiply")]
    [InlineData("component-weight", "component", "weight")]
    [InlineData("component-abs", "component", "abs")]
    [InlineData("component-scale", "component", "scale")]
    [InlineData("component-hat", "component", "hat")]
    [InlineData("component-psi", "component", "psi")]
    [InlineData("export", "export")]
    [InlineData("targets", "targets")]
    public async Task Help_is_the_approved_text(string name, params string[] command)
    {
        Outcome outcome = (await Tool.Run([.. command, "--help"])).Succeeds();
        outcome.Error.Should().BeEmpty();
        ApprovedText.Check(outcome.Out, name);
    }

    [Fact]
    public void Every_command_has_an_approved_help_text()
    {
        using var nowhere = new StringWriter();
        IEnumerable<string> names = CommandLine.Root(new Terminal(TextReader.Null, nowhere, nowhere, false)).Subcommands
            .SelectMany(c => c.Subcommands.Select(s => $"{c.Name}-{s.Name}").Prepend(c.Name));
        typeof(HelpTests).GetMethod(nameof(Help_is_the_approved_text))!.GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)[0].Value!)
            .Should().BeEquivalentTo(names.Prepend("quantrelu"));
    }

    [Fact]
    public async Task The_version_is_printed_alone() =>
        (await Tool.Run("--version")).Succeeds().Lines.Should().ContainSingle().Which.Should().MatchRegex(@"^\d+\.\d+\.\d+");

    [Fact]
    public async Task Completion_suggests_options_and_targets()
    {
        (await Tool.Run("[suggest:20]", "quantrelu build --er")).Succeeds().Lines.Should().Equal("--error");
        (await Tool.Run("[suggest:12]", "quantrelu ev")).Succeeds().Lines.Should().Equal("evaluate");
        (await Tool.Run("[suggest:19]", "quantrelu build wav")).Succeeds().Lines.Should().Equal("waves");
    }
}
