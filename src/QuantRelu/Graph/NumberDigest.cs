using System.Security.Cryptography;

namespace QuantRelu.Graph;

/// <summary>SHA-256 of a sequence of numbers, see <see cref="TopologyHash"/>.</summary>
internal sealed class NumberDigest : IDisposable
{
    private const int LongestNumber = 10;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _bytes = new byte[1 << 14];
    private long[] _sorted = [];
    private int _filled;
    private long _before;

    /// <summary>Adds a number ≥ 0.</summary>
    public void Append(long number)
    {
        if (_filled > _bytes.Length - LongestNumber)
        {
            Flush();
        }

        ulong rest = (ulong)number;
        for (; rest > 0x7F; rest >>= 7)
        {
            _bytes[_filled++] = (byte)(rest | 0x80);
        }

        _bytes[_filled++] = (byte)rest;
    }

    /// <summary>Begins a unit.</summary>
    public void AppendUnit(long connections, bool hasBias)
    {
        Append((2 * connections) + (hasBias ? 1 : 0));
        _before = -1;
    }

    /// <summary>Adds columns of a unit, right of those that it has already.</summary>
    /// <param name="row">The columns within a block, ascending.</param>
    /// <param name="offset">Where the block's units begin.</param>
    /// <param name="sources">The units that the block's inputs read, where the row reads inputs; else empty.</param>
    public void AppendColumns(ReadOnlySpan<int> row, long offset, ReadOnlySpan<long> sources)
    {
        if (_sorted.Length < row.Length)
        {
            _sorted = new long[row.Length];
        }

        Span<long> columns = _sorted.AsSpan(0, row.Length);
        for (int k = 0; k < row.Length; k++)
        {
            columns[k] = sources.IsEmpty ? offset + row[k] : sources[row[k]];
        }

        if (!sources.IsEmpty)
        {
            columns.Sort();
        }

        foreach (long column in columns)
        {
            Append(column - _before - 1);
            _before = column;
        }
    }

    /// <summary>The digest in hexadecimal.</summary>
    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        _hash.AppendData(_bytes, 0, _filled);
        _filled = 0;
    }
}
