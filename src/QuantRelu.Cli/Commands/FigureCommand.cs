using System.CommandLine;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Figures.Paper;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats.Tables;
using QuantRelu.Targets;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu figure: a figure of the paper, drawn from our own numbers and networks.</summary>
internal sealed class FigureCommand
{
    private const int MostDimension = 1_000_000_000;
    private const int StandardSmoothness = 2;
    private readonly Terminal _terminal;
    private readonly Argument<string> _name =
        new("NAME") { HelpName = "NAME", Description = "The figure: " + string.Join(", ", PaperFigures.All.Select(f => $"{f.Name} {f.Description}")) + "." };
    private readonly Argument<string?> _target =
        new("TARGET")
        {
            Description = "The target of figures 3, 4 and 5, as for quantrelu build; by default one that suits the figure.",
            Arity = ArgumentArity.ZeroOrOne
        };
    private readonly PictureOutput _output = new(isTableToo: true);
    private readonly Option<Rational> _error = TypedOption.Number(
        "--error", "ε of the network that a figure shows, above 0, or of the bound of figures 1a and 1b, above 0 and below 1.",
        e => e.Sign > 0 && e <= AskedError.Greatest ? null : $"--error is {e.ToShortString()}; it must be above 0, and at most 1e300.");
    private readonly Option<int?> _smoothness = TypedOption.OptionalInteger(
        "--smoothness", "n of the network of figure 3, by default 2, or of the bound of figures 1a and 1b.", 1, NetworkRequest.MostSmooth);

    private readonly Option<int[]> _dimension = ClassOptions.List("--dimension", "d of figure 1a, up to six.", 1, MostDimension);
    private readonly Option<bool> _raw = TypedOption.Flag("--raw", "Figure 1a with θ₁ = 1: dM/dλ as it is, in place of its quotient by M(λ_opt).");
    private readonly CodebookOptions _codebook = new();

    private FigureCommand(Terminal terminal) => _terminal = terminal;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var self = new FigureCommand(terminal);
        self._name.CompletionSources.Add([.. PaperFigures.All.Select(f => f.Name)]);
        self._error.DefaultValueFactory = _ => Rational.Create(1, 100);
        self._dimension.Required = false;
        var command = new Command("figure", "Draws a figure of the paper from the numbers and networks that are computed here.") { self._name, self._target };
        self._output.AddTo(command);
        command.Add(self._error);
        command.Add(self._smoothness);
        command.Add(self._dimension);
        command.Add(self._raw);
        self._codebook.AddTo(command);
        command.SetAction(self.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        PaperFigure figure = Find(result.GetValue(_name)!);
        CheckOptions(result, figure);
        _output.Check(result);
        if (figure.Target is null && result.GetValue(_error) is var error && error >= 1)
        {
            throw CommandFailure.BadInput($"--error is {error.ToShortString()}; for figure {figure.Name} it must be above 0 and below 1.");
        }

        FigureChoices choices = Choices(result, Target(figure, result.GetValue(_target)));
        var progress = new ProgressDisplay(_terminal);
        if (_output.IsTable(result))
        {
            DataTable table = figure.HasTable
                ? await progress.RunAsync("computing", _ => figure.Table(choices)).ConfigureAwait(false)
                : throw CommandFailure.BadInput($"Figure {figure.Name} is the drawing of a network: it has no table, and is written as .svg or .png.");
            _output.Save(result, table, cancellationToken);
            return ExitCode.Done;
        }

        Picture picture = await progress.RunAsync("drawing", _ => figure.Draw(choices)).ConfigureAwait(false);
        _output.Save(result, _terminal, picture, cancellationToken);
        return ExitCode.Done;
    }

    private FigureChoices Choices(ParseResult result, Target target)
    {
        Rational error = result.GetValue(_error);
        bool isGiven = result.GetResult(_error) is { Implicit: false };
        var network = new NetworkRequest(target, error)
        {
            Family = _codebook.Read(result),
            Smoothness = result.GetValue(_smoothness) ?? StandardSmoothness,
        };
        return new FigureChoices(network)
        {
            Dimensions = [.. result.GetValue(_dimension) ?? []],
            Smoothness = result.GetValue(_smoothness),
            Error = isGiven ? (double)error : null,
            IsRaw = result.GetValue(_raw),
        };
    }

    private static void CheckOptions(ParseResult result, PaperFigure figure)
    {
        IEnumerable<string> given = result.CommandResult.Command.Options.Where(o => result.GetResult(o) is { Implicit: false }).Select(o => o.Name);
        if (given.FirstOrDefault(name => name != "--output" && !figure.Choices.Contains(name[2..])) is { } extra)
        {
            throw CommandFailure.BadInput($"Figure {figure.Name} takes no {extra}: leave it out.");
        }
    }

    private static Target Target(PaperFigure figure, string? given) => figure.Target is null && given is not null
        ? throw CommandFailure.BadInput($"Figure {figure.Name} shows no target: leave out '{given}'.")
        : TargetOptions.Read(given ?? figure.Target ?? "x", null, null);

    private static PaperFigure Find(string name) => PaperFigures.All.FirstOrDefault(f => f.Name == name) ?? throw CommandFailure.BadInput(
        NearestName.Find(name, PaperFigures.All.Select(f => f.Name)) is { } near
            ? $"There is no figure '{name}': did you mean '{near}'?"
            : $"There is no figure '{name}'; there are {string.Join(", ", PaperFigures.All.Select(f => f.Name))}.");
}
