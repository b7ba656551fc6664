namespace QuantRelu.StartupProfile;

/// <summary>What the command is used for, in a few seconds each.</summary>
internal static class TypicalCommands
{
    // In this order: what is built is used below.
    private static readonly string[][] s_commands =
    [
        ["--version"],
        ["build", "--help"],
        ["targets"],
        ["build", "x^2", "--error", "0.1", "--construction", "paper"],
        ["build", "sin(2*pi*x)/(2*pi)", "--error", "0.1", "--output", "one.qrn"],
        ["build", "sin(2*pi*x)/(2*pi)", "--error", "0.001", "--certify", "--json"],
        ["build", "abs(x-1/3)", "--error", "0.01", "--certify"],
        ["build", "x*y", "--error", "0.1", "--certify", "--report", "page.html"],
        ["build", "max(x,y)", "--error", "0.1"],
        ["build", "sin(x)*cos(y)", "--error", "0.01", "--construction", "hierarchical", "--output", "hierarchical.qrn"],
        ["build", "sin(x)*cos(y)", "--error", "0.01", "--construction", "cells", "--output", "cells.qrn"],
        ["build", "sin(x)*cos(y)*exp(-z)", "--error", "0.2", "--construction", "cells", "--output", "three.qrn"],
        ["build", "sin(2*pi*x)/(2*pi)", "--error", "0.01", "--construction", "slopes"],
        ["build", "sin(2*pi*x)/(2*pi)", "--error", "0.001", "--construction", "crossbar", "--output", "crossbar.qrn"],
        ["build", "sin(2*pi*x)/(2*pi)", "--error", "0.01", "--construction", "paper", "--output", "paper.qrn"],
        ["build", "sin(2*pi*x)/(2*pi)", "--error", "0.001", "--construction", "paper", "--structure", "dependent", "--output", "dependent.qrn"],
        ["build", "x*y", "--error", "0.2", "--construction", "paper", "--output", "grid.qrn"],
        ["verify", "one.qrn"],
        ["verify", "hierarchical.qrn"],
        ["verify", "cells.qrn", "--json"],
        ["verify", "three.qrn"],
        ["verify", "crossbar.qrn"],
        ["verify", "paper.qrn"],
        ["verify", "dependent.qrn"],
        ["verify", "grid.qrn", "--tolerance", "0.2"],
        ["evaluate", "one.qrn", "--at", "0.3"],
        ["evaluate", "one.qrn", "--at", "0.3", "--exact"],
        ["evaluate", "cells.qrn", "--at", "0.3,0.4"],
        ["info", "one.qrn", "-v", "--regions", "--json"],
        ["info", "cells.qrn", "--regions"],
        ["export", "one.qrn", "--output", "one.json"],
        ["export", "one.qrn", "--output", "one.onnx"],
        ["export", "one.qrn", "--output", "one.vnnlib"],
        ["export", "one.qrn", "--output", "one.dot"],
        ["export", "one.qrn", "--output", "one.c"],
        ["export", "one.qrn", "--format", "smtlib", "--output", "one.smt2"],
        ["export", "one.qrn", "--format", "verilog", "--output", "one.v"],
        ["evaluate", "one.onnx", "--at", "0.3"],
        ["rewrite", "one.qrn", "--activation", "relu6", "--output", "six.qrn"],
        ["compare", "sine", "--error", "0.1"],
        ["sweep", "sine", "--error", "0.1", "--output", "sweep.csv", "--plot", "sweep.svg"],
        ["growth", "--log-error", "4..6"],
        ["bounds", "--dimension", "1", "--smoothness", "2", "--error", "0.01"],
        ["bitwidth", "--dimension", "2", "--error", "0.01"],
        ["component", "square", "--r", "2"],
        ["figure", "1b", "--output", "figure.png"],
        ["plot", "one.qrn", "--output", "plot.svg"],
        ["plot", "cells.qrn", "--regions", "--output", "plot.png"],
    ];

    /// <summary>Runs them all and tells what was compiled meanwhile.</summary>
    /// <param name="command">The assembly of the command.</param>
    /// <param name="folder">A folder for what they write.</param>
    /// <returns>Each method once, in one order.</returns>
    public static IEnumerable<CompiledMethod> Record(string command, string folder)
    {
        Directory.CreateDirectory(folder);
        string seen = Path.Combine(folder, "seen.txt");
        var environment = new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location, [StartupHook.Variable] = seen };
        foreach (string[] arguments in s_commands)
        {
            PublishedCommand.Run(folder, environment, [command, .. arguments]);
        }

        return File.ReadLines(seen).Distinct().Order(StringComparer.Ordinal).Select(CompiledMethod.Read);
    }
}
