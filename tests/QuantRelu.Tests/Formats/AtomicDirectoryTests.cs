using FluentAssertions;
using QuantRelu.Formats;
using Xunit;

namespace QuantRelu.Tests.Formats;

/// <summary>A directory appears whole or not at all.</summary>
public sealed class AtomicDirectoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantrelu-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Place => Path.Combine(_folder.FullName, "set");

    private static OutputFile File(string name, string text) => new(name, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Its_files_are_there_and_nothing_else_whether_or_not_it_was_there_empty(bool isThere)
    {
        if (isThere)
        {
            Directory.CreateDirectory(Place);
        }

        AtomicDirectory.Write(Place + Path.DirectorySeparatorChar, [File("a", "1"), File("b/c", "2")]);
        Directory.EnumerateFileSystemEntries(_folder.FullName, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.FullName, f))
            .Should().BeEquivalentTo("set", Path.Combine("set", "a"), Path.Combine("set", "b"), Path.Combine("set", "b", "c"));
        System.IO.File.ReadAllText(Path.Combine(Place, "b", "c")).Should().Be("2");
    }

    [Fact]
    public void Nothing_is_left_of_what_fails_or_is_cancelled()
    {
        var boom = new OutputFile("b", _ => throw new InvalidDataException("boom"));
        ((Action)(() => AtomicDirectory.Write(Place, [File("a", "1"), boom]))).Should().Throw<InvalidDataException>().WithMessage("boom");
        using var stop = new CancellationTokenSource();
        var last = new OutputFile("b", _ => stop.Cancel());
        ((Action)(() => AtomicDirectory.Write(Place, [File("a", "1"), last, File("c", "3")], stop.Token))).Should().Throw<OperationCanceledException>();
        Directory.EnumerateFileSystemEntries(_folder.FullName).Should().BeEmpty();
    }

    [Fact]
    public void What_stands_there_stays_and_the_message_names_what_was_asked_for()
    {
        Directory.CreateDirectory(Place);
        System.IO.File.WriteAllText(Path.Combine(Place, "mine"), "1");
        Action onIt = () => AtomicDirectory.Write(Place, [File("a", "1")]);
        onIt.Should().Throw<IOException>().WithMessage($"'{Place}' cannot be written: it is there*");
        string file = Path.Combine(Place, "mine"), missing = Path.Combine(_folder.FullName, "no", "set");
        ((Action)(() => AtomicDirectory.Check(file))).Should().Throw<IOException>().WithMessage($"'{file}' cannot be written: a file*");
        ((Action)(() => AtomicDirectory.Check(missing))).Should().Throw<IOException>().WithMessage($"'{missing}' cannot be written: there is no directory*");
        ((Action)(() => AtomicDirectory.Check(Path.GetPathRoot(Place)!))).Should().Throw<IOException>();
        Directory.EnumerateFileSystemEntries(_folder.FullName, "*", SearchOption.AllDirectories).Should().HaveCount(2);
    }
}
