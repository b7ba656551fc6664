namespace QuantRelu.Targets;

/// <summary>
/// Branch and bound for max over |k| = j of ess sup |D^k f| on the unit box: the box with the largest upper bound is halved, until
/// the largest upper bound of all is close to the largest lower one, or the limit of work is reached. The order of the boxes depends
/// on nothing but the function.
/// </summary>
internal sealed class BoxSearch(BoxDerivatives derivatives, int dimension, double floor)
{
    /// <summary>How close the ends must come.</summary>
    private const double Tolerance = 1.0 / 128;

    /// <summary>Where it is not decided whether a norm is above a power of two, the ends may come this close.</summary>
    private const double Finest = 1e-9;

    /// <summary>A box without a bound whose sides were all halved this often shows a pole.</summary>
    private const int MostHalvings = 40;

    private readonly PriorityQueue<(HalvedBox Box, BoxBound Bound), (double, int, int)> _queue = new();
    private double _lower = -1;
    private int _derivative = derivatives.First;
    private double[] _at = [.. Enumerable.Repeat(0.5, dimension)];

    /// <summary>How many boxes were looked at.</summary>
    public int Boxes { get; private set; }

    /// <summary>Looks at no more than <paramref name="most"/> boxes, but at one at least.</summary>
    /// <returns>The enclosure; or null and a box that stays without a bound.</returns>
    public (DerivativeEnclosure? Enclosure, HalvedBox? Unbounded) Run(int most)
    {
        Look(HalvedBox.Unit(dimension), double.PositiveInfinity);
        while (!HasEnded() && Boxes + 1 < most)
        {
            (HalvedBox box, BoxBound bound) = _queue.Peek();
            if (double.IsInfinity(bound.Upper) && box.Depth >= MostHalvings * dimension)
            {
                return (null, box);
            }

            int axis = box.CanHalve(bound.SplitAxis) ? bound.SplitAxis : box.LongestSide;
            if (!box.CanHalve(axis))
            {
                break;
            }

            _queue.Dequeue();
            foreach (HalvedBox half in box.Halve(axis))
            {
                Look(half, bound.Upper);
            }
        }

        (HalvedBox top, BoxBound last) = _queue.Peek();
        return double.IsInfinity(last.Upper)
            ? (null, top)
            : (new DerivativeEnclosure(_lower, last.Upper, derivatives.Space[_derivative], [.. _at], IsClose() || IsDecided()), null);
    }

    private void Look(HalvedBox box, double most)
    {
        BoxBound bound = derivatives.Bound(box, _lower);
        bound = bound with { Upper = Math.Min(bound.Upper, most) };
        if (bound.Lower > _lower)
        {
            (_lower, _derivative, _at) = (bound.Lower, bound.Derivative, box.Centre);
        }

        // Among boxes without a bound the smallest comes first: either it gets one soon, or it shows where there is none.
        _queue.Enqueue((box, bound), (-bound.Upper, double.IsInfinity(bound.Upper) ? -box.Depth : box.Depth, Boxes));
        Boxes++;
    }

    private double Upper => _queue.Peek().Bound.Upper;

    private bool HasEnded() => IsClose() && (IsDecided() || Upper <= Math.Max(_lower, floor) * (1 + Finest));

    private bool IsClose() => Upper <= _lower * (1 + Tolerance) || Upper <= floor * Tolerance;

    private bool IsDecided() => double.IsFinite(Upper) && (Upper <= floor || UnitBall.LogScale(Upper) == UnitBall.LogScale(_lower));
}
