namespace QuantRelu.Formats;

/// <summary>
/// Writes files that appear whole or not at all: into a temporary file beside the place, which then takes it. The temporary file goes
/// away with an exception, with a cancellation at the next bytes that are written, and when the process ends in between.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file; when <paramref name="write"/> throws, what stood there before still stands.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Ends the writing with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled.</exception>
    public static void Write(string path, Action<Stream> write, CancellationToken cancellationToken = default) =>
        Write([new OutputFile(path, write)], cancellationToken);

    /// <summary>Writes files that belong together: none takes its place before all are written.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream}, CancellationToken)"/>
    /// <param name="files">The files, which are written in this order.</param>
    /// <param name="cancellationToken">Ends the writing with an <see cref="OperationCanceledException"/>.</param>
    public static void Write(IReadOnlyList<OutputFile> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var pending = new List<PendingFile>();
        try
        {
            foreach (OutputFile file in files)
            {
                Begin(file, pending, cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            pending.ForEach(p => p.Commit());
        }
        finally
        {
            pending.ForEach(p => p.Dispose());
        }
    }

    /// <summary>Finds out early, before long work, that a file cannot be written.</summary>
    /// <exception cref="IOException">The place is a directory, or its directory does not exist.</exception>
    public static void Check(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Check(path, Path.GetFullPath(path));
    }

    private static void Begin(OutputFile file, List<PendingFile> pending, CancellationToken cancellationToken)
    {
        string full = Path.GetFullPath(file.Path);
        full = IsDevice(full) ? full : Place(full);
        if (IsDevice(full))
        {
            // A device takes bytes as they come; nothing may be put in its place.
            using FileStream device = new(full, FileMode.Open, FileAccess.Write);
            file.Write(new CancellableStream(device, cancellationToken));
            return;
        }

        Check(file.Path, full);
        pending.Add(new PendingFile(file.Path, full));
        pending[^1].Write(file.Write, cancellationToken);
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

    // Whether named itself, as /dev/stdout, or by a link; /dev/shm holds files.
    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    // A link keeps standing and what it points to is written. Only links are resolved: for a path at which nothing stands that is an error.
    private static string Place(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
}
