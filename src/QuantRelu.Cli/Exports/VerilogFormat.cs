using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using QuantRelu.Cli.Options;
using QuantRelu.Formats;
using QuantRelu.Formats.Verilog;

namespace QuantRelu.Cli.Exports;

/// <summary>Verilog: a module of adders beside its test bench, and on standard error what they are made of.</summary>
internal static partial class VerilogFormat
{
    private const string Ending = ".v";
    private const int StandardAdders = 20_000;
    private const int MostVectors = 1 << 20;
    private static readonly VerilogExportOptions Standard = new();

    /// <summary>The format.</summary>
    public static ExportFormat Create(Option<int?> inputBits)
    {
        Option<int?> latency = TypedOption.OptionalInteger(
            "--latency", "Verilog: the registers on every way from an input to the output; by default one after each layer that is left.", 0, int.MaxValue);
        Option<int> vectors = TypedOption.Integer(
            "--vectors", "Verilog: the most vectors of the test bench; all inputs where there are no more.", 1, MostVectors, Standard.Vectors);
        Option<int> adders = TypedOption.Integer("--max-adders", "Verilog: the most adders that are written.", 1, int.MaxValue, StandardAdders);
        string? message = null;
        return new("verilog", [Ending], [inputBits, latency, vectors, adders], (_, _, _) =>
            throw CommandFailure.BadInput($"A module and its test bench belong together: --output NAME{Ending} names both."))
        {
            Files = (result, network, path) =>
            {
                CheckWeights(network.Network.Count().Weights);
                VerilogFile file = VerilogFile.Of(network, new VerilogExportOptions
                {
                    Name = Name(path),
                    InputBits = InputBits(result.GetValue(inputBits)),
                    Latency = result.GetValue(latency),
                    Vectors = result.GetValue(vectors),
                });
                Check(file, result.GetValue(adders));
                string bench = (path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? path[..^Ending.Length] : path) + "_tb" + Ending;
                message = $"'{path}' and '{bench}', its test bench: {file.Counts} "
                    + "For exact test vectors and for study: a table of values or a multiplier may be smaller.";
                return [new OutputFile(path, stream => file.WriteModule(stream)), new OutputFile(bench, stream => file.WriteTestBench(stream))];
            },
            Message = () => message,
        };
    }

    // A module named after its file, which no keyword begins like.
    private static string Name(string path) => $"quantrelu_{NoIdentifier().Replace(Path.GetFileNameWithoutExtension(path), "_")}";

    private static int InputBits(int? given) => given is 0
        ? throw CommandFailure.BadInput($"--input-bits is 0; an input of --format verilog has from 1 to {VerilogFile.MostInputBits} bits.")
        : given ?? Standard.InputBits;

    private static void CheckWeights(BigInteger weights)
    {
        if (weights > VerilogFile.MostWeights)
        {
            throw new CommandFailure(ExitCode.OverLimit, string.Create(CultureInfo.InvariantCulture,
                $"The network has {weights:N0} weights; --format verilog takes networks of at most {VerilogFile.MostWeights:N0}."));
        }
    }

    private static void Check(VerilogFile file, int most)
    {
        if (file.Adders > most)
        {
            throw new CommandFailure(ExitCode.OverLimit, string.Create(CultureInfo.InvariantCulture,
                $"The module would have {file.Adders:N0} adders of up to {file.SumBits} bits; the limit is {most:N0}, which --max-adders raises."));
        }
    }

    [GeneratedRegex("[^A-Za-z0-9_]")]
    private static partial Regex NoIdentifier();
}
