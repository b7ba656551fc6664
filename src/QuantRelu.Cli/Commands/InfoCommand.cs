using System.CommandLine;
using QuantRelu.Analysis;
using QuantRelu.Claims;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Formats.Reports;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu info: the counts, claims and number format of a saved network.</summary>
internal static class InfoCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var file = new NetworkArgument();
        Option<bool> json = TypedOption.Flag("--json", "Report as one JSON object.");
        Option<bool> layers = TypedOption.Flag("--verbose", "Units, connections, biases and number format of every layer.", "-v");
        Option<bool> regions = TypedOption.Flag(
            "--regions", "Linear regions, range and Lipschitz constant, exactly, of a network with at most three inputs.");
        var command = new Command(
            "info", "Reports a saved network: its counts, counted on it, its claims, and the number format that its values need.")
        {
            json, layers, regions,
        };
        file.AddTo(command);
        file.AddDomainTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            ConstructedNetwork network = file.Load(result, terminal);
            Report report = Report.WithPrecision(network);
            if (result.GetValue(regions))
            {
                report = await new ProgressDisplay(terminal).RunAsync("finding regions", _ => WithRegions(report, network, cancellationToken))
                    .ConfigureAwait(false);
            }
            else if (result.GetValue(json))
            {
                report = report.WithRegionCount(network.Network);
            }

            bool verbose = result.GetValue(layers);
            terminal.Out.WriteLine(result.GetValue(json) ? ReportJson.Write(report, verbose) : ReportText.Write(report));
            if (verbose && !result.GetValue(json))
            {
                LayerTable.Write(terminal.Out, report.Counts, report.Precision!);
            }

            ImmutableArray<string> contradictions = ClaimCheck.Contradictions(network.Provenance);
            return contradictions.Length == 0
                ? ExitCode.Done
                : throw new CommandFailure(ExitCode.ClaimFails, $"Claims of the file contradict each other: {string.Join("; ", contradictions)}.");
        });
        return command;
    }

    private static Report WithRegions(Report report, ConstructedNetwork network, CancellationToken cancellationToken) =>
        LinearRegions.Obstacle(network.Network) is { } obstacle
            ? throw CommandFailure.BadInput(obstacle)
            : report.WithRegions(network.Network, cancellationToken);
}
