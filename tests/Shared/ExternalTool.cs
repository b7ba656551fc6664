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
        string? found = names.SelectMany(n => folders.Select(f => Path.Combine(f, n))).FirstOrDefault(File.Exists);
        if (found is null)
        {
            string reason = $"None of these programs is installed: {string.Join(", ", names)}.";
            (Environment.GetEnvironmentVariable("QUANTRELU_REQUIRE_TOOLS") == "1").Should().BeFalse(reason);
            Assert.Skip(reason);
        }

        return found!;
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
}
