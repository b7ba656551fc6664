using System.CommandLine;
using QuantRelu.Claims;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Formats.Reports;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu info: the counts and claims of a saved network.</summary>
internal static class InfoCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = NetworkArgument.Create();
        Option<bool> json = TypedOption.Flag("--json", "Report as one JSON object.");
        Option<bool> layers = TypedOption.Flag("--verbose", "Units, connections and biases of every layer.", "-v");
        var command = new Command("info", "Reports a saved network: its counts, counted on it, and its claims.") { file, json, layers };
        command.SetAction(result =>
        {
            ConstructedNetwork network = NetworkArgument.Load(result.GetValue(file)!);
            Report report = Report.Of(network);
            bool verbose = result.GetValue(layers);
            terminal.Out.WriteLine(result.GetValue(json) ? ReportJson.Write(report, verbose) : ReportText.Write(report));
            if (verbose && !result.GetValue(json))
            {
                LayerTable.Write(terminal.Out, report.Counts);
            }
        });
        return command;
    }
}
