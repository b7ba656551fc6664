using QuantRelu.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Branch and bound: the cell with the greatest upper bound is split, or looked at with more digits, until what is known is enough for the goal. Cells
/// that change nothing are dropped.
/// </summary>
internal sealed class BestFirst
{
    private const int CellsPerReport = 64;
    private const int MostPieces = 256;

    // The target is not bounded on a cell this small: a pole, or beyond the digits.
    private const int FinestUnbounded = 100;

    // Nothing is proved on smaller cells, which are ever dearer: the target jumps there, or the difference at a point inside is the claim itself.
    private const int Finest = 1000;
    private readonly PreparedPieces _pieces;
    private readonly Precisions _targets;
    private readonly Goal _goal;
    private readonly Lazy<Dyadic?> _mostKnown;
    private readonly Frontier<WaitingCell, WaitingCell> _frontier;
    private Dyadic? _most;
    private double _at;
    private Rational? _place;

    // An upper bound of the cells that were dropped.
    private Dyadic _settled;

    /// <summary>A search over the cells of a first pass.</summary>
    /// <param name="pieces">The network.</param>
    /// <param name="targets">The target.</param>
    /// <param name="goal">When it is enough.</param>
    /// <param name="most">An upper bound of all differences that is known otherwise, null for none: it is asked for when the first pass was not enough.</param>
    /// <param name="cells">Cells that cover the unit interval.</param>
    /// <param name="lower">A proved lower bound.</param>
    /// <param name="lowerAt">A double next to where that is, in the unit interval.</param>
    public BestFirst(NetworkPieces pieces, Precisions targets, Goal goal, Lazy<Dyadic?> most, IEnumerable<ScannedCell> cells, double lower, double lowerAt)
    {
        _pieces = new PreparedPieces(pieces);
        _targets = targets;
        _goal = goal;
        _mostKnown = most;
        _frontier = new(goal.MostInOrder, Comparer<WaitingCell>.Create(ByUpper));
        Lower = Dyadic.FromDouble(lower);
        _at = lowerAt;
        foreach (ScannedCell cell in cells)
        {
            Push(new WaitingCell(cell.Cell, null, 0, double.IsFinite(cell.Upper) ? Dyadic.FromDouble(cell.Upper) : null, IsNoisy: false));
        }
    }

    /// <summary>The greatest difference that is proved somewhere.</summary>
    public Dyadic Lower { get; private set; }

    /// <summary>The upper bound of all differences; null for none.</summary>
    public Dyadic? Upper => _frontier.TryPeek(out WaitingCell top) ? top.Upper is { } upper ? Known(upper) : _most : Known(default);

    /// <summary>Narrows the interval.</summary>
    /// <returns>Why it ended; null when it was told to stop.</returns>
    public CertificationOutcome? Run(int work, Bracket bracket, CancellationToken cancellationToken)
    {
        int done = 0;
        _most = IsReached() ? null : _mostKnown.Value;
        while (!IsReached())
        {
            if (done >= work || cancellationToken.IsCancellationRequested)
            {
                Tell(bracket);
                return done >= work ? CertificationOutcome.WorkLimit : null;
            }

            _frontier.TryTake(out WaitingCell next);
            if (Step(next, cancellationToken) is { } outcome)
            {
                Tell(bracket);
                return outcome;
            }

            if (done++ % CellsPerReport == 0)
            {
                Tell(bracket);
            }
        }

        Tell(bracket);
        return CertificationOutcome.Reached;
    }

    /// <summary>What is proved when it ended so.</summary>
    public Proof Proof(CertificationOutcome? outcome, long pieces) => _goal.Claim is { } claim && outcome == CertificationOutcome.Reached
        ? Lower > claim ? Certification.Proof.Fails(pieces, _place!.Value) : Certification.Proof.Holds(pieces)
        : new Proof(outcome, pieces, outcome == CertificationOutcome.TargetUnbounded ? [WorstPlace] : []);

    // The middle of the cell with the greatest upper bound.
    private double WorstPlace => _frontier.TryPeek(out WaitingCell worst) ? (double)worst.Cell.Center : double.NaN;

    private bool IsReached() => _frontier.Count == 0 || (Upper is { } upper ? _goal.IsReached(Lower, upper) : Lower > _goal.Claim);

    private Dyadic Known(Dyadic upper)
    {
        upper = Dyadic.Max(Dyadic.Max(upper, _settled), Lower);
        return _most is { } most && most < upper ? most : upper;
    }

