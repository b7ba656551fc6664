using System.CommandLine;
using QuantRelu.Cli.Rendering;
using QuantRelu.Targets;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu explain: the words that reports and options use.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var term = new Argument<string[]>("TERM")
        {
            HelpName = "TERM",
            Arity = ArgumentArity.ZeroOrMore,
            Description = $"One of {string.Join(", ", Explanations.All.Select(e => e.Name))}, or another name of one; without it all are listed.",
            CustomParser = result => [.. result.Tokens.Select(t => t.Value)],
        };
        term.CompletionSources.Add(_ => Explanations.All.Select(e => new System.CommandLine.Completions.CompletionItem(e.Name, detail: e.Summary)));
        var command = new Command("explain", "Explains a word that reports and options use: codebook, error, certified, structure and others.") { term };
        command.SetAction(result =>
        {
            string word = string.Join(' ', result.GetValue(term)!);
            foreach (string line in word.Length == 0 ? List(terminal.Width) : Explanations.Lines(Find(word), terminal.Width))
            {
                terminal.Out.WriteLine(line);
            }
        });
        return command;
    }

    private static IEnumerable<string> List(int width) =>
        HelpLayout.Lines("Terms:\n" + string.Join('\n', Explanations.All.Select(e => $"  {e.Name}  {e.Summary}")), width);

    private static Explanation Find(string word) => Explanations.Find(word) ?? throw CommandFailure.BadInput(
        NearestName.Find(word, Explanations.Names) is { } near
            ? $"There is no explanation of '{word}': did you mean '{near}'?"
            : $"There is no explanation of '{word}'; there are {string.Join(", ", Explanations.All.Select(e => e.Name))}.");
}
