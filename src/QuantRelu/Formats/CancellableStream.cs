namespace QuantRelu.Formats;

/// <summary>A stream to write to, which looks for a cancellation before all bytes that it is given.</summary>
internal sealed class CancellableStream(Stream stream, CancellationToken cancellationToken) : Stream
{
    /// <summary>The stream itself where nothing can be cancelled.</summary>
    public static Stream Of(Stream stream, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? new CancellableStream(stream, cancellationToken) : stream;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => stream.Length;

    public override long Position { get => stream.Position; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        stream.Write(buffer);
    }

    public override void Flush() => stream.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