    private void Tell(Bracket bracket) => bracket.Narrow(Lower, [_at], Upper);

    private CertificationOutcome? Step(WaitingCell top, CancellationToken cancellationToken)
    {
        if (top.Upper is null && top.Precision > 0 && (top.Cell.Level >= FinestUnbounded || IsUndefined(top)))
        {
            _frontier.Add(top, top);
            return CertificationOutcome.TargetUnbounded;
        }

        if (top.Precision == 0)
        {
            Begin(top, cancellationToken);
        }
        else if (!top.IsNoisy && top.Cell.Level < Finest)
        {
            Push(Examine(top with { Cell = top.Cell.Left, Pieces = top.PiecesOn(top.Cell.Left) }, top.Precision));
            Push(Examine(top with { Cell = top.Cell.Right, Pieces = top.PiecesOn(top.Cell.Right) }, top.Precision));
        }
        else if (top.IsNoisy && top.Precision < Precisions.Most)
        {
            Push(Examine(top, 2 * top.Precision));
        }
        else
        {
            _frontier.Add(top, top);
            return CertificationOutcome.WorkLimit;
        }

        return null;
    }

    // Cells of many pieces are halved first: a step is short, so that work can be stopped between any two.
    private void Begin(WaitingCell top, CancellationToken cancellationToken)
    {
        IReadOnlyList<ScaledPiece> pieces = top.Pieces ?? [.. _pieces.On(top.Cell).TakeWhile(_ => !cancellationToken.IsCancellationRequested)];
        if (cancellationToken.IsCancellationRequested)
        {
            _frontier.Add(top, top);
            return;
        }

        top = top with { Pieces = pieces };
        if (pieces.Count <= MostPieces)
        {
            Push(Examine(top, Precisions.First));
            return;
        }

        Push(top with { Cell = top.Cell.Left, Pieces = top.PiecesOn(top.Cell.Left) });
        Push(top with { Cell = top.Cell.Right, Pieces = top.PiecesOn(top.Cell.Right) });
    }

    private WaitingCell Examine(WaitingCell cell, int precision)
    {
        CellBounds bounds = new CellExamination(_pieces.Scale, _targets[precision]).Examine(cell.Cell, cell.Pieces!);
        Raise(bounds.Lower, bounds.At);
        Dyadic? upper = bounds.Upper is { } u && cell.Upper is { } before ? Dyadic.Min(u, before) : bounds.Upper ?? cell.Upper;
        WaitingCell examined = cell with { Precision = precision, Upper = upper, IsNoisy = bounds.IsNoisy };
        return _goal.Claim is { } claim && !(upper <= claim || Lower > claim) ? Exactly(examined, claim) : examined;
    }

    // Where the target is a polynomial on the cell the claim is decided, however close it is.
    private WaitingCell Exactly(WaitingCell cell, Rational claim)
    {
        var exact = new ExactExamination(_pieces.Scale, _targets.Formula, claim);
        switch (exact.Decide(cell.Cell, cell.Pieces!))
        {
            case Verdict.Proved:
                return cell with { IsWithin = true, Upper = _targets[Precisions.First].Intervals.Constant(claim).Upper };
            case Verdict.Refuted:
                Raise(exact.Excess, exact.At);
                return cell;
            default:
                return cell;
        }
    }

    private void Raise(Dyadic lower, Rational at)
    {
        if (lower > Lower)
        {
            (Lower, _at, _place) = (lower, (double)at, at);
        }
    }

    // Undefined, or not to be told from it, with many digits at the very middle.
    private bool IsUndefined(WaitingCell cell) => !_targets[4 * Precisions.First].Value(Interval.Point(cell.Cell.Center)).IsBounded;

    private void Push(WaitingCell cell)
    {
        if (cell.Upper is not { } upper || !(cell.IsWithin || _goal.Ignores(upper, Lower)))
        {
            _frontier.Add(cell, cell);
        }
        else
        {
            _settled = Dyadic.Max(_settled, upper);
        }
    }

    // The greatest upper bound first, none before all, and of equal ones the left cell.
    private static int ByUpper(WaitingCell a, WaitingCell b)
    {
        int byBound = (a.Upper, b.Upper) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            ({ } x, { } y) => y.CompareTo(x),
        };
        return byBound != 0 ? byBound : a.Cell.Low.CompareTo(b.Cell.Low);
    }
}
