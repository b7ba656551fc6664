using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;
using QuantRelu.Cli.Rendering;

namespace QuantRelu.Cli;

/// <summary>--help: what the parser knows about a command, under the tool's own name, and examples, in lines that fit the screen.</summary>
internal sealed partial class HelpText(HelpAction standard, int width) : SynchronousCommandLineAction
{
    /// <summary>What users call the tool; its assembly has another name, as it stands beside the library's.</summary>
    public const string ToolName = "quantrelu";

    private const string Build = """
        quantrelu build "sin(2*pi*x)/(2*pi)" --error 0.01 --lambda 2 --smoothness 2
        quantrelu build waves --error 0.01 --lambda 4 --output waves.qrn
        quantrelu build sine --error 0.01 --certify --report sine.html
        quantrelu build "x*y" --error 1e-3 --domain=-1:1,-1:1 --dry-run --json
        """;

    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        [ToolName] = Build,
        ["build"] = Build,
        ["info"] = """
            quantrelu info waves.qrn -v
            quantrelu info trained.onnx --domain=-3:3 --regions
            """,
        ["evaluate"] = """
            quantrelu evaluate waves.qrn --at 0.25,0.5 --exact
            quantrelu evaluate waves.qrn --input points.csv --output values.csv
            quantrelu build sine --error 0.01 --output - | quantrelu evaluate - --at 0.25
            """,
        ["verify"] = """
            quantrelu verify waves.qrn
            quantrelu verify waves.qrn --tolerance 0.01 --time-limit 60 --json
            quantrelu verify trained.onnx --target "sin(x)" --domain=-3:3 --error 0.05
            """,
        ["component"] = """
            quantrelu component square --r 4 --output square.json
            quantrelu component weight --value 1/3 --t 10 --lambda 3
            """,
        ["square"] = "quantrelu component square --r 4 --output square.json",
        ["multiply"] = "quantrelu component multiply --r 4 --lambda 16 --quantization linear",
        ["compact-square"] = "quantrelu component compact-square --r 4",
        ["compact-multiply"] = "quantrelu component compact-multiply --r 4 --json",
        ["weight"] = "quantrelu component weight --value 1/3 --t 10 --lambda 3",
        ["abs"] = "quantrelu component abs --json",
        ["scale"] = "quantrelu component scale --factor 3/8",
        ["hat"] = "quantrelu component hat --grid 16 --line 3",
        ["psi"] = "quantrelu component psi --grid 8 --dimension 3 --r 6",
        ["indicators"] = "quantrelu component indicators --levels 3 --cell 2",
        ["table"] = "quantrelu component table --numbers 3,0,2,1",
        ["crossbar"] = "quantrelu component crossbar --signs 1,-1,1,1",
        ["ramp"] = "quantrelu component ramp --levels 4 --cell 9",
        ["mesh-hat"] = "quantrelu component mesh-hat --levels 3 --node 5/2,7/2",
        ["hinges"] = "quantrelu component hinges --values 0,1/4,1/2,1/4,0",
        ["compare"] = """
            quantrelu compare "sin(2*pi*x)/(2*pi)" --error 0.01 --smoothness 2
            quantrelu compare zigzag --error 0.001 --structure dependent --lambda 2,3,4
            """,
        ["sweep"] = """
            quantrelu sweep "sin(2*pi*x)/(2*pi)" --error 0.1,0.01,0.001 --lambda 2,3,4,8 --smoothness 2 --output sine.csv --plot sine.svg
            quantrelu sweep zigzag hat --error 0.1,0.01 --quantization nonlinear,linear,none --structure independent,dependent
            quantrelu sweep waves --error 0.1,0.01 --lambda 2..16 --shard 2/8 --output waves-2.jsonl
            """,
        ["benchmark"] = """
            quantrelu benchmark instances
            quantrelu benchmark instances --check results.csv
            quantrelu benchmark hard --family pieces,chains --count 40 --seed 1 --timeout 300
            quantrelu benchmark near --margins 0,1e-9,1e-12 --thresholds float64 --vnnlib-version 2.0
            """,
        ["growth"] = """
            quantrelu growth --lambda 2,3 --quantization nonlinear,none
            quantrelu growth --dimension 2 --smoothness 2 --log-error 8,16,32,64,128,256 --output growth.csv --plot growth.svg
            quantrelu growth --structure dependent --target zigzag --log-error 4..12
            """,
        ["bounds"] = "quantrelu bounds --dimension 2 --smoothness 2 --error 0.01 --lambda 2..16",
        ["bitwidth"] = "quantrelu bitwidth --dimension 784,3072,150528 --error 0.01",
        ["rewrite"] = "quantrelu rewrite waves.qrn --activation leaky:1/4 --output leaky.qrn",
        ["figure"] = """
            quantrelu figure 1b --output bitwidth.svg
            quantrelu figure 1a --dimension 1,784 --error 1e-4 --raw --output derivative.csv
            quantrelu figure 3 "x*y" --error 0.1 --output network.png
            """,
        ["plot"] = """
            quantrelu plot waves.qrn --output waves.svg
            quantrelu plot volume.qrn --fix z=0.5 --samples 100000 --output slice.png
            """,
        ["export"] = """
            quantrelu export waves.qrn --output waves.json
            quantrelu export square.qrn --format sollya --error 1/256 --output square.sollya
            quantrelu export square.qrn --format smtlib --output square.smt2
            quantrelu export waves.qrn --format onnx --profile blocks --output waves.onnx
            quantrelu export square.qrn --format qonnx --input-bits 6 --output square.qonnx
            quantrelu export abs.qrn --format qonnx --value-bits 8 --output abs.qonnx
            quantrelu export abs.qrn --format qcdq --output abs.onnx
            quantrelu export waves.qrn --format dot --output waves.dot
            quantrelu export waves.qrn --format c --output waves.c
            quantrelu export waves.qrn --format c --input-scale 1/1023 --input-offset 0 --output sensor.c
            quantrelu export waves.qrn --cells 16 --output waves.vnnlib
            quantrelu export waves.qrn --cell 0:1/8 --error 0.01 --output part.vnnlib
            """,
        ["completion"] = """
            source <(quantrelu completion bash)
            quantrelu completion fish | source
            """,
        ["targets"] = "quantrelu targets --json",
        ["explain"] = """
            quantrelu explain
            quantrelu explain codebook
            """,
    };

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Gives a tree of commands this help.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="width">The most characters of a line.</param>
    public static void Install(RootCommand root, int width)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        var standard = (HelpAction)option.Action!;
        standard.MaxWidth = int.MaxValue;
        option.Action = new HelpText(standard, width);
    }

    /// <summary>Command lines that use a command; each command has some.</summary>
    public static IReadOnlyList<string> ExamplesOf(Command command) =>
        Examples[command is RootCommand ? ToolName : command.Name].ReplaceLineEndings("\n").Split('\n');

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        int exitCode = standard.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        string known = text.ToString().Replace(RootCommand.ExecutableName, ToolName, StringComparison.Ordinal);

        // The parser shows lists with bars; they are written with commas.
        known = DefaultList().Replace(known, list => list.Value.Replace('|', ','));
        IEnumerable<string> examples = ["", "Examples:", .. ExamplesOf(parseResult.CommandResult.Command).SelectMany(e => WrappedText.Command(e, 2, width))];
        foreach (string line in HelpLayout.Lines(known, width).Concat(examples))
        {
            output.WriteLine(line);
        }

        return exitCode;
    }

    [GeneratedRegex(@"\[default: [^\]\n]*\]")]
    private static partial Regex DefaultList();
}
