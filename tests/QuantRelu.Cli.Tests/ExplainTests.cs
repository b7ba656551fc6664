using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class ExplainTests : ToolTests
{
    public static TheoryData<string> Names => [.. Explanations.All.Select(e => e.Name)];

    /// <summary>Below a command line of an explanation stand lines that it prints.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void What_an_explanation_shows_is_what_its_commands_print(string name)
    {
        string[] printed = [];
        foreach (string line in Explanations.Find(name)!.Text.Where(l => l.StartsWith(Explanations.Indent, StringComparison.Ordinal)).Select(l => l.Trim()))
        {
            if (line.StartsWith(HelpText.ToolName + " ", StringComparison.Ordinal))
            {
                printed = [.. Run([.. Arguments(line).Select(a => a.EndsWith(".qrn", StringComparison.Ordinal) ? Path(a) : a)]).ShouldSucceed().Lines];
            }
            else
            {
                printed.Should().Contain(line);
            }
        }
    }

    [Fact]
    public void Every_explanation_points_to_others_that_there_are_and_no_name_means_two()
    {
        Explanations.All.Should().HaveCountGreaterThan(15);
        Explanations.Names.Should().OnlyHaveUniqueItems();
        foreach (Explanation explanation in Explanations.All)
        {
            explanation.Summary.Should().EndWith(".");
            IEnumerable<Match> pointers = explanation.Text.Select(l => Regex.Match(l, @"See: (.+)\.$")).Where(m => m.Success);
            string[] see = [.. pointers.SelectMany(m => m.Groups[1].Value.Split(", "))];
            see.Should().OnlyContain(n => Explanations.All.Any(e => e.Name == n) && n != explanation.Name);
        }
    }

    [Theory]
    [InlineData("codebook", "codebook: The λ distinct values")]
    [InlineData("λ", "codebook: ")]
    [InlineData("ε", "error: ")]
    [InlineData("Nonlinear Quantization", "nonlinear: ")]
    [InlineData("n", "smoothness: n: how many derivatives")]
    public void A_word_is_found_by_any_of_its_names(string words, string beginning) =>
        Run(["explain", .. words.Split(' ')]).ShouldSucceed().Out.Should().StartWith(beginning);

    [Fact]
    public void Without_a_word_all_are_listed()
    {
        string[] lines = Run("explain").ShouldSucceed().Lines;
        lines[1..].Select(l => l.Trim().Split(' ')[0]).Should().Equal(Explanations.All.Select(e => e.Name));
        Run("explain", "--help").ShouldSucceed().Out.Should().Contain(string.Join(", ", Explanations.All.Select(e => e.Name)));
    }

    [Theory]
    [InlineData("codebok", "did you mean 'codebook'?")]
    [InlineData("certifed", "did you mean 'certified'?")]
    [InlineData("weather", "there are bits, bound, cells")]
    public void An_unknown_word_is_one_sentence(string word, string part) => Run("explain", word).ShouldRefuse(ExitCode.BadInput, word, part);

    /// <summary>The words of a command line, which may be quoted, without the tool.</summary>
    internal static string[] Arguments(string line) =>
        [.. Regex.Matches(line, "\"([^\"]*)\"|\\S+").Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Value).Skip(1)];
}
