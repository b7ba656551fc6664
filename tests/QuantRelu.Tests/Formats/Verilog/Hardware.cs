using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using QuantRelu.Formats.Verilog;
using QuantRelu.Tests.Shared;

namespace QuantRelu.Tests.Formats.Verilog;

/// <summary>Verilog that is compiled, run and synthesized.</summary>
internal static partial class Hardware
{
    /// <summary>The text of a module.</summary>
    public static string Module(VerilogFile file) => Text(stream => file.WriteModule(stream));

    /// <summary>The text of a test bench.</summary>
    public static string TestBench(VerilogFile file) => Text(stream => file.WriteTestBench(stream));

    /// <summary>Runs a test bench; the compiler must have nothing to say.</summary>
    public static (int ExitCode, string Out) Simulate(string standard, params string[] sources) => InFolder(sources, files =>
    {
        string compiler = ExternalTool.Find(External.Iverilog), program = files[0] + ".vvp";
        string[] found = ["-g" + standard, "-Wall", "-o", program, .. files];
        (int status, string output, string error) = ExternalTool.RunToEnd(compiler, found);
        if (status != 0 || output + error != string.Empty)
        {
            throw new InvalidOperationException($"iverilog: {output}{error}");
        }

        (int exitCode, string printed, _) = ExternalTool.RunToEnd(Path.Combine(Path.GetDirectoryName(compiler)!, "vvp"), program);
        return (exitCode, printed);
    });

    /// <summary>What verilator has to say.</summary>
    public static string Lint(string module) => InFolder([module], files =>
    {
        (_, string output, string error) = ExternalTool.RunToEnd(ExternalTool.Find(External.Verilator), ["--lint-only", .. files]);
        return output + error;
    });

    /// <summary>The 4-input look-up tables, carries and flip-flops of a module in an iCE40; yosys must have no warning.</summary>
    public static (int Tables, int Carries, int FlipFlops) Synthesize(string module, string name) => InFolder([module], files =>
    {
        string output = ExternalTool.Run(ExternalTool.Find(External.Yosys), "-p", $"read_verilog {files[0]}; synth_ice40 -top {name}; stat");
        if (output.Contains("Warning: ", StringComparison.Ordinal) && !output.Contains("ABC: Warning: ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(Warning().Match(output).Value);
        }

        string statistics = output[output.LastIndexOf("Number of cells:", StringComparison.Ordinal)..];
        return (Cells(statistics, "SB_LUT4"), Cells(statistics, "SB_CARRY"), Cells(statistics, @"SB_DFF\w*"));
    });

    /// <summary>The version of yosys, such as 0.23.</summary>
    public static string YosysVersion() => ExternalTool.Run(ExternalTool.Find(External.Yosys), "-V").Split(' ')[1];

    private static int Cells(string statistics, string kind) => Regex.Matches(statistics, $@"^ +{kind} +(\d+)", RegexOptions.Multiline)
        .Sum(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

    private static string Text(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static T InFolder<T>(string[] sources, Func<string[], T> work)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("quantrelu-verilog-");
        try
        {
            string[] files = [.. sources.Select((_, i) => Path.Combine(folder.FullName, $"source{i}.v"))];
            for (int i = 0; i < files.Length; i++)
            {
                File.WriteAllText(files[i], sources[i]);
            }

            return work(files);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("^.*Warning: .*$", RegexOptions.Multiline)]
    private static partial Regex Warning();
}
