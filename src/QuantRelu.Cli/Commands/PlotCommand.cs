using System.CommandLine;
using QuantRelu.Claims;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Figures.Approximation;
using QuantRelu.Figures.Diagrams;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu plot: a saved network beside its target, with the error that is certified.</summary>
internal sealed class PlotCommand
{
    private const int LeastSamples = 16;
    private const int MostSamples = 100_000_000;
    private readonly Terminal _terminal;
    private readonly NetworkArgument _file = new();
    private readonly Option<string?> _target = TypedOption.Text("--target", "The target, on the network's domain; by default the one in the file.", "TARGET");
    private readonly PictureOutput _output = new();
    private readonly SectionOption _section = new();
    private readonly Option<int> _samples = TypedOption.Integer(
        "--samples", "At about how many points network and target are compared.", LeastSamples, MostSamples, standard: ApproximationPlot.StandardSamples);
    private readonly Option<bool> _certify = TypedOption.Flag("--certify", "Prove the error first; of one variable that is always done.");
    private readonly CertificationChoice _certification = new();
    private readonly Option<bool> _units = TypedOption.Flag(
        "--units", $"Draw the network itself, unit by unit, and what each unit computes; for at most {NetworkDrawing.MostWeights} weights.");
    private readonly Option<bool> _regions = TypedOption.Flag(
        "--regions", "Draw the linear regions of a network with two inputs, as facets of the surface that it is.");

    private PlotCommand(Terminal terminal) => _terminal = terminal;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var self = new PlotCommand(terminal);
        var command =
            new Command(
                "plot",
                "Draws a saved network beside its target: curves and the certified error band of one variable, "
                    + "a heat map of the error over two.") { self._target };
        self._file.AddTo(command);
        self._file.AddDomainTo(command);
        self._file.AddCoordinateTo(command);
        self._output.AddTo(command);
        self._section.AddTo(command);
        command.Add(self._samples);
        command.Add(self._certify);
        self._certification.AddTo(command);
        command.Add(self._units);
        command.Add(self._regions);
        command.SetAction(self.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        _output.Check(result);
        ConstructedNetwork network = _file.LoadOne(result, _terminal);
        if (result.GetValue(_units))
        {
            _output.Save(result, _terminal, Drawn(() => NetworkDrawing.Draw(network)), cancellationToken);
            return ExitCode.Done;
        }

        if (result.GetValue(_regions))
        {
            Picture drawn = await new ProgressDisplay(_terminal).RunAsync(
                "finding regions", _ => Drawn(() => RegionPlot.Draw(network, cancellationToken))).ConfigureAwait(false);
            _output.Save(result, _terminal, drawn, cancellationToken);
            return ExitCode.Done;
        }

        Target target = NetworkTarget.Of(network, result.GetValue(_target));
        network = NetworkTarget.Claimed(network, target);
        Section section = _section.Read(result, target.Domain);
        var progress = new ProgressDisplay(_terminal);
        if (target.Dimension == 1 || result.GetValue(_certify))
        {
            network = await CertifiedAsync(result, network, target, progress, cancellationToken).ConfigureAwait(false);
        }

        Picture picture = await progress.RunAsync(
            "comparing", report => ApproximationPlot.Draw(network, target, section, result.GetValue(_samples), report, cancellationToken))
                .ConfigureAwait(false);
        _output.Save(result, _terminal, picture, cancellationToken);
        return ExitCode.Done;
    }

    private static Picture Drawn(Func<Picture> draw)
    {
        try
        {
            return draw();
        }
        catch (ArgumentException e)
        {
            throw CommandFailure.BadInput(e.Message.Split(" (Parameter", 2)[0]);
        }
    }

    // What is proved of the error is drawn, however wide; where that ended early it is told.
    private async Task<ConstructedNetwork> CertifiedAsync(
        ParseResult result, ConstructedNetwork network, Target target, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        CertificationResult certified = await _certification.RunAsync(result, network, target, progress, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (certified.Outcome == CertificationOutcome.TargetUnbounded)
        {
            throw CommandFailure.BadInput(certified.Message);
        }

        if (certified.Outcome != CertificationOutcome.Reached)
        {
            await _terminal.Messages.WriteLineAsync(certified.Message).ConfigureAwait(false);
        }

        Provenance told = network.Provenance with { Certified = certified.Error, IsOfFile = false };
        return network with { Provenance = certified.Error is { } proved ? ClaimCheck.Corrected(told, proved) : told };
    }
}
