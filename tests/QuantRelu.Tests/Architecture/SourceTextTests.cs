using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Architecture;

/// <summary>How the files are written that people read.</summary>
public class SourceTextTests
{
    private const int MostCharacters = 160;

    // Lines of code that are still longer. This number only shrinks.
    private const int LongLinesLeft = 52;

    [Fact]
    public void No_SDK_is_asked_for_by_a_global_json() => SourceFiles.Of("global.json").Should().BeEmpty();

    [Fact]
    public void Lines_of_documents_have_at_most_160_characters() => LongLines("*.md").Should().BeEmpty();

    [Fact]
    public void Lines_of_code_have_at_most_160_characters_and_those_that_are_longer_become_fewer()
    {
        SourceFiles.Of("*.cs").Should().HaveCountGreaterThan(400);
        LongLines("*.cs").Should().HaveCountLessThanOrEqualTo(LongLinesLeft);
    }

    // Each as its file, its number and its beginning.
    private static string[] LongLines(string pattern) => [.. SourceFiles.Of(pattern).SelectMany(file => File.ReadLines(file)
        .Index().Where(line => line.Item.Length > MostCharacters)
        .Select(line => $"{Path.GetRelativePath(Repository.Folder, file)}:{line.Index + 1}: {line.Item.Trim()[..40]}"))];
}
