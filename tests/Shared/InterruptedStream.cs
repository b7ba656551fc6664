namespace QuantRelu.Tests.Shared;

/// <summary>A stream that takes some bytes and then throws, as a full disk or a cancellation does.</summary>
internal sealed class InterruptedStream(Stream stream, long most, Exception interruption) : Stream
{
    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written;

    public override long Position { get => _written; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        int taken = (int)Math.Min(buffer.Length, most - _written);
        stream.Write(buffer[..taken]);
        _written += taken;
        if (taken < buffer.Length)
        {
            throw interruption;
        }
    }

    public override void Flush() => stream.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
