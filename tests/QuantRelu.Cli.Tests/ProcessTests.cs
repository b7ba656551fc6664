using System.Diagnostics;
using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>The tool as a process of its own: what its two streams and its exit code are.</summary>
public class ProcessTests
{
    [Fact]
    public async Task Results_go_to_standard_output_and_the_process_exits_with_0()
    {
        Outcome outcome = await Start("build", "x/2", "--error", "0.2", "--smoothness", "1", "--json");
        outcome.Succeeds().Error.Should().BeEmpty();
        ReportKeys.AreComplete(outcome.Json);
        outcome.Out.Should().Be((await Tool.Run("build", "x/2", "--error", "0.2", "--smoothness", "1", "--json")).Out, "no byte depends on the process");
    }

    [Fact]
    public async Task A_refusal_goes_to_standard_error_with_its_exit_code()
    {
        (await Start("build", "1/x", "--error", "0.1")).Refuses(ExitCode.BadInput, "not finite at x = 0");
        (await Start("build", "x", "--error", "0.1", "--max-weights", "10")).Refuses(ExitCode.OverLimit, "--max-weights");
    }

    private static async Task<Outcome> Start(params string[] args)
    {
        string tool = typeof(CommandLine).Assembly.Location;
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [tool, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, output, await error);
    }
}
