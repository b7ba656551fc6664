namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Reads the linear pieces of a network on a cell from left to right, part after part: by a sweep over small integers, and from each overflow on over larger
/// ones; the pieces are the same, neighbours are different lines.
/// </summary>
internal sealed class PieceCursor
{
    private readonly PieceReaders _readers;
    private readonly Cell _cell;
    private readonly Func<NetworkPieces> _divided;
    private PieceReader _reader;
    private Breakpoint _high;

    /// <summary>At the lower end of a cell.</summary>
    public PieceCursor(NetworkPieces pieces, Cell cell)
        : this(new PieceReaders(pieces), cell, () => pieces.Within(cell))
    {
    }

    /// <summary>At the lower end of a cell, with readers that are begun anew and are of no use for anything else while the cell is read.</summary>
    /// <param name="readers">The readers.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="divided">The network within the cell, or a larger one, for where it has to be divided.</param>
    public PieceCursor(PieceReaders readers, Cell cell, Func<NetworkPieces> divided)
    {
        (_readers, _cell, _divided, _high) = (readers, cell, divided, cell.Low);
        _reader = From(readers.First, cell.Low);
    }

    /// <summary>How the pieces are read now.</summary>
    public ReaderKind Kind { get; private set; }

    /// <summary>The double nearest to the end of the last piece, at first to the lower end of the cell.</summary>
    public double Place => _reader.Place;

    /// <summary>The network's value there, as <see cref="OutputScale"/> rounds it: the same bits however the pieces are read.</summary>
    public double Value => _reader.Value;

    /// <summary>Sets the end up to which pieces are read: above the last one and at most the upper end of the cell.</summary>
    public void Aim(Breakpoint high)
    {
        _high = high;
        if (!_reader.TryAim(high))
        {
            _reader = From(Kind + 1, _reader.At);
        }
    }

    /// <summary>Reads the next piece; false when the end is reached.</summary>
    public bool MoveNext()
    {
        Move move = _reader.TryMove();
        while (move == Move.Overflow)
        {
            _reader = From(Kind + 1, _reader.At);
            move = _reader.TryMove();
        }

        return move == Move.Done;
    }

    /// <summary>The pieces from where the last call ended, at first from the lower end of the cell.</summary>
    /// <param name="high">Up to here; above the end of the last call and at most the upper end of the cell.</param>
    public IEnumerable<ScaledPiece> UpTo(Breakpoint high)
    {
        Aim(high);
        while (MoveNext())
        {
            yield return _reader.Piece;
        }
    }

    // The first reader of a kind, or a later one, whose integers are large enough, at a place.
    private PieceReader From(ReaderKind kind, Breakpoint place)
    {
        for (Kind = kind; ; Kind++)
        {
            if (_readers.Of(Kind, _divided) is { } reader && reader.TryBegin(new Cell(place, _cell.High)) && reader.TryAim(_high))
            {
                return reader;
            }
        }
    }
}
