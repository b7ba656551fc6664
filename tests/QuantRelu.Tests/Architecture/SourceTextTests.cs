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
    public void No_line_of_code_or_of_a_document_is_longer_than_160_characters()
    {
        SourceFiles.Of("*.cs").Should().HaveCountGreaterThan(400);
        SourceFiles.Of("*.md").Should().HaveCountGreaterThan(1);
        LongLines("*.cs").Concat(LongLines("*.md")).Should().BeEmpty();
    }

    // Each as its file, its number and its beginning.
    private static string[] LongLines(string pattern) => [.. SourceFiles.Of(pattern).SelectMany(file => File.ReadLines(file)
        .Index().Where(line => line.Item.Length > MostCharacters)
        .Select(line => $"{Path.GetRelativePath(Repository.Folder, file)}:{line.Index + 1}: {line.Item.Trim()[..40]}"))];
}
