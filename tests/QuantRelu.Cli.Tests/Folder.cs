using QuantRelu.Claims;
using QuantRelu.Formats;

namespace QuantRelu.Cli.Tests;

/// <summary>A temporary folder, and small networks saved in it.</summary>
public sealed class Folder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory().FullName;

    /// <summary>The names of the files in it, hidden ones too.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFileSystemEntries(_path).Select(p => Path.GetFileName(p)!);

    /// <summary>The path of a file in it.</summary>
    public string At(string name) => Path.Combine(_path, name);

    /// <summary>Writes a text and returns its path.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>A network saved by a command, and its path.</summary>
    public async Task<string> Save(string name, params string[] args)
    {
        (await Tool.Run([.. args, "--output", At(name)])).Succeeds();
        return At(name);
    }

    /// <summary>The square on [0,1] with few weights, saved; and its path.</summary>
    public Task<string> Square(string name = "square.qrn") => Save(name, "component", "square", "--r", "2");

    /// <summary>The product on [-1,1]², saved; and its path.</summary>
    public Task<string> Product(string name = "product.qrn") => Save(name, "component", "multiply", "--r", "2");

    /// <summary>The network in a file.</summary>
    public ConstructedNetwork Load(string name) => NetworkFile.Load(At(name));

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_path, recursive: true);
}
