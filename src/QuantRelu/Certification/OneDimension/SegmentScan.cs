using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>A cell with a proved upper bound of |network - target| on it; infinite where the target was not enclosed.</summary>
internal readonly record struct ScannedCell(UnitCell Cell, double Upper);

/// <summary>What a scan of a segment proved.</summary>
/// <param name="Cells">The cells from left to right; they cover the segment.</param>
/// <param name="Lower">A proved lower bound of the greatest difference, at least 0.</param>
/// <param name="LowerAt">A double next to where it is attained.</param>
/// <param name="Pieces">The pieces that were looked at one by one.</param>
internal sealed record SegmentResult(IReadOnlyList<ScannedCell> Cells, double Lower, double LowerAt, long Pieces);

/// <summary>
/// The first pass, in doubles with proved bounds of their rounding: goes through a segment and bounds network - target on each linear piece, or on a
/// cell of many pieces where an enclosure of the network is enough, by the ends and the target's curvature, splitting as long as that tells
/// more. One Taylor model serves all pieces of its cell.
/// </summary>
/// <param name="pieces">The network.</param>
/// <param name="target">The target.</param>
/// <param name="expected">About how large the greatest difference is: how much care is taken depends on it, the truth of the bounds does not.</param>
/// <param name="tolerance">The relative tolerance.</param>
internal sealed class SegmentScan(NetworkPieces pieces, TargetEnclosure target, double expected, double tolerance) : IEnclosedCells
{
    private const int FinestLevel = 12;
    private const int MostCells = 4;
    private readonly double _scale = (double)pieces.Scale;
    private readonly DifferenceBound _bound = new(expected, tolerance);
    private readonly List<(UnitCell Cell, Cell Ends, TaylorModel? Model)> _cells = [];
    private double[] _starts = [];
    private double[] _uppers = [];

    /// <summary>Scans a segment.</summary>
    public SegmentResult Scan(UnitCell segment, CancellationToken cancel)
    {
        Cover(segment, cancel);
        _starts = [.. _cells.Select(c => c.Ends.Low.Approximation)];
        _uppers = [.. _cells.Select(c => c.Model is null ? double.PositiveInfinity : 0)];
        long count = 0;
        foreach (ScaledPiece piece in pieces.On(segment.Ends, this))
        {
            cancel.ThrowIfCancellationRequested();
            count++;
            Exactly(piece);
        }

        return new SegmentResult([.. _cells.Zip(_uppers, (c, upper) => new ScannedCell(c.Cell, upper))], _bound.Lower, _bound.LowerAt, count);
    }

    /// <inheritdoc/>
    public bool Wants(Cell cell)
    {
        (int first, int last) = Overlap(cell);
        return last - first < MostCells;
    }

    /// <inheritdoc/>
    public bool IsEnough(Cell cell, Reference reference, Enclosure network)
    {
        (int first, int last) = Overlap(cell);
        Span<double> uppers = stackalloc double[MostCells];
        for (int i = first; i <= last; i++)
        {
            uppers[i - first] = _cells[i].Model is { } model ? Enclosed(model, _cells[i].Ends, cell, reference, network) : 0;
            if (!double.IsFinite(uppers[i - first]))
            {
                return false;
            }
        }

        for (int i = first; i <= last; i++)
        {
            _uppers[i] = Math.Max(_uppers[i], uppers[i - first]);
        }

        return true;
    }

    // The cells that a cell may meet; perhaps one more at either side.
    private (int First, int Last) Overlap(Cell cell)
    {
        int first = Array.BinarySearch(_starts, cell.Low.Approximation - TaylorModel.ArgumentError);
        int last = Array.BinarySearch(_starts, cell.High.Approximation + TaylorModel.ArgumentError);
        return (Math.Max(0, first < 0 ? ~first - 1 : first), last < 0 ? ~last - 1 : last);
    }

    // Cells on which the model is as good as the tolerance needs, or no better one is worth its time.
    private void Cover(UnitCell cell, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        TaylorModel? model = TaylorModel.Of(target, cell);
        bool isGood = model is not null && model.Remainder <= Math.Max(expected * tolerance / 16, model.Noise / 2);
        if (isGood || cell.Level >= FinestLevel || (model is null && !target.Value(Interval.Point(cell.Center)).IsBounded))
        {
            _cells.Add((cell, cell.Ends, model));
            return;
        }

        Cover(cell.Left, cancel);
        Cover(cell.Right, cancel);
    }

    private void Exactly(ScaledPiece piece)
    {
        (int first, int last) = Overlap(piece.Cell);
        for (int i = first; i <= last; i++)
        {
            Breakpoint from = piece.Cell.Low.CompareTo(_cells[i].Ends.Low) < 0 ? _cells[i].Ends.Low : piece.Cell.Low;
            Breakpoint to = piece.Cell.High.CompareTo(_cells[i].Ends.High) > 0 ? _cells[i].Ends.High : piece.Cell.High;
            if (_cells[i].Model is { } model && from.CompareTo(to) < 0)
            {
                _uppers[i] = Math.Max(_uppers[i], _bound.On(model, End(model, piece, from), End(model, piece, to), 0));
            }
        }
    }

    private DifferenceBound.Node End(TaylorModel model, ScaledPiece piece, Breakpoint u)
    {
        BigInteger numerator = ((piece.Constant * u.Denominator) + (piece.Slope * u.Numerator)) * pieces.Scale.Denominator;
        double network = Breakpoint.Quotient(numerator, u.Denominator * pieces.Scale.Numerator);
        return DifferenceBound.Node.At(model, u.Approximation - model.Center, network, Math.Abs(network));
    }

    // The part of a cell within the cell of a model. Its ends are off by 2^-51, which the radius covers.
    private double Enclosed(TaylorModel model, Cell within, Cell cell, Reference reference, Enclosure network)
    {
        double low = Math.Max(cell.Low.Approximation, within.Low.Approximation), high = Math.Min(cell.High.Approximation, within.High.Approximation);
        double radius = (network.Radius + (Math.Abs(network.Slope) * TaylorModel.ArgumentError)) / _scale * (1 + TaylorModel.ArgumentError);
        return high < low ? 0 : _bound.On(model, Node(low), Node(high), radius);

        DifferenceBound.Node Node(double u)
        {
            double value = network.Value / _scale, change = network.Slope / _scale * (u - reference.Point);
            return DifferenceBound.Node.At(model, u - model.Center, value + change, Math.Abs(value) + Math.Abs(change));
        }
    }
}
