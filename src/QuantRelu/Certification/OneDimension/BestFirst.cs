using QuantRelu.Claims;
using QuantRelu.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Branch and bound: the cell with the greatest upper bound is split, or looked at with more digits, until that bound is close enough to the greatest
/// difference that is proved somewhere. Cells below that are dropped.
/// </summary>
internal sealed class BestFirst
{
    private const int CellsPerReport = 64;
    private const int MostPieces = 256;

    // A network that is the target leaves nothing to compare with: this bound is good enough by itself.
    private static readonly Dyadic Negligible = Dyadic.PowerOfTwo(-100);

    // The target is not bounded on a cell this small: a pole, or beyond the digits.
    private const int FinestUnbounded = 100;
    private readonly NetworkPieces _pieces;
    private readonly Precisions _targets;
    private readonly PriorityQueue<OpenCell, OpenCell> _open = new(Comparer<OpenCell>.Create(ByUpper));

    /// <summary>A search over the cells of a first pass.</summary>
    public BestFirst(NetworkPieces pieces, Precisions targets, IEnumerable<ScannedCell> cells, double lower, double lowerAt)
    {
        _pieces = pieces;
        _targets = targets;
        Lower = Dyadic.FromDouble(lower);
        At = lowerAt;
        foreach (ScannedCell cell in cells)
        {
            Push(new OpenCell(cell.Cell, null, 0, double.IsFinite(cell.Upper) ? Dyadic.FromDouble(cell.Upper) : null, IsNoisy: false));
        }
    }

    /// <summary>The greatest difference that is proved somewhere.</summary>
    public Dyadic Lower { get; private set; }

    /// <summary>A double next to where that is, in the unit interval.</summary>
    public double At { get; private set; }

    /// <summary>The upper bound of all differences; null for none.</summary>
    public Dyadic? Upper => _open.TryPeek(out OpenCell? top, out _) ? top.Upper is { } upper ? Dyadic.Max(upper, Lower) : null : Lower;

    /// <summary>The interval that is proved; null without an upper bound.</summary>
    public CertifiedError? Error => Upper is { } upper ? new CertifiedError(Lower.RoundDown(53), upper.RoundUp(53)) : null;

    /// <summary>The middle of the cell with the greatest upper bound.</summary>
    public double WorstCell => (double)_open.Peek().Cell.Center;

    /// <summary>Narrows the interval.</summary>
    /// <returns>Why it ended; null when it was told to stop.</returns>
    public CertificationOutcome? Run(Dyadic tolerance, int work, IProgress<CertifiedError>? progress, CancellationToken cancel)
    {
        int done = 0;
        while (!IsReached(tolerance))
        {
            if (done >= work || cancel.IsCancellationRequested)
            {
                Report(progress);
                return done >= work ? CertificationOutcome.WorkLimit : null;
            }

            if (Step(_open.Dequeue(), cancel) is { } outcome)
            {
                return outcome;
            }

            if (done++ % CellsPerReport == 0)
            {
                Report(progress);
            }
        }

        Report(progress);
        return CertificationOutcome.Reached;
    }

    private bool IsReached(Dyadic tolerance) => Upper is { } upper && (upper - Lower <= tolerance * upper || upper <= Negligible);

    private void Report(IProgress<CertifiedError>? progress)
    {
        if (Error is { } error)
        {
            progress?.Report(error);
        }
    }

    private CertificationOutcome? Step(OpenCell top, CancellationToken cancel)
    {
        if (top.Upper is null && top.Precision > 0 && (top.Cell.Level >= FinestUnbounded || IsUndefined(top)))
        {
            _open.Enqueue(top, top);
            return CertificationOutcome.TargetUnbounded;
        }

        if (top.Precision == 0)
        {
            Begin(top, cancel);
        }
        else if (!top.IsNoisy)
        {
            Push(Examine(top with { Cell = top.Cell.Left, Pieces = top.PiecesOn(top.Cell.Left) }, top.Precision));
            Push(Examine(top with { Cell = top.Cell.Right, Pieces = top.PiecesOn(top.Cell.Right) }, top.Precision));
        }
        else if (top.Precision < Precisions.Most)
        {
            Push(Examine(top, 2 * top.Precision));
        }
        else
        {
            _open.Enqueue(top, top);
            return CertificationOutcome.WorkLimit;
        }

        return null;
    }

    // Cells of many pieces are halved first: a step is short, so that work can be stopped between any two.
    private void Begin(OpenCell top, CancellationToken cancel)
    {
        IReadOnlyList<ScaledPiece> pieces = top.Pieces ?? [.. _pieces.On(top.Cell.Ends).TakeWhile(_ => !cancel.IsCancellationRequested)];
        if (cancel.IsCancellationRequested)
        {
            _open.Enqueue(top, top);
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

    private OpenCell Examine(OpenCell cell, int precision)
    {
        CellBounds bounds = new CellExamination(_pieces.Scale, _targets[precision]).Examine(cell.Cell, cell.Pieces!);
        if (bounds.Lower > Lower)
        {
            (Lower, At) = (bounds.Lower, bounds.At);
        }

        Dyadic? upper = bounds.Upper is { } u && cell.Upper is { } before ? Dyadic.Min(u, before) : bounds.Upper ?? cell.Upper;
        return cell with { Precision = precision, Upper = upper, IsNoisy = bounds.IsNoisy };
    }

    // Undefined, or not to be told from it, with many digits at the very middle.
    private bool IsUndefined(OpenCell cell) => !_targets[4 * Precisions.First].Value(Interval.Point(cell.Cell.Center)).IsBounded;

    private void Push(OpenCell cell)
    {
        if (cell.Upper is not { } upper || upper > Lower || _open.Count == 0)
        {
            _open.Enqueue(cell, cell);
        }
    }

    // The greatest upper bound first, none before all, and of equal ones the left cell.
    private static int ByUpper(OpenCell a, OpenCell b)
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
