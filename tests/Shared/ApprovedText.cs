using Xunit;

namespace QuantRelu.Approvals;

/// <summary>
/// Texts that people rely on, kept in Approved/*.txt of the project that makes them. A test of one that changed fails, shows
/// the first line that differs, and writes what it got beside it (*.received.txt). With QUANTRELU_APPROVE=1 the texts that
/// the tests get become the approved ones.
/// </summary>
internal static class ApprovedText
{
    private const string Approve = "QUANTRELU_APPROVE";

    /// <summary>Fails unless the text is the approved one.</summary>
    public static void Check(string text, string name)
    {
        string folder = Path.Combine(Project(), "Approved");
        string approved = Path.Combine(folder, name + ".txt");
        string received = Path.Combine(folder, name + ".received.txt");
        string got = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable(Approve) == "1")
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(approved, got);
        }

        string wanted = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : string.Empty;
        if (wanted == got)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, got);
        Assert.Fail($"'{name}' is not the approved text. {Difference(wanted, got)}\nCompare {received} with {approved}; {Approve}=1 dotnet test takes it over.");
    }

    // The paths that the compiler knows are not those of this machine in a deterministic build: the project lies above its output.
    private static string Project()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && folder.GetFiles("*.csproj").Length == 0)
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"There is no project above '{AppContext.BaseDirectory}', and so no approved text.");
    }

    private static string Difference(string wanted, string got)
    {
        string[] before = wanted.Split('\n');
        string[] after = got.Split('\n');
        int line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"The first difference is in line {line + 1}:\n  approved: {Line(before, line)}\n  received: {Line(after, line)}";
    }

    private static string Line(string[] lines, int line) => line < lines.Length ? lines[line] : "(the text ends)";
}
