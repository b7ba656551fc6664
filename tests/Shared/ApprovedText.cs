using System.Runtime.CompilerServices;
using FluentAssertions;

namespace QuantRelu.Tests.Shared;

/// <summary>
/// Compares a text with the approved one in the folder Approved beside the test. Set QUANTRELU_APPROVE=1 to approve what is received.
/// </summary>
internal static class ApprovedText
{
    public static void Check(string name, string received, [CallerFilePath] string test = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(OnThisMachine(test))!, "Approved");
        string approved = Path.Combine(folder, $"{name}.txt");
        string text = received.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("QUANTRELU_APPROVE") == "1")
        {
            File.WriteAllText(approved, text);
            return;
        }

        string expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : string.Empty;
        if (text != expected)
        {
            File.WriteAllText(Path.Combine(folder, $"{name}.received.txt"), text);
        }

        text.Should().Be(expected, "this is the approved text {0}; if the change is meant, run the tests with QUANTRELU_APPROVE=1", approved);
    }

    // A deterministic build writes /_/ for the folder of the solution, wherever that lies.
    private static string OnThisMachine(string path)
    {
        const string mapped = "/_/";
        return path.StartsWith(mapped, StringComparison.Ordinal) ? Path.Combine(Repository.Folder, path[mapped.Length..]) : path;
    }
}
