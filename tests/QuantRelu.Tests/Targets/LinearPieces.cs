using QuantRelu.Targets;

namespace QuantRelu.Tests.Targets;

/// <summary>
/// A continuous piecewise linear function on [0, 1] by its exact values at the breaks: an oracle for expressions made of numbers, x, +, -, multiples,
/// abs, min and max, that knows no jets and no intervals.
/// </summary>
internal sealed class LinearPieces
{
    private readonly (Rational X, Rational Y)[] _breaks;

    private LinearPieces(IEnumerable<(Rational X, Rational Y)> breaks) => _breaks = [.. breaks];

    /// <summary>The greatest |slope|, which is the essential supremum of the derivative.</summary>
    public Rational Steepest => _breaks.Zip(_breaks.Skip(1), (p, q) => Rational.Abs((q.Y - p.Y) / (q.X - p.X))).Aggregate((a, b) => a > b ? a : b);

    /// <summary>The greatest |value|.</summary>
    public Rational Greatest => _breaks.Select(p => Rational.Abs(p.Y)).Aggregate((a, b) => a > b ? a : b);

    /// <summary>The function that an expression is.</summary>
    public static LinearPieces Of(Expression expression) => expression switch
    {
        Constant c => new([(0, c.Value), (1, c.Value)]),
        Variable => new([(0, 0), (1, 1)]),
        Negate n => Scale(Of(n.Operand), -1),
        Binary { Operator: BinaryOperator.Multiply, Left: Constant c } b => Scale(Of(b.Right), c.Value),
        Binary { Operator: BinaryOperator.Add } b => Combine(Of(b.Left), Of(b.Right), (p, q) => p + q),
        Binary { Operator: BinaryOperator.Subtract } b => Combine(Of(b.Left), Of(b.Right), (p, q) => p - q),
        Call { Function: ElementaryFunction.Abs } c => Extreme(Of(c.Arguments[0]), Scale(Of(c.Arguments[0]), -1), larger: true),
        Call { Function: ElementaryFunction.Min or ElementaryFunction.Max } c =>
            c.Arguments.Select(Of).Aggregate((p, q) => Extreme(p, q, c.Function == ElementaryFunction.Max)),
        _ => throw new NotSupportedException(expression.ToString()),
    };

    private static LinearPieces Scale(LinearPieces f, Rational factor) => new(f._breaks.Select(p => (p.X, factor * p.Y)));

    private static LinearPieces Extreme(LinearPieces f, LinearPieces g, bool larger) => Combine(f, g, (p, q) => (p > q) == larger ? p : q);

    // Linear between the breaks of either and the places where they cross.
    private static LinearPieces Combine(LinearPieces f, LinearPieces g, Func<Rational, Rational, Rational> combine)
    {
        Rational[] breaks = [.. f._breaks.Concat(g._breaks).Select(p => p.X).Distinct().Order()];
        IEnumerable<Rational> crossings = breaks.Zip(breaks.Skip(1)).SelectMany(cell =>
        {
            (Rational left, Rational right) = (f.At(cell.First) - g.At(cell.First), f.At(cell.Second) - g.At(cell.Second));
            return (left * right).Sign < 0 ? new[] { cell.First + ((cell.Second - cell.First) * left / (left - right)) } : [];
        });
        return new(breaks.Concat(crossings).Order().Select(x => (x, combine(f.At(x), g.At(x)))));
    }

    private Rational At(Rational x)
    {
        int right = Math.Max(1, Array.FindIndex(_breaks, p => p.X >= x));
        ((Rational X, Rational Y) a, (Rational X, Rational Y) b) = (_breaks[right - 1], _breaks[right]);
        return a.Y + ((x - a.X) / (b.X - a.X) * (b.Y - a.Y));
    }
}
