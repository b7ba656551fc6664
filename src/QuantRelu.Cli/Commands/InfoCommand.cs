using System.CommandLine;
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
        Argument<string> file = NetworkArgument.Create();
        Option<bool> json = TypedOption.Flag("--json", "Report as one JSON object.");
        Option<bool> layers = TypedOption.Flag("--verbose", "Units, connections, biases and number format of every layer.", "-v");
        var command = new Command(
            "info", "Reports a saved network: its counts, counted on it, its claims, and the number format that its values need.") { file, json, layers };
        command.SetAction(result =>
        {
            ConstructedNetwork network = NetworkArgument.Load(terminal, result.GetValue(file)!);
            Report report = Report.WithPrecision(network);
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
}
