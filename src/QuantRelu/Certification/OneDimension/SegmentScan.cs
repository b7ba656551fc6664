using QuantRelu.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>A cell with a proved upper bound of |network - target| on it; infinite where the target was not enclosed.</summary>
internal readonly record struct ScannedCell(UnitCell Cell, double Upper);

/// <summary>What a scan of a segment proved.</summary>
/// <param name="Cells">The cells from left to right; they cover the segment.</param>
/// <param name="Lower">A proved lower bound of the greatest difference up to its end, at least 0.</param>
/// <param name="LowerAt">A double next to where it is attained.</param>
/// <param name="Pieces">The pieces, counted anew in every cell.</param>
internal sealed record SegmentResult(IReadOnlyList<ScannedCell> Cells, double Lower, double LowerAt, long Pieces);

/// <summary>
/// The first pass, in doubles with proved bounds of their rounding: walks through the pieces of a segment and bounds network - target on each by its
/// ends and the target's curvature, splitting a piece as long as that tells more. One Taylor model serves all pieces of its cell, and where the target
/// oscillates too fast for any the range of its values on the cell bounds the difference too.
/// </summary>
/// <remarks>
/// How much care is taken depends on how large the greatest difference is expected to be, the truth of the bounds does not: what was seen so far is enough,
/// since a cell or a piece with a smaller difference is divided a few times more, and not once more for most networks.
/// </remarks>
/// <param name="pieces">The network, read up to the lower end of the first segment.</param>
/// <param name="target">The target.</param>
/// <param name="goal">What is to be known.</param>
/// <param name="whenLong">Is called once, when <see cref="ManyPieces"/> were looked at.</param>
internal sealed class SegmentScan(PieceCursor pieces, TargetEnclosure target, Goal goal, Action? whenLong = null)
{
    /// <summary>So many take a good part of a second.</summary>
    public const long ManyPieces = 1 << 17;
    private const int FinestLevel = 12;
    private const int MostSplits = 30;

    // Covers the few roundings of each formula below many times over.
    private const double Rounding = 1.0 / (1L << 48);

    // What is lost where doubles underflow is less.
    private const double Tiny = 1e-300;
    // Below it no care is needed, whatever was seen.
    private readonly double _claimed = goal.Expected(0);
    private readonly double _accuracy = goal.Accuracy;
    private double _lower;
    private double _lowerAt;
    private double _upper;
    private double _least = double.PositiveInfinity;
    private double _most = double.NegativeInfinity;

    /// <summary>How many pieces were looked at, counted anew in every cell.</summary>
    public long Pieces { get; private set; }

    private double Expected => Math.Max(_lower, _claimed);

    /// <summary>Scans the next segment.</summary>
    public SegmentResult Scan(UnitCell segment, CancellationToken cancellationToken)
    {
        var cells = new List<(UnitCell Cell, TaylorModel? Model)>();
        Cover(segment, cells, cancellationToken);
        var scanned = new ScannedCell[cells.Count];
        long before = Pieces;
        for (int c = 0; c < scanned.Length; c++)
        {
            (UnitCell cell, TaylorModel? model) = cells[c];
            (_upper, _least, _most) = (0, double.PositiveInfinity, double.NegativeInfinity);
            Scan(cell, model, cancellationToken);
            scanned[c] = new ScannedCell(cell, model is null ? double.PositiveInfinity : Math.Min(_upper, FromRange(cell)));
        }

        return new SegmentResult(scanned, _lower, _lowerAt, Pieces - before);
    }

