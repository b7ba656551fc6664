namespace QuantRelu.Formats;

/// <summary>
/// Writes a directory that appears whole or not at all: under another name beside its place, which it then takes. What was written goes away with an exception
/// and when the process ends in between.
/// </summary>
public static class AtomicDirectory
{
    /// <summary>Writes a directory.</summary>
    /// <param name="path">Where to: nothing stands there, or an empty directory.</param>
    /// <param name="files">What it holds; paths are within it, with / between their parts.</param>
    /// <param name="cancellationToken">Ends the writing with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="IOException">Something stands there, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled.</exception>
    public static void Write(string path, IEnumerable<OutputFile> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        Check(path);
        string place = Place(path), temporary = Path.Combine(Path.GetDirectoryName(place)!, $".quantrelu-{Guid.NewGuid():N}.tmp");
        EventHandler remove = (_, _) => Remove(temporary);
        AppDomain.CurrentDomain.ProcessExit += remove;
        try
        {
            Named(path, temporary, () =>
            {
                foreach (OutputFile file in files)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    string full = Path.Combine(temporary, file.Path);
                    Directory.CreateDirectory(Path.GetDirectoryName(full)!);
                    using FileStream stream = new(full, FileMode.CreateNew, FileAccess.Write);
                    file.Write(new CancellableStream(stream, cancellationToken));
                }

                // An empty directory gives way; one that is not empty any more does not.
                if (Directory.Exists(place))
                {
                    Directory.Delete(place);
                }

                Directory.Move(temporary, place);
            });
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= remove;
            Remove(temporary);
        }
    }

    /// <summary>Finds out early, before long work, that a directory cannot be written.</summary>
    /// <exception cref="IOException">Something stands there that is no empty directory, or what it shall be in does not exist.</exception>
    public static void Check(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string place = Place(path), outer = Path.GetDirectoryName(place) ?? place;
        if (File.Exists(place))
        {
            throw new IOException($"'{path}' cannot be written: a file of that name is there.");
        }

        if (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any())
        {
            throw new IOException($"'{path}' cannot be written: it is there already and not empty; name a directory that does not exist.");
        }

        if (!Directory.Exists(outer) || outer == place)
        {
            throw new IOException($"'{path}' cannot be written: there is no directory '{outer}'.");
        }
    }

    private static string Place(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    // Nobody asked for the temporary directory, so that no message is about it.
    private static void Named(string path, string temporary, Action write)
    {
        try
        {
            write();
        }
        catch (IOException e) when (e.Message.Contains(temporary, StringComparison.Ordinal))
        {
            throw new IOException($"'{path}' cannot be written: {e.Message.Replace(temporary, path, StringComparison.Ordinal)}", e);
        }
        catch (UnauthorizedAccessException e) when (e.Message.Contains(temporary, StringComparison.Ordinal))
        {
            throw new UnauthorizedAccessException($"'{path}' cannot be written: {e.Message.Replace(temporary, path, StringComparison.Ordinal)}", e);
        }
    }

    // What cannot be removed is left: the exception that is on its way says more.
    private static void Remove(string temporary)
    {
        try
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
