using QuantRelu.Tests.Shared;

namespace QuantRelu.Tests.Architecture;

/// <summary>The files of the repository that people write.</summary>
internal static class SourceFiles
{
    /// <summary>The full names of those that fit a pattern, in order; what a build makes is left out.</summary>
    public static string[] Of(string pattern) =>
        [.. Directory.EnumerateFiles(Repository.Folder, pattern, SearchOption.AllDirectories).Where(IsWritten).Order(StringComparer.Ordinal)];

    private static bool IsWritten(string file) => !Path.GetRelativePath(Repository.Folder, file).Split(Path.DirectorySeparatorChar)
        .Any(part => part is "bin" or "obj" || (part.StartsWith('.') && part.Length > 1));
}
