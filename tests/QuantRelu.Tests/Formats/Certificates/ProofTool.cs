using System.Diagnostics;
using QuantRelu.Tests.Shared;

namespace QuantRelu.Tests.Formats.Certificates;

/// <summary>
/// Programs that check certificates, which end with a status other than 0 when they refute one. z3 and sollya are required where tools are; other
/// solvers never are.
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
        string path = program is "z3" or "sollya" ? ExternalTool.Find(program) : ExternalTool.FindOptional(program);
        using Process process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(MostTime))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {MostTime}.");
        }

        return output.GetAwaiter().GetResult();
    }
}
