using System.Collections.ObjectModel;
using System.Text;
using QuantRelu.Formats;

namespace QuantRelu.Studies.Sweeps;

/// <summary>
/// The rows of a sweep in a file or stream. Rows are appended and flushed one by one, so that an interrupted sweep keeps what is finished;
/// a last line without its end, cut by a kill, is dropped. Only one process at a time may have a file open.
/// </summary>
public sealed class SweepTable : IDisposable
{
    private readonly Stream _stream;
    private readonly SweepLines _lines;
    private readonly string? _path;
    private readonly Dictionary<string, SweepRow> _rows = new(StringComparer.Ordinal);
    private readonly List<string> _written = [];
    private bool _isJoined;

    /// <summary>A table on a stream, with the rows that are there if it can be read from the beginning.</summary>
    /// <param name="stream">Where rows are written; the table does not close it.</param>
    /// <param name="format">How they are written.</param>
    /// <exception cref="FormatException">What is there is no table of this version in this format; the message names the line.</exception>
    public SweepTable(Stream stream, SweepFormat format)
        : this(stream, format, null)
    {
    }

    private SweepTable(Stream stream, SweepFormat format, string? path)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, _lines, _path) = (stream, SweepLines.Of(format), path);
        if (!stream.CanSeek || !ReadRows())
        {
            WriteLine(_lines.Heading);
        }
    }

    /// <summary>The rows by their keys.</summary>
    public ReadOnlyDictionary<string, SweepRow> Rows => _rows.AsReadOnly();

    /// <summary>Whether what is there is read when it is opened again, and put into order when it is finished: it is a file.</summary>
    internal bool IsContinued => _path is not null;

    /// <summary>Opens a table in a file, or begins one.</summary>
    /// <exception cref="IOException">The file cannot be opened, or another process writes it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="FormatException">The file is no table of this version in this format; it is left as it is.</exception>
    public static SweepTable Open(string path, SweepFormat format)
    {
        AtomicFile.Check(path);
        FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            return new SweepTable(stream, format, path);
        }
        catch (FormatException e)
        {
            stream.Dispose();
            throw new FormatException($"'{path}' cannot be continued: {e.Message}", e);
        }
    }

    /// <summary>Adds a row, or one that takes the place of an earlier one with its key.</summary>
    public void Append(SweepRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Keep(row);
        WriteLine(_lines.Write(row));
    }

    /// <summary>Closes a finished table: its rows then stand in the given order, rows that are not in it at the end, whatever way they came.</summary>
    /// <param name="order">The keys of the whole sweep.</param>
    public void Finish(IEnumerable<string> order)
    {
        ArgumentNullException.ThrowIfNull(order);
        string[] wanted = [.. order.Where(_rows.ContainsKey).Concat(_written).Distinct(StringComparer.Ordinal)];
        Dispose();
        if (_path is not null && (_isJoined || !wanted.SequenceEqual(_written, StringComparer.Ordinal)))
        {
            IEnumerable<string> lines = wanted.Select(key => _lines.Write(_rows[key]));
            AtomicFile.Write(_path, stream => stream.Write(Bytes(_lines.Heading is { } heading ? lines.Prepend(heading) : lines)));
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        if (_path is not null)
        {
            _stream.Dispose();
        }
    }

    // False when there is nothing yet, not even a heading.
    private bool ReadRows()
    {
        using var reader = new StreamReader(_stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        string text = reader.ReadToEnd();
        int end = text.LastIndexOf('\n') + 1;
        Check(text, end);
        string[] lines = text[..end].Split('\n')[..^1];
        for (int i = 0; i < lines.Length; i++)
        {
            // The heading stands in between, too, where the tables of shards were joined.
            if (lines[i] == _lines.Heading)
            {
                _isJoined |= i > 0;
            }
            else
            {
                Keep(_lines.Read(lines[i]) ?? throw new FormatException($"line {i + 1} is no row of a sweep of this version."));
            }
        }

        if (end < text.Length)
        {
            _stream.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, end)));
        }

        _stream.Seek(0, SeekOrigin.End);
        return end > 0;
    }

    private void Check(string text, int end)
    {
        string beginning = _lines.Beginning;
        bool ours = end == 0
            ? beginning.StartsWith(text, StringComparison.Ordinal) || text.StartsWith(beginning, StringComparison.Ordinal)
            : text.StartsWith(beginning, StringComparison.Ordinal);
        if (!ours)
        {
            throw new FormatException("its first line is not that of a sweep of this version in this format.");
        }
    }

    private void Keep(SweepRow row)
    {
        _rows[row.Key] = row;
        _written.Add(row.Key);
    }

    private void WriteLine(string? line)
    {
        if (line is not null)
        {
            _stream.Write(Bytes([line]));
            _stream.Flush();
        }
    }

    private static byte[] Bytes(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));
}
