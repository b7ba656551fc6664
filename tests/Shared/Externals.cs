using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace QuantRelu.Tests.Shared;

/// <summary>Where on this machine the things are that tests use beside .NET: the one place that looks for them.</summary>
internal static class Externals
{
    private static readonly ConcurrentDictionary<External, string?> Paths = new();

    /// <summary>The full name of a program, device or folder; null where there is none.</summary>
    public static string? PathOf(External need) => Paths.GetOrAdd(need, static n => Candidates(n).FirstOrDefault(path => Suits(n, path)));

    /// <summary>Whether tests fail without it where tools are required.</summary>
    public static bool IsRequired(External need) => need is not (External.FullDevice or External.SealedFolder or External.Verilator or External.Cvc5);

    /// <summary>Says that it is not there.</summary>
    public static string Absence(External need) => need switch
    {
        External.PythonOnnx => "No python3 in the PATH has the module onnx.",
        _ => $"There is no {string.Join(" and no ", Names(need))}.",
    };

    private static string[] Names(External need) => need switch
    {
        External.Dotnet => [Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")],
        External.Shell => ["sh"],
        External.Bash => ["bash"],
        External.Mkfifo => ["mkfifo"],
        External.FullDevice => ["/dev/full"],
        External.SealedFolder => ["/proc/self"],
        External.CCompiler => ["gcc", "cc", "clang"],
        External.Graphviz => ["dot"],
        External.Python or External.PythonOnnx => ["python3"],
        External.Z3 => ["z3"],
        External.Sollya => ["sollya"],
        External.ShellCheck => ["shellcheck"],
        External.Iverilog => ["iverilog"],
        External.Yosys => ["yosys"],
        External.Verilator => ["verilator"],
        External.Cvc5 => ["cvc5"],
        _ => throw new UnreachableException($"{need} has no name."),
    };

    // A name that is a full one already is left alone by Path.Combine.
    private static IEnumerable<string> Candidates(External need)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        string ending = OperatingSystem.IsWindows() ? ".exe" : string.Empty;
        return Names(need).SelectMany(name => folders.Select(folder => Path.Combine(folder, name + ending)))
            .Where(need == External.SealedFolder ? Directory.Exists : File.Exists);
    }

    private static bool Suits(External need, string path)
    {
        if (need != External.PythonOnnx)
        {
            return true;
        }

        using Process process = Process.Start(new ProcessStartInfo(path, ["-c", "import onnx"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
