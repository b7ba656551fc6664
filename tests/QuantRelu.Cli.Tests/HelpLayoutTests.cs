using System.CommandLine;
using System.Text.RegularExpressions;
using FluentAssertions;
using QuantRelu.Cli.Rendering;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>Help and explanations on screens of several widths: no line is longer, no word is cut, nothing is lost.</summary>
public class HelpLayoutTests : ToolTests
{
    private static readonly int[] Widths = [40, 60, 80, 120, 200];

    public static TheoryData<string> Lines
    {
        get
        {
            RootCommand root = CommandLine.Root(new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, IsInteractive: false));
            return
            [
                .. Paths(root, string.Empty).Select(path => $"{path} --help".TrimStart()), "explain", .. Explanations.All.Select(e => $"explain {e.Name}"),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Every_word_stands_whole_in_lines_that_fit(string line)
    {
        string[] whole = Words(At(WrappedText.Unlimited, line));
        foreach (int width in Widths)
        {
            string[] lines = At(width, line);
            lines.Where(l => l.Length > width).Where(l => !IsOneWord(l)).Should().BeEmpty("the screen has {0} columns", width);
            Words(lines).Should().Equal(whole, "all is told on {0} columns, too", width);
        }
    }

    [Fact]
    public void Descriptions_hang_beside_names_and_below_those_that_are_too_long()
    {
        string[] lines = At(60, "bitwidth --help");
        lines.Should().ContainInConsecutiveOrder(
            "  --dimension <list> (REQUIRED)",
            "                          d, one or several; 784, 3072 and",
            "                          150528 are the sizes of MNIST,",
            "                          CIFAR-10 and ImageNet images.",
            "  --smoothness <integer>  n, how many derivatives are",
            "                          bounded by 1. [default: 1]");
    }

    [Fact]
    public void Without_a_command_three_command_lines_are_shown_that_work_one_after_another()
    {
        Outcome outcome = Run();
        outcome.ExitCode.Should().Be(ExitCode.BadInput);
        outcome.Error.TrimEnd().Should().Match("'quantrelu' needs one of its commands: build, *.");
        string[] shown = [.. outcome.Lines.Where(l => l.StartsWith("  quantrelu ", StringComparison.Ordinal)).Select(l => l.Trim())];
        shown.Should().Equal(Introduction.Examples);
        foreach (string example in shown)
        {
            Run([.. ExplainTests.Arguments(example).Select(a => a.StartsWith("sine.", StringComparison.Ordinal) ? Path(a) : a)]).ShouldSucceed();
        }

        Files.Should().Equal("sine.qrn", "sine.svg");
    }

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(c => Paths(c, $"{path} {c.Name}".Trim())).Prepend(path);

    private static string[] At(int width, string line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(TextReader.Null, output, error, IsInteractive: false) { Width = width };
        CommandLine.RunAsync(line.Split(' '), terminal).GetAwaiter().GetResult().Should().Be(0, error.ToString());
        return output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }

    // What was broken after a bar is one word; the backslashes at the ends of command lines are no words.
    private static string[] Words(string[] lines) =>
        Regex.Replace(Regex.Replace(string.Join('\n', lines), @" \\\n", " "), @"(?<=\|)\n\s+(?=\S)", string.Empty)
            .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsOneWord(string line) => !line.TrimEnd('\\', ' ').Trim().Contains(' ') || Regex.IsMatch(line, "^ *\"[^\"]*\"( \\\\)?$");
}
