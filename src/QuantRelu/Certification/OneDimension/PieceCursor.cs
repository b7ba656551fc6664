using QuantRelu.Certification.OneDimension.Sweep;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Reads the linear pieces of a network on a cell from left to right, part after part: by a sweep as long as its integers are large enough, and from the
/// first overflow on by dividing cells; the pieces are the same.
/// </summary>
/// <param name="pieces">The network.</param>
/// <param name="cell">The cell.</param>
internal sealed class PieceCursor(NetworkPieces pieces, Cell cell)
{
    // Approximations of ends up to 1 err by less.
    private const double Doubt = 1.0 / (1L << 49);
    private readonly Lazy<NetworkPieces> _divided = new(() => pieces.Within(cell));
    private PieceSweep? _sweep = Begin(pieces.Swept, cell);
    private Breakpoint _from = cell.Low;

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

    private static PieceSweep? Begin(SweepNetwork? network, Cell cell)
    {
        try
        {
            return network is not null && SweepPoint.Of(cell.Low) is { } low ? new PieceSweep(network, low, cell.High.Approximation + Doubt) : null;
        }
        catch (OverflowException)
        {
            return null;
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
