using System.Globalization;
using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Architecture;

/// <summary>How the files are written that people read.</summary>
public class SourceTextTests
{
    private const int MostCharacters = 160;

    [Fact]
    public void No_SDK_is_asked_for_by_a_global_json() => SourceFiles.Of("global.json").Should().BeEmpty();

    [Fact]
    public void Lines_have_at_most_160_characters()
    {
        string[] files = [.. SourceFiles.Of("*.cs"), .. SourceFiles.Of("*.md")];
        files.Should().HaveCountGreaterThan(400);
        Dictionary<string, int> remaining = Remaining();
        (string File, int Lines)[] tooLong = [.. files.Select(f => (Name(f), LongLines(f))).Where(f => f.Item2 > remaining.GetValueOrDefault(f.Item1))];
        tooLong.Should().BeEmpty("lines have at most {0} characters; Approved/LongLines.txt counts what is still to be mended, and only shrinks",
            MostCharacters);
    }

    // How many longer lines there still are, file by file: "2 src/Longer.cs".
    private static Dictionary<string, int> Remaining()
    {
        string list = Path.Combine(Repository.Folder, "tests", "QuantRelu.Tests", "Architecture", "Approved", "LongLines.txt");
        return File.ReadLines(list).Select(line => line.Split(' ')).ToDictionary(parts => parts[1], parts => int.Parse(parts[0], CultureInfo.InvariantCulture));
    }

    private static string Name(string file) => Path.GetRelativePath(Repository.Folder, file).Replace('\\', '/');

    private static int LongLines(string file) => File.ReadLines(file).Count(line => line.Length > MostCharacters);
}
