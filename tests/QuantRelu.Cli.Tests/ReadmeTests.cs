using System.CommandLine;
using System.Text.RegularExpressions;
using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>
/// What README and the pages of samples show is so: command lines are run word for word and in order, those of each page in a folder of its own, and print
/// what stands below them. What needs programs beside the tool stands in a section whose name ends with "by other programs". Commands of dotnet itself are run
/// by .ci/run; C# is compiled and run by tests/packages.
/// </summary>
public class ReadmeTests : ToolTests
{
    private const string OtherPrograms = "by other programs";

    private static string Readme { get; } = File.ReadAllText(System.IO.Path.Combine(Repository.Folder, "README.md"));

    private static DocumentedCommand[] Commands { get; } = [.. CommandsOf("README.md"), .. CommandsOf("samples/PAPER.md")];

    // The page of the paper is run with README; what is indented in the theory of the compact networks are formulas.
    private static readonly string[] OtherPages = ["samples/PAPER.md", "samples/COMPACT.md"];

    /// <summary>The pages of samples, each of which is run on its own.</summary>
    public static TheoryData<string> Pages { get; } = [.. Directory.GetFiles(System.IO.Path.Combine(Repository.Folder, "samples"), "*.md")
        .Select(file => $"samples/{System.IO.Path.GetFileName(file)}").Where(page => !OtherPages.Contains(page)).Order(StringComparer.Ordinal)];

    [Fact]
    [Needs(External.Bash)]
    [Needs(External.Dotnet)]
    public void The_commands_of_the_readme_run_and_print_what_it_shows()
    {
        DocumentedCommand[] commands = [.. Commands.Where(c => !NeedsOthers(c))];
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
        DocumentedCommand[] commands = [.. Commands.Where(NeedsOthers)];
        commands.Where(c => c.Output is not null).Select(c => c.Line.Split(' ')[0]).Should().BeEquivalentTo("sollya", "z3");
        RunInShell(commands);
    }

    [Fact]
    [Needs(External.Bash)]
    [Needs(External.Dotnet)]
    [Needs(External.Iverilog)]
    [Needs(External.Yosys)]
    public void What_runs_and_synthesizes_hardware_prints_what_its_page_shows() => RunInShell(CommandsOf("samples/HARDWARE.md"));

    [Theory]
    [MemberData(nameof(Pages))]
    [Needs(External.Bash)]
    [Needs(External.Dotnet)]
    public void The_commands_of_a_page_run_and_print_what_it_shows(string page) => RunInShell(CommandsOf(page).Where(c => !NeedsOthers(c)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void What_needs_other_programs_stands_in_a_section_that_says_so(string page)
    {
        string[] usual = ["quantrelu", "cut", "head", "tail", "cat", "grep", "ls", "sort", "wc", "printf", "echo", "column", "for", "mkdir"];
        CommandsOf(page).Where(c => !NeedsOthers(c)).SelectMany(c => c.Line.Split(" | ")).Select(part => part.Split(' ')[0]).Should().BeSubsetOf(usual);
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
    public void The_table_that_beats_the_first_network_is_as_the_readme_says()
    {
        Run("build", "sin(2*pi*x)/(2*pi)", "--error", "0.01", "--output", Path("sine.qrn")).ShouldSucceed();
        Readme.Should().Contain("a table of 17 bytes with linear interpolation");
        string comment = Regex.Replace(Run("export", Path("sine.qrn"), "--format", "c").ShouldSucceed().Out, @"\s*\n \*\s*", " ");
        comment.Should().Contain("17 values of 1 byte (17 bytes)").And.Contain("Take that table: it needs fewer operations.");
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

    private static IEnumerable<DocumentedCommand> CommandsOf(string document) =>
        DocumentedCommands.Of(File.ReadAllText(System.IO.Path.Combine(Repository.Folder, document)))
            .Where(command => !Regex.IsMatch(command.Line, @"^(\w+=\S+ )?dotnet "));

    private static bool NeedsOthers(DocumentedCommand command) => command.Section.EndsWith(OtherPrograms, StringComparison.Ordinal);

    private void RunInShell(IEnumerable<DocumentedCommand> commands)
    {
        string bash = ExternalTool.Find(External.Bash), folder = InstallTool(bash, ExternalTool.Find(External.Dotnet));
        Directory.CreateSymbolicLink(Path("samples"), System.IO.Path.Combine(Repository.Folder, "samples"));
        foreach (DocumentedCommand command in commands)
        {
            (int status, string output, string error) = ExternalTool.RunToEnd(
                bash, "-c", """set -o pipefail; cd "$1"; PATH=$1/tools:$PATH; eval "$2" """, bash, folder, command.Line);
            status.Should().Be(0, "'{0}' says: {1}", command.Line, error);
            output.Should().Be(command.Output ?? output, "README shows it for '{0}'", command.Line);
        }
    }
}
