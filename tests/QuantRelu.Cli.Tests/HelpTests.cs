using System.CommandLine;
using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class HelpTests : ToolTests
{
    [Theory]
    [InlineData("quantrelu")]
    [InlineData("build")]
    [InlineData("info")]
    [InlineData("evaluate")]
    [InlineData("verify")]
    [InlineData("component")]
    [InlineData("compare")]
    [InlineData("rewrite")]
    [InlineData("sweep")]
    [InlineData("growth")]
    [InlineData("benchmark")]
    [InlineData("bounds")]
    [InlineData("bitwidth")]
    [InlineData("figure")]
    [InlineData("plot")]
    [InlineData("export")]
    [InlineData("targets")]
    [InlineData("explain")]
    [InlineData("completion")]
    public void The_help_of_every_command_is_the_approved_one(string command)
    {
        string[] arguments = command == "quantrelu" ? ["--help"] : [command, "--help"];
        string help = Run(arguments).ShouldSucceed().Out;
        help.Should().Contain("Examples:");
        ApprovedText.Check($"help-{command}", help);
    }

    [Fact]
    public void Every_command_has_examples_which_the_tool_understands()
    {
        RootCommand root = CommandLine.Root(new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, IsInteractive: false));
        Command[] commands = [.. Tree(root)];
        commands.Should().HaveCountGreaterThan(20);
        foreach (string example in commands.SelectMany(HelpText.ExamplesOf))
        {
            // What stands in a pipe or in <( ) is a command line each.
            foreach (string line in example.Split(" | ").Select(l => l.Replace("source <(", string.Empty, StringComparison.Ordinal).TrimEnd(')'))
                .Where(l => l.StartsWith(HelpText.ToolName, StringComparison.Ordinal)))
            {
                root.Parse(line[HelpText.ToolName.Length..]).Errors.Select(e => e.Message).Should().BeEmpty("of '{0}'", line);
            }
        }
    }

    private static IEnumerable<Command> Tree(Command command) => command.Subcommands.SelectMany(Tree).Prepend(command);

    [Fact]
    public void A_wrong_command_suggests_the_nearest_and_none_lists_all()
    {
        Run("bild").Error.TrimEnd().Should().Be("'quantrelu' takes no command 'bild': did you mean 'build'?");
        Run("component").ShouldFail(1, "'component' needs one of its commands: square, *.");
    }

    [Fact]
    [Needs(External.Dotnet)]
    public void The_process_keeps_results_messages_and_exit_codes_apart()
    {
        (int ok, string report, string nothing) = Start("component", "square", "--r", "2");
        (ok, nothing).Should().Be((0, string.Empty));
        report.Should().Contain("depth           8");
        (int bad, string empty, string sentence) = Start("build", "x", "--construction", "paper", "--error", "0");
        (bad, empty, sentence.Trim()).Should().Be((1, string.Empty, "--error is 0; it must be above 0, and at most 1e300."));
    }

    private static (int ExitCode, string Out, string Error) Start(params string[] arguments) =>
        ExternalTool.RunToEnd(ExternalTool.Find(External.Dotnet), [typeof(CommandLine).Assembly.Location, .. arguments]);
}
