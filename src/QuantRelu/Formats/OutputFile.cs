namespace QuantRelu.Formats;

/// <summary>A file that shall be written.</summary>
public sealed class OutputFile
{
    /// <summary>A file and its content.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public OutputFile(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        (Path, Write) = (path, write);
    }

    /// <summary>Where to.</summary>
    public string Path { get; }

    /// <summary>Writes the content.</summary>
    public Action<Stream> Write { get; }
}
