using System.Globalization;
using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// Proves bounds of the norms of W^{n,∞} of a target that is an expression, max over |k| ≤ n of ess sup |D^k f| on the unit box, by
/// interval Taylor jets and branch and bound. No sampling: a bound holds for every point of the box. Deterministic, the same on
/// every machine, and limited by a count of operations, never by time.
/// </summary>
/// <remarks>
/// A derivative of abs, min or max around a kink is enclosed by the hull of both branches, which holds almost everywhere, as the
/// norm asks. A target is refused where a derivative is not bounded, and also where interval arithmetic alone cannot bound it, as in x/x.
/// </remarks>
public static class RigorousNorm
{
    /// <summary>The default limit of work for each order, in products of intervals.</summary>
    public const long DefaultWork = 1_000_000;

    // What a node costs beside its products, in products: an elementary function at both ends of an interval.
    private const int WorkPerNode = 100;

    /// <summary>Encloses the norms of the orders 0, ..., <paramref name="order"/>, or of as many as can be.</summary>
    /// <param name="target">A target with an expression.</param>
    /// <param name="order">n ≥ 0.</param>
    /// <param name="work">The limit of work for each order.</param>
    /// <exception cref="ArgumentException">The target is given by code, of which nothing can be proved.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order or the limit is negative.</exception>
    public static NormEnclosure Enclose(Target target, int order, long work = DefaultWork)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        ArgumentOutOfRangeException.ThrowIfNegative(work);
        Expression expression = target.Expression ?? throw new ArgumentException($"{target.Name} has no expression, so nothing can be proved of it.", nameof(target));
        var scalar = new DoubleIntervalAlgebra();
        var orders = new List<DerivativeEnclosure>();
        NormFailure? failure = null;
        long boxes = 0;
        for (int j = 0; j <= order && failure is null; j++)
        {
            long affordable = work / CostOfBox(expression, target.Dimension, j);
            failure = j > target.Smoothness ? SobolevNorm.TooRough(target, order) : affordable < 1 ? TooMuch(target, j) : null;
            if (failure is null)
            {
                var search = new BoxSearch(new BoxDerivatives(expression, target.Dimension, j, scalar), target.Dimension, orders.Select(d => d.Lower).DefaultIfEmpty(0).Max());
                (DerivativeEnclosure? enclosure, Box? unbounded) = search.Run((int)Math.Min(int.MaxValue, affordable));
                boxes += search.Boxes;
                failure = unbounded is null ? null : NotBounded(target, j, unbounded);
                orders.AddRange(enclosure is null ? [] : [enclosure]);
            }
        }

        return new NormEnclosure(orders, boxes, failure);
    }

    private static long CostOfBox(Expression expression, int dimension, int order) =>
        (long)Math.Min(1e18, Nodes(expression) * (WorkPerNode + JetSpace.CountOf(2 * dimension, order + 1)));

    private static double Nodes(Expression expression) => 1 + expression switch
    {
        Negate n => Nodes(n.Operand),
        Binary b => Nodes(b.Left) + Nodes(b.Right),
        Power p => Nodes(p.Base) + Nodes(p.Exponent),
        Call c => c.Arguments.Sum(Nodes),
        _ => 0,
    };

    private static NormFailure TooMuch(Target target, int order) => new(order, [], string.Create(
        CultureInfo.InvariantCulture, $"The derivatives of order {order} of {target.Name} are too many for a proof within the limit of work."));

    private static NormFailure NotBounded(Target target, int order, Box box)
    {
        string what = order == 0 ? target.Name : $"The derivative of order {order} of {target.Name}";
        return new(order, box.Centre, $"{what} cannot be bounded near {SobolevNorm.Where(target, box.Centre)}.");
    }
}
