using System.CommandLine;
using System.Text.RegularExpressions;
using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>
/// What README and samples/PAPER.md show is so: command lines are run word for word and in order, and print what stands below them. Commands of
/// dotnet itself are run by .ci/run; C# is compiled and run by tests/packages.
/// </summary>
public class ReadmeTests : ToolTests
{
    private const string OtherPrograms = "Proofs by other programs";

    private static string Readme { get; } = File.ReadAllText(System.IO.Path.Combine(Repository.Folder, "README.md"));

    private static DocumentedCommand[] Commands { get; } =
    [
        .. DocumentedCommands.Of(Readme).Concat(DocumentedCommands.Of(File.ReadAllText(System.IO.Path.Combine(Repository.Folder, "samples", "PAPER.md"))))
            .Where(command => !Regex.IsMatch(command.Line, @"^(\w+=\S+ )?dotnet ")),
    ];

    [Fact]
    [Needs(External.Bash)]
    [Needs(External.Dotnet)]
    public void The_commands_of_the_readme_run_and_print_what_it_shows()
    {
        DocumentedCommand[] commands = [.. Commands.Where(c => c.Section != OtherPrograms)];
        commands.Length.Should().BeGreaterThan(10);
        commands.Count(c => c.Output is not null).Should().BeGreaterThanOrEqualTo(3);
        RunInShell(commands);
    }

    [Fact]
    [Needs(External.Bash)]
    [Needs(External.Dotnet)]
    [Needs(External.Sollya)]
    [Needs(External.Z3)]
    public void The_programs_that_check_proofs_print_what_the_readme_shows()
    {
        DocumentedCommand[] commands = [.. Commands.Where(c => c.Section == OtherPrograms)];
        commands.Where(c => c.Output is not null).Select(c => c.Line.Split(' ')[0]).Should().BeEquivalentTo("sollya", "z3");
        RunInShell(commands);
    }

    [Fact]
    public void The_synopsis_has_every_command_and_only_options_that_it_takes()
    {
        string synopsis = Regex.Match(Readme, @"^```text\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        Dictionary<string, string> usages = Regex.Split(synopsis, "^quantrelu ", RegexOptions.Multiline).Skip(1).ToDictionary(u => u.Split(' ', '\n')[0]);
        RootCommand root = CommandLine.Root(new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, IsInteractive: false));
        usages.Keys.Should().BeEquivalentTo(root.Subcommands.Where(c => !c.Hidden).Select(c => c.Name));
        foreach (Command command in root.Subcommands)
        {
            Command[] all = [command, .. command.Subcommands];
            string[] options = [.. Regex.Matches(usages[command.Name], @"(?<=[ [])--?[a-z][a-z-]*").Select(m => m.Value)];
            options.Should().BeSubsetOf(all.SelectMany(c => c.Options).SelectMany(o => o.Aliases.Append(o.Name)), "{0} takes no others", command.Name);
        }
    }

    [Fact]
    public void Commands_are_read_with_what_they_print()
    {
        const string text = """
            # A
            Use `quantrelu info` or `quantrelu info f.qrn -v | cat`, `dotnet x`.

                quantrelu build a \
                    --json
                cut f

            prints

            ```
            1

            2
            ```
            ## B

            ```csharp
            Code();
            ```

            ```
            not of a command
            ```
            """;
        DocumentedCommands.Of(text).Should().Equal(new DocumentedCommand[]
        {
            new("A", "quantrelu info f.qrn -v | cat"), new("A", "quantrelu build a --json"), new("A", "cut f") { Output = "1\n\n2\n" },
        });
    }

    private void RunInShell(IEnumerable<DocumentedCommand> commands)
    {
        // The tool as it is installed by the README: in the folder tools, which is in the PATH.
        string bash = ExternalTool.Find(External.Bash), tools = Path("tools"), tool = System.IO.Path.Combine(tools, "quantrelu");
        ExternalTool.Run(bash, "-c", """mkdir "$1" && printf '#!%s\nexec "%s" "%s" "$@"\n' "$2" "$3" "$4" > "$5" && chmod +x "$5" """,
            bash, tools, bash, ExternalTool.Find(External.Dotnet), typeof(CommandLine).Assembly.Location, tool);
        string folder = System.IO.Path.GetDirectoryName(tools)!;
        foreach (DocumentedCommand command in commands)
        {
            (int status, string output, string error) = ExternalTool.RunToEnd(
                bash, "-c", """set -o pipefail; cd "$1"; PATH=$1/tools:$PATH; eval "$2" """, bash, folder, command.Line);
            status.Should().Be(0, "'{0}' says: {1}", command.Line, error);
            output.Should().Be(command.Output ?? output, "README shows it for '{0}'", command.Line);
        }
    }
}
