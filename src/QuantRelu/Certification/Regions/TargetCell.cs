using QuantRelu.Analysis.Regions;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.Regions;

/// <summary>
/// A cell of a tree that halves the unit box, axis after axis, until a Taylor polynomial of the target is good enough on each, or that is not worth its
/// time. Cells are made when they are asked for, by any thread; what they are does not depend on who asks.
/// </summary>
internal sealed class TargetCell
{
    // Of one, two and three variables: the most halvings where the target is smooth, and where it may not be.
    private static readonly int[] MostSmooth = [0, 12, 10, 9];
    private static readonly int[] MostRough = [0, 10, 10, 6];

    // Next to a pole.
    private const int MostUnbounded = 6;
    private readonly Target _target;
    private readonly double _blur;
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly int _level;
    private readonly Lazy<RegionTarget?> _known;
    private readonly Lazy<(TargetCell Low, TargetCell High)> _halves;

    private TargetCell(Target target, double blur, double[] low, double[] high, int level)
    {
        (_target, _blur, _low, _high, _level) = (target, blur, low, high, level);
        _known = new(Find);
        _halves = new(Halve);
        Axis = level % low.Length;
        double middle = (low[Axis] + high[Axis]) / 2;
        (SpaceForm<long> form, long places) = (default, 1L << ((level / low.Length) + 1));
        Middle = middle;
        long at = -(long)(middle * places);
        Half = Axis == 0 ? form with { X = places, One = at } : Axis == 1 ? form with { Y = places, One = at } : form with { Z = places, One = at };
    }

    /// <summary>The axis across which it is halved.</summary>
    public int Axis { get; }

    /// <summary>Where it is halved.</summary>
    public double Middle { get; }

    /// <summary>The form that is 0 there, and above it in the upper half.</summary>
    public SpaceForm<long> Half { get; }

    /// <summary>What is known of the target here; null when it is to be halved.</summary>
    public RegionTarget? Known => _known.Value;

    /// <summary>The lower half.</summary>
    public TargetCell LowHalf => _halves.Value.Low;

    /// <summary>The upper half.</summary>
    public TargetCell HighHalf => _halves.Value.High;

    /// <summary>The whole unit box.</summary>
    /// <param name="target">The target, a formula, a table on a grid, or code that can be enclosed.</param>
    /// <param name="blur">The remainder of a polynomial that is good enough.</param>
    public static TargetCell Whole(Target target, double blur) =>
        new(target, blur, new double[target.Dimension], [.. Enumerable.Repeat(1.0, target.Dimension)], 0);

    /// <summary>Cuts a part along the cells that it lies in, and does something with each piece, from the lowest cell on.</summary>
    /// <param name="part">The part.</param>
    /// <param name="action">What is done.</param>
    /// <returns>False when the action ended it.</returns>
    public bool ForEach<TAction>(ConvexCell part, ref TAction action)
        where TAction : struct, IPieceAction
    {
        TargetCell cell = this;
        while (cell.Known is null)
        {
            ConvexCell.Side side = part[cell.Axis];
            if (side.High <= cell.Middle)
            {
                cell = cell.LowHalf;
            }
            else if (side.Low >= cell.Middle)
            {
                cell = cell.HighHalf;
            }
            else if (RegionPart.Cut(part, cell.Half) is var (below, above))
            {
                if (!cell.LowHalf.ForEach(below, ref action))
                {
                    return false;
                }

                (part, cell) = (above, cell.HighHalf);
            }
            else
            {
                cell = side.Center <= cell.Middle ? cell.LowHalf : cell.HighHalf;
            }
        }

        return action.Do(part, cell.Known);
    }

    private RegionTarget? Find()
    {
        if (_target.Grid is { } grid)
        {
            return new GridRegionTarget(new GridCells(grid, _target.Domain));
        }

        if (_level == 0 && _target.Expression is { } whole && PolygonalTarget.Of(whole) is { } polygonal)
        {
            return polygonal;
        }

        TaylorPolynomial? polynomial = _target.Expression is { } formula ? TaylorPolynomial.Of(formula, _low, _high) : null;
        if (polynomial is not null && polynomial.Remainder <= Math.Max(_blur, polynomial.Noise / 2))
        {
            return new SmoothTarget(polynomial);
        }

        bool isFinest = _target.Expression is null || _level >= (polynomial is null ? MostRough : MostSmooth)[_low.Length]
            || (polynomial is null && _level >= MostUnbounded && !IsBounded(_target.Expression));
        return isFinest ? new RoughTarget(_target) : null;
    }

    private bool IsBounded(Expression formula) =>
        formula.Evaluate(new DoubleIntervalAlgebra(), [.. _low.Zip(_high, DoubleInterval.Create)]).IsBounded;

    private (TargetCell Low, TargetCell High) Halve()
    {
        double[] low = [.. _low], high = [.. _high];
        high[Axis] = low[Axis] = Middle;
        return (new TargetCell(_target, _blur, _low, high, _level + 1), new TargetCell(_target, _blur, low, _high, _level + 1));
    }
}

/// <summary>What is done with pieces of parts that lie in one cell of a target each.</summary>
internal interface IPieceAction
{
    /// <summary>Does it.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="target">The target there.</param>
    /// <returns>False to end it.</returns>
    bool Do(ConvexCell piece, RegionTarget target);
}
