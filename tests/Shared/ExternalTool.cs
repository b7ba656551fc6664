using System.Diagnostics;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Tests.Shared;

/// <summary>A program beside the tests, such as a compiler. Where it is missing a test is skipped, or fails when QUANTRELU_REQUIRE_TOOLS=1.</summary>
internal static class ExternalTool
{
    /// <summary>The first of the programs that is installed.</summary>
    public static string Find(params string[] names)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        return names.SelectMany(n => folders.Select(f => Path.Combine(f, n))).FirstOrDefault(File.Exists)
            ?? throw Missing($"None of these programs is installed: {string.Join(", ", names)}.");
    }

    /// <summary>A python3 that has a module: the system's, for which Debian packages it, or the first one.</summary>
    public static string FindPython(string module)
    {
        const string system = "/usr/bin/python3";
        string[] pythons = [.. File.Exists(system) ? [system] : Array.Empty<string>(), Find("python3")];
        return pythons.FirstOrDefault(p => Imports(p, module)) ?? throw Missing($"No python3 has the module {module}.");
    }

    /// <summary>Runs a program that must end well, and returns its standard output.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, error.GetAwaiter().GetResult());
        return output;
    }

    private static bool Imports(string python, string module)
    {
        using Process process = Process.Start(new ProcessStartInfo(python, ["-c", $"import {module}"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    // Skips the test, or fails it.
    private static UnreachableException Missing(string reason)
    {
        (Environment.GetEnvironmentVariable("QUANTRELU_REQUIRE_TOOLS") == "1").Should().BeFalse(reason);
        Assert.Skip(reason);
        return new UnreachableException(reason);
    }
}