    // The network is continuous: a piece begins with the value with which the one before it ends.
    private void Scan(UnitCell cell, TaylorModel? model, CancellationToken cancellationToken)
    {
        Node low = model is null ? default : End(model);
        Note(low.Network);
        pieces.Aim(cell.Ends.High);
        while (pieces.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++Pieces == ManyPieces)
            {
                whenLong?.Invoke();
            }

            if (model is not null)
            {
                Node high = End(model);
                Note(high.Network);
                Bound(model, low, high, 0);
                low = high;
            }
        }
    }

    private void Note(double value) => (_least, _most) = (Math.Min(_least, value), Math.Max(_most, value));

    private Node End(TaylorModel model)
    {
        double value = pieces.Value;
        return Node.At(model, pieces.Place - model.Center, value, Math.Abs(value));
    }

    // Cells on which the model is as good as the tolerance needs, or no better one is worth its time.
    private void Cover(UnitCell cell, List<(UnitCell, TaylorModel?)> cells, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaylorModel? model = TaylorModel.Of(target, cell);
        bool isGood = model is not null && model.Remainder <= Math.Max(Expected * _accuracy / 16, model.Noise / 2);
        if (isGood || cell.Level >= FinestLevel || (model is null && !target.Value(Interval.Point(cell.Center)).IsBounded))
        {
            cells.Add((cell, model));
            return;
        }

        Cover(cell.Left, cells, cancellationToken);
        Cover(cell.Right, cells, cancellationToken);
    }

    // Of the network on the pieces of a cell, and the target's values there.
    private double FromRange(UnitCell cell)
    {
        (double low, double high) = target.Value(cell.Interval).ToDoubles();
        double noise = Rounding * (Math.Max(Math.Abs(_least), Math.Abs(_most)) + Math.Max(Math.Abs(low), Math.Abs(high)));
        double upper = Math.Max(_most - low, high - _least) + noise + Tiny;
        return double.IsFinite(upper) ? upper : double.PositiveInfinity;
    }

    private void Bound(TaylorModel model, Node a, Node b, int splits)
    {
        double width = b.Argument - a.Argument + (4 * TaylorModel.ArgumentError);
        double middle = (a.Argument + b.Argument) / 2;
        double curvature = model.Curvature(middle);
        double spread = (model.ThirdDerivative * width * (0.5 + Rounding)) + model.CurvatureNoise;
        double half = width * width / 2;
        double size = (Math.Abs(curvature) + spread) * width;
        double above = Chord.Maximum(a.Error, b.Error, (curvature + spread) * half), below = Chord.Maximum(-a.Error, -b.Error, (spread - curvature) * half);
        double noise = model.Noise + (Rounding * (a.Size + b.Size + (size * width))) + (8 * TaylorModel.ArgumentError * size) + Tiny;
        double gap = spread * half / 2;
        double upper = (Math.Max(above, below) + noise) * (1 + Rounding), lower = (Math.Max(above, below) - gap - noise) * (1 - Rounding);
        if (lower > _lower)
        {
            double place = above >= below ? Chord.Place(a.Error, b.Error, (curvature + spread) * half)
                : Chord.Place(-a.Error, -b.Error, (spread - curvature) * half);
            (_lower, _lowerAt) = (lower, model.Center + a.Argument + (place * (b.Argument - a.Argument)));
        }

        if (upper <= Expected || gap <= Math.Max(_accuracy / 8 * lower, noise) || splits == MostSplits || !double.IsFinite(upper))
        {
            _upper = Math.Max(_upper, double.IsFinite(upper) ? upper : double.PositiveInfinity);
            return;
        }

        Node c = Node.At(model, middle, (a.Network / 2) + (b.Network / 2), (a.Weight / 2) + (b.Weight / 2));
        Bound(model, a, c, splits + 1);
        Bound(model, c, b, splits + 1);
    }

    /// <summary>A point: u - c, the network, and the network less the target, as doubles.</summary>
    /// <param name="Argument">u - c, within <see cref="TaylorModel.ArgumentError"/>.</param>
    /// <param name="Network">The network's value, within 2^-47 times the weight.</param>
    /// <param name="Weight">The mean of the magnitudes from which the network's value was computed.</param>
    /// <param name="Error">The network less the target.</param>
    private readonly record struct Node(double Argument, double Network, double Weight, double Error)
    {
        /// <summary>What was rounded.</summary>
        public double Size => (2 * Weight) + Math.Abs(Error);

        public static Node At(TaylorModel model, double argument, double network, double weight) =>
            new(argument, network, weight, network - model.Value(argument));
    }
}
