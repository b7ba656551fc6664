using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace QuantRelu.Tests.Formats.Certificates;

/// <summary>
/// Programs that check certificates. A test that needs one is skipped where it is not installed; QUANTRELU_REQUIRE_TOOLS=1 says that z3 and sollya
/// have to be there.
/// </summary>
internal static class ProofTool
{
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(2);

    /// <summary>What the program prints about a file that holds a text.</summary>
    public static string Run(string program, string text, params string[] options)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("quantrelu-tool-");
        try
        {
            string file = Path.Combine(folder.FullName, "certificate");
            File.WriteAllText(file, text);
            return Output(program, [.. options, file]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Output(string program, string[] arguments)
    {
        using Process process = Start(program, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(MostTime))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {MostTime}.");
        }

        return output.GetAwaiter().GetResult();
    }

    private static Process Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        }
        catch (Win32Exception) when (program is not ("z3" or "sollya") || Environment.GetEnvironmentVariable("QUANTRELU_REQUIRE_TOOLS") != "1")
        {
            Assert.Skip($"{program} is not installed.");
            throw;
        }
    }
}
