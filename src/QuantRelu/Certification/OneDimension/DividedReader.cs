using QuantRelu.Certification.OneDimension.Sweep;

namespace QuantRelu.Certification.OneDimension;

/// <summary>Reads pieces by dividing cells: for networks that are too large to be swept.</summary>
internal sealed class DividedReader(Func<NetworkPieces> divided) : PieceReader
{
    private readonly Lazy<NetworkPieces> _divided = new(divided);
    private IEnumerator<ScaledPiece>? _pieces;
    private Breakpoint _at;
    private ScaledPiece? _piece;
    private Cell _cell;

    /// <inheritdoc/>
    public override Breakpoint At => _at;

    /// <inheritdoc/>
    public override double Place => NearestQuotient.Of(_at.Numerator, _at.Denominator);

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            ScaledPiece line = _piece ?? _divided.Value.On(_cell).First();
            return new OutputScale(_divided.Value.Scale).Of(
                NearestQuotient.Of((line.Constant * _at.Denominator) + (line.Slope * _at.Numerator), _at.Denominator));
        }
    }

    /// <inheritdoc/>
    public override ScaledPiece Piece => _piece!.Value;

    /// <inheritdoc/>
    public override bool TryBegin(Cell cell)
    {
        (_cell, _at, _piece) = (cell, cell.Low, null);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryAim(Breakpoint high)
    {
        _pieces = _at.CompareTo(high) < 0 ? _divided.Value.On(new Cell(_at, high)).GetEnumerator() : null;
        return true;
    }

    /// <inheritdoc/>
    public override Move TryMove()
    {
        if (_pieces?.MoveNext() != true)
        {
            return Move.AtEnd;
        }

        _piece = _pieces.Current;
        _at = _pieces.Current.Cell.High;
        return Move.Done;
    }
}
