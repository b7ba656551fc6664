namespace QuantRelu.Formats;

/// <summary>Writes files that appear whole or not at all: into a temporary file beside the place, which then takes it.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file; when <paramref name="write"/> throws, what stood there before still stands.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string full = Path.GetFullPath(path);
        if (full.StartsWith("/dev/", StringComparison.Ordinal))
        {
            // A device takes bytes as they come; nothing may be put in its place.
            using FileStream device = new(full, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }

        full = Place(full);
        Check(path, full);

        string temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
            }

            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Finds out early, before long work, that a file cannot be written.</summary>
    /// <exception cref="IOException">The place is a directory, or its directory does not exist.</exception>
    public static void Check(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Check(path, Path.GetFullPath(path));
    }

    private static void Check(string path, string full)
    {
        if (Directory.Exists(full))
        {
            throw new IOException($"'{path}' cannot be written: it is a directory.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(full)))
        {
            throw new IOException($"'{path}' cannot be written: there is no directory '{Path.GetDirectoryName(full)}'.");
        }
    }

    // A link keeps standing and what it points to is written. Only links are resolved: for a path at which nothing stands that is an error.
    private static string Place(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
}
