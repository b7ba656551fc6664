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
    /// <summary>The default limit of work for all orders together, in products of intervals: a fraction of a second.</summary>
    public const long DefaultWork = 4_000_000;

    /// <summary>Encloses the norms of the orders 0, ..., <paramref name="order"/>, or of as many as can be.</summary>
    /// <param name="target">A target with an expression.</param>
    /// <param name="order">n ≥ 0.</param>
    /// <param name="work">The limit of work; an order may take half of what the orders below it left.</param>
    /// <exception cref="ArgumentException">The target is given by code, of which nothing can be proved.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order or the limit is negative.</exception>
    public static NormEnclosure Enclose(Target target, int order, long work = DefaultWork) => Enclose(target, order, work, loose: true);

    /// <summary>The same; without <paramref name="loose"/> ones the orders end before the first that is not tight.</summary>
    internal static NormEnclosure Enclose(Target target, int order, long work, bool loose)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        ArgumentOutOfRangeException.ThrowIfNegative(work);
        Expression expression = PowerProducts.Combine(target.Expression
            ?? throw new ArgumentException($"{target.Name} has no expression, so nothing can be proved of it.", nameof(target)));
        var scalar = new DoubleIntervalAlgebra();
        var orders = new List<DerivativeEnclosure>();
        NormFailure? failure = null;
        long boxes = 0;
        for (int j = 0; j <= order && failure is null; j++)
        {
            double cost = CostOfBox(expression, target.Dimension, j);
            failure = j > target.Smoothness ? NormFailures.TooRough(target, order) : cost > work / 2 ? TooMuch(target, j) : null;
            if (failure is null)
            {
                var search = new BoxSearch(
                    new BoxDerivatives(expression, target.Dimension, j, scalar), target.Dimension, orders.Select(d => d.Lower).DefaultIfEmpty(0).Max());
                (DerivativeEnclosure? enclosure, HalvedBox? unbounded) = search.Run((int)Math.Min(int.MaxValue, work / 2 / cost));
                (boxes, work) = (boxes + search.Boxes, work - (long)(search.Boxes * cost));
                failure = unbounded is not null ? NotBounded(target, j, unbounded) : loose || enclosure!.IsTight ? null : TooMuch(target, j);
                orders.AddRange(failure is null ? [enclosure!] : []);
            }
        }

        return new NormEnclosure([.. orders], boxes, failure);
    }

    // An elementary function at the ends of an interval, in products.
    private const int WorkPerFunction = 1000;

    /// <summary>What the jets of one box of order j + 1 cost, in products of intervals.</summary>
    internal static double CostOfBox(Expression expression, int dimension, int order)
    {
        (double operations, double functions) = Count(expression);
        double products = JetSpace.CountOf(2 * dimension, order + 1);
        return (operations * (10 + products)) + (functions * (WorkPerFunction + (products * (order + 1))));
    }

    private static (double Operations, double Functions) Count(Expression expression)
    {
        bool isFunction = expression is Binary { Removable: not null } || expression is Power { Exponent: not Constant { Value.Denominator.IsOne: true } }
            || (expression is Call { Function: not ElementaryFunction.Sqrt } c && !c.Function.HasKink() && !c.Function.HasSteps());
        (double operations, double functions) = isFunction ? (0.0, 1.0) : (1, 0);
        foreach (Expression operand in expression.Operands)
        {
            (double o, double f) = Count(operand);
            (operations, functions) = (operations + o, functions + f);
        }

        return (operations, functions);
    }

    private static NormFailure TooMuch(Target target, int order) => new(order, [], string.Create(
        CultureInfo.InvariantCulture, $"The derivatives of order {order} of {target.Name} are too many for a proof within the limit of work."));

    private static NormFailure NotBounded(Target target, int order, HalvedBox box)
    {
        string what = order == 0 ? target.Name : $"The derivative of order {order} of {target.Name}";
        return new(order, [.. box.Centre], $"{what} cannot be bounded near {PlaceText.Of(target, box.Centre)}.");
    }
}
