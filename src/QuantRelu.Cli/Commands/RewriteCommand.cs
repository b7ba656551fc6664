using System.CommandLine;
using QuantRelu.Activations;
using QuantRelu.Cli.Options;
using QuantRelu.Formats.Reports;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu rewrite: a saved network with another activation, which computes the same function.</summary>
internal static class RewriteCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var file = new NetworkArgument();
        Option<Activation> activation = ActivationOption.Create();
        activation.Required = true;
        var output = new OutputOption();
        Option<bool> json = TypedOption.Flag("--json", "Report as one JSON object.");
        var command = new Command("rewrite", "Writes a saved network with another activation; it computes exactly the same function.") { activation };
        file.AddTo(command);
        file.AddDomainTo(command);
        output.AddTo(command);
        command.Add(json);
        command.SetAction((result, cancellationToken) => Task.Run(() =>
        {
            output.Check(result, terminal);
            ConstructedNetwork network = ActivationChange.To(file.Load(result, terminal), result.GetValue(activation)!);
            output.Save(result, terminal, network, cancellationToken);
            Report report = Report.Of(network);
            output.Report(result, terminal).WriteLine(
                result.GetValue(json) ? ReportJson.Write(report.WithRegionCount(network.Network)) : ReportText.Write(report));
        }, cancellationToken));
        return command;
    }
}
