using QuantRelu.Certification.OneDimension.Sweep;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Reads the linear pieces of a network on a cell from left to right, part after part: by a sweep as long as its integers are large enough, and from the
/// first overflow on by dividing cells; the pieces are the same.
/// </summary>
internal sealed class PieceCursor
{
    // Approximations of ends up to 1 err by less.
    private const double Doubt = 1.0 / (1L << 49);
    private readonly Lazy<NetworkPieces> _divided;
    private PieceSweep? _sweep;
    private Breakpoint _from;

    /// <summary>At the lower end of a cell.</summary>
    public PieceCursor(NetworkPieces pieces, Cell cell)
        : this(pieces.Swept is { } network ? new PieceSweep(network) : null, cell, () => pieces.Within(cell))
    {
    }

    /// <summary>At the lower end of a cell, with a sweep that is begun anew and is of no use for anything else while the cell is read.</summary>
    /// <param name="sweep">The sweep; null for none.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="divided">The network within the cell, or a larger one, for where a sweep's integers are too small.</param>
    public PieceCursor(PieceSweep? sweep, Cell cell, Func<NetworkPieces> divided)
    {
        _divided = new(divided);
        _from = cell.Low;
        _sweep = TryBegin(sweep, cell) ? sweep : null;
    }

    /// <summary>False once integers were too large for the sweep.</summary>
    public bool IsSwept => _sweep is not null;

    /// <summary>The pieces from where the last call ended, at first from the lower end of the cell; neighbours are different lines.</summary>
    /// <param name="high">Up to here; above the end of the last call and at most the upper end of the cell.</param>
    public IEnumerable<ScaledPiece> UpTo(Breakpoint high)
    {
        if (_sweep is not null && SweepPoint.Of(high) is { } end)
        {
            while (TryFind(end, out ScaledPiece piece))
            {
                _from = piece.Cell.High;
                yield return piece;
            }
        }

        if (_sweep is null || SweepPoint.Of(high) is null)
        {
            _sweep = null;
            foreach (ScaledPiece piece in _divided.Value.On(new Cell(_from, high)))
            {
                yield return piece;
            }
        }
        else if (_from.CompareTo(high) < 0)
        {
            yield return new ScaledPiece(new Cell(_from, high), _sweep.Output.Constant, _sweep.Output.Slope);
        }

        _from = high;
    }

    private static bool TryBegin(PieceSweep? sweep, Cell cell)
    {
        if (SweepPoint.Of(cell.Low) is not { } low)
        {
            return false;
        }

        try
        {
            sweep?.Begin(low, cell.High.Approximation + Doubt);
            return sweep is not null;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    // The next piece that ends before an end; false also after an overflow.
    private bool TryFind(SweepPoint end, out ScaledPiece piece)
    {
        piece = default;
        try
        {
            while (_sweep!.Next is { } next && next.IsBelow(end))
            {
                AffineForm<long> before = _sweep.Output;
                _sweep.Step();
                if (_sweep.Output != before)
                {
                    Breakpoint to = next.Exact;
                    if (_from.CompareTo(to) < 0)
                    {
                        piece = new ScaledPiece(new Cell(_from, to), before.Constant, before.Slope);
                        return true;
                    }
                }
            }
        }
        catch (OverflowException)
        {
            _sweep = null;
        }

        return false;
    }
}
