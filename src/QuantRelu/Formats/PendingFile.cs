namespace QuantRelu.Formats;

/// <summary>
/// A file beside the place that it will take: until then nothing is changed there, and it goes away when it is not wanted, or when the process ends.
/// </summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string _named;
    private readonly string _place;
    private readonly string _temporary;
    private readonly EventHandler _remove;

    /// <summary>A file that is not there yet.</summary>
    /// <param name="named">What the place was called, for messages.</param>
    /// <param name="place">The full path.</param>
    public PendingFile(string named, string place)
    {
        (_named, _place) = (named, place);
        // No longer than any name that fits.
        _temporary = Path.Combine(Path.GetDirectoryName(place)!, $".quantrelu-{Guid.NewGuid():N}.tmp");
        _remove = (_, _) => Remove();
        AppDomain.CurrentDomain.ProcessExit += _remove;
    }

    /// <summary>Writes the content.</summary>
    /// <inheritdoc cref="Commit"/>
    public void Write(Action<Stream> write, CancellationToken cancellationToken) => Named(() =>
    {
        using FileStream stream = new(_temporary, FileMode.CreateNew, FileAccess.Write);
        write(new CancellableStream(stream, cancellationToken));
    });

    /// <summary>Takes the place.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Commit() => Named(() => File.Move(_temporary, _place, overwrite: true));

    /// <summary>Removes what did not take its place.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _remove;
        File.Delete(_temporary);
    }

    // Nobody asked for the temporary file, so that no message is about it.
    private void Named(Action action)
    {
        try
        {
            action();
        }
        catch (IOException e) when (e.Message.Contains(_temporary, StringComparison.Ordinal))
        {
            throw new IOException(Sentence(e), e);
        }
        catch (UnauthorizedAccessException e) when (e.Message.Contains(_temporary, StringComparison.Ordinal))
        {
            throw new UnauthorizedAccessException(Sentence(e), e);
        }
    }

    private string Sentence(Exception e) => $"'{_named}' cannot be written: {e.Message.Replace(_temporary, _place, StringComparison.Ordinal)}";

    // At the end of a process nobody is left to be told.
    private void Remove()
    {
        try
        {
            File.Delete(_temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
