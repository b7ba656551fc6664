using System.CommandLine;
using System.Text.Json.Nodes;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Targets;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu targets: the built-in targets, and the functions that a formula may call.</summary>
internal static class TargetsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = TypedOption.Flag("--json", "One JSON array.");
        var command = new Command("targets", "Lists the built-in targets, and the functions of which others are written.") { json };
        command.SetAction(result =>
        {
            if (result.GetValue(json))
            {
                terminal.Out.WriteLine(JsonOutput.Text(JsonOutput.Array(NamedTargets.All.Select(t => new JsonObject
                {
                    ["name"] = t.Name,
                    ["formula"] = t.Formula,
                    ["dimension"] = t.Target.Dimension,
                    ["description"] = t.Description,
                }))));
                return;
            }

            var table = new TextTable("name", "d", "formula", "what it is");
            foreach (NamedTarget target in NamedTargets.All)
            {
                table.Add(target.Name, $"{target.Target.Dimension}", target.Formula, target.Description);
            }

            table.Write(terminal.Out);
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"functions  {string.Join(' ', NamedTargets.Functions.Where(f => !f.Contains('(')))}");
            terminal.Out.WriteLine($"           {string.Join("; ", NamedTargets.Functions.Where(f => f.Contains('(')))}");
        });
        return command;
    }
}
