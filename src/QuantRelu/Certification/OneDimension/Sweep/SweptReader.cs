using System.Numerics;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>Reads pieces by a sweep over integers of one kind.</summary>
internal sealed class SweptReader<T>(SweepNetwork<T> network) : PieceReader
    where T : struct, IBinaryInteger<T>
{
    // Approximations of ends up to 1 err by less.
    private const double Doubt = 1.0 / (1L << 49);
    private readonly PieceSweep<T> _sweep = new(network);
    private readonly OutputScale _scale = new(network.Scaled.Scale);
    private SweepPoint<T> _at;
    private SweepPoint<T> _from;
    private SweepPoint<T> _end;
    private AffineForm<T> _line;

    /// <inheritdoc/>
    public override Breakpoint At => _at.Exact;

    /// <inheritdoc/>
    public override double Place => _at.Nearest;

    /// <inheritdoc/>
    public override double Value => _scale.Of(_at.NearestOf(_line));

    /// <inheritdoc/>
    public override ScaledPiece Piece =>
        new(new Cell(_from.Exact, _at.Exact), BigInteger.CreateChecked(_line.Constant), BigInteger.CreateChecked(_line.Slope));

    /// <inheritdoc/>
    public override bool TryBegin(Cell cell)
    {
        try
        {
            _at = SweepPoint<T>.Of(cell.Low);
            _sweep.Begin(_at, cell.High.Approximation + Doubt);
            _line = _sweep.Output;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override bool TryAim(Breakpoint high)
    {
        try
        {
            _end = SweepPoint<T>.Of(high);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override Move TryMove()
    {
        try
        {
            while (_sweep.HasNext && _sweep.Next.IsBelow(_end))
            {
                SweepPoint<T> next = _sweep.Next;
                AffineForm<T> before = _sweep.Output;
                _sweep.Step();
                if (_sweep.Output != before && _at.IsBelow(next))
                {
                    (_from, _at, _line) = (_at, next, before);
                    return Move.Done;
                }
            }
        }
        catch (OverflowException)
        {
            return Move.Overflow;
        }

        if (!_at.IsBelow(_end))
        {
            return Move.AtEnd;
        }

        (_from, _at, _line) = (_at, _end, _sweep.Output);
        return Move.Done;
    }
}
