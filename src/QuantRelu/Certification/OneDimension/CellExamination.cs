using QuantRelu.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Bounds |network - target| on small cells in interval arithmetic of any precision: from the target's curvature on the cell where it is smooth, from
/// its range where it is not, or where the curvature tells little: a fast oscillation has a large one and a small range.
/// </summary>
internal sealed class CellExamination(Rational scale, TargetEnclosure target)
{
    private readonly IntervalAlgebra _intervals = target.Intervals;
    private Dyadic _upper;
    private Dyadic _lower;
    private Rational _at;
    private Dyadic _noise;

    /// <summary>Looks at a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="pieces">The pieces that cover it, cut at its ends.</param>
    public CellBounds Examine(UnitCell cell, IReadOnlyList<ScaledPiece> pieces)
    {
        (_upper, _lower, _at, _noise) = (default, default, cell.Center, default);
        if (target.Taylor(cell, 2) is not { } taylor || !ByCurvature(pieces, taylor[2]))
        {
            Dyadic? wide = ByRange(cell, pieces);
            if (wide is not null)
            {
                Note(pieces[0], pieces[0].Cell.High.Exact);
            }

            return new CellBounds(wide, _lower, _at, _noise);
        }

        // Both bounds are at least what was seen: a second one is worth its time where the first is far above.
        Dyadic upper = _upper > _lower.Scale(1) && ByRange(cell, pieces) is { } other ? Dyadic.Min(_upper, other) : _upper;
        return new CellBounds(upper, _lower, _at, _noise);
    }

    /// <summary>The network less the target at a point, enclosed.</summary>
    public Interval Difference(ScaledPiece piece, Rational u) =>
        _intervals.Subtract(Network(piece, u), target.Value(_intervals.Constant(u)));

    private bool ByCurvature(IReadOnlyList<ScaledPiece> pieces, Interval halfCurvature)
    {
        foreach (ScaledPiece piece in pieces)
        {
            (Rational from, Rational to) = (piece.Cell.Low.Exact, piece.Cell.High.Exact);
            Interval a = Note(piece, from), b = Note(piece, to);
            if (!a.IsBounded || !b.IsBounded)
            {
                return false;
            }

            Interval square = _intervals.Power(_intervals.Constant(to - from), 2);
            Interval bend = _intervals.Multiply(halfCurvature, square);
            Raise(piece, a, b, Dyadic.Max(default, bend.Upper));
            Raise(piece, _intervals.Negate(a), _intervals.Negate(b), Dyadic.Max(default, -bend.Lower));
        }

        return true;
    }

    // The upper bound of one sign of the difference; where it may be attained inside of the piece the difference is looked at.
    private void Raise(ScaledPiece piece, Interval a, Interval b, Dyadic bend)
    {
        Dyadic most = Chord.Maximum(a.Upper, b.Upper, bend, _intervals);
        _upper = Dyadic.Max(_upper, most);
        double scaled = DirectedRounding.Up(bend), place = Chord.Place((double)a.Upper, (double)b.Upper, scaled);
        if (most > _lower && place is > 0 and < 1)
        {
            (Rational from, Rational to) = (piece.Cell.Low.Exact, piece.Cell.High.Exact);
            Note(piece, from + (Dyadic.FromDouble(place) * (to - from)));
        }
    }

    private Dyadic? ByRange(UnitCell cell, IReadOnlyList<ScaledPiece> pieces)
    {
        Interval range = target.Value(cell.Interval);
        if (!range.IsBounded)
        {
            return null;
        }

        Dyadic most = default;
        foreach (ScaledPiece piece in pieces)
        {
            foreach (Breakpoint end in new[] { piece.Cell.Low, piece.Cell.High })
            {
                most = Dyadic.Max(most, _intervals.Subtract(Network(piece, end.Exact), range).Magnitude);
            }
        }

        return most;
    }

    // The difference at a point; a proved lower bound comes from it.
    private Interval Note(ScaledPiece piece, Rational u)
    {
        Interval difference = Difference(piece, u);
        if (difference.IsBounded)
        {
            Dyadic least = Dyadic.Max(difference.Lower, -difference.Upper);
            _noise = Dyadic.Max(_noise, difference.Width);
            if (least > _lower)
            {
                (_lower, _at) = (least, u);
            }
        }

        return difference;
    }

    private Interval Network(ScaledPiece piece, Rational u) =>
        _intervals.Constant((Rational.Create(piece.Constant, 1) + (Rational.Create(piece.Slope, 1) * u)) / scale);
}
