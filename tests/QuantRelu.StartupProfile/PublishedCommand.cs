using System.Diagnostics;
using System.Runtime.InteropServices;

namespace QuantRelu.StartupProfile;

/// <summary>The command as its package has it, compiled ahead of time, but without a profile.</summary>
internal static class PublishedCommand
{
    /// <summary>Publishes it for this machine.</summary>
    /// <param name="folder">Where to.</param>
    /// <returns>The path of its assembly.</returns>
    public static string Publish(string folder)
    {
        string platform = RuntimeInformation.RuntimeIdentifier, project = Path.Combine("src", "QuantRelu.Cli");
        string[] options = ["-c", "Release", "-r", platform, "--self-contained", "false", "-p:PublishReadyToRun=true", "-p:StartupProfile=false", "-o", folder];
        Run(Environment.CurrentDirectory, new Dictionary<string, string>(), ["publish", project, .. options]);
        return Path.Combine(folder, "QuantRelu.Cli.dll");
    }

    /// <summary>Runs <c>dotnet</c> to its end; what it writes is not shown.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static void Run(string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed: {output}{errors.Result}");
        }
    }
}
