using QuantRelu.Targets;

namespace QuantRelu.Tests.Targets;

/// <summary>
/// Value and slope of an expression of sums, products, abs, min and max at a point, in fractions; no slope where two branches are equal. An oracle
/// that knows no jets and no intervals.
/// </summary>
internal readonly record struct ExactSlope(Rational Value, Rational? Slope)
{
    /// <summary>∂/∂x_i at a point.</summary>
    public static ExactSlope Of(Expression expression, int axis, params ReadOnlySpan<Rational> at)
    {
        switch (expression)
        {
            case Constant c:
                return new(c.Value, 0);
            case Variable v:
                return new(at[v.Index], v.Index == axis ? 1 : 0);
            case Negate n:
                return Minus(Of(n.Operand, axis, at));
            case Binary b:
                return Combine(b.Operator, Of(b.Left, axis, at), Of(b.Right, axis, at));
            case Power { Exponent: Constant { Value: var k } } p when k == 2:
                ExactSlope u = Of(p.Base, axis, at);
                return Combine(BinaryOperator.Multiply, u, u);
            case Call { Function: ElementaryFunction.Abs } c:
                ExactSlope inner = Of(c.Arguments[0], axis, at);
                return Larger(inner, Minus(inner));
            case Call { Function: ElementaryFunction.Max } c:
                return Larger(Of(c.Arguments[0], axis, at), Of(c.Arguments[1], axis, at));
            case Call { Function: ElementaryFunction.Min } c:
                return Minus(Larger(Minus(Of(c.Arguments[0], axis, at)), Minus(Of(c.Arguments[1], axis, at))));
            default:
                throw new NotSupportedException(expression.ToString());
        }
    }

    private static ExactSlope Minus(ExactSlope a) => new(-a.Value, -a.Slope);

    private static ExactSlope Larger(ExactSlope a, ExactSlope b) => a.Value > b.Value ? a : a.Value < b.Value ? b : new(a.Value, null);

    private static ExactSlope Combine(BinaryOperator @operator, ExactSlope a, ExactSlope b) => @operator switch
    {
        BinaryOperator.Add => new(a.Value + b.Value, a.Slope + b.Slope),
        BinaryOperator.Subtract => new(a.Value - b.Value, a.Slope - b.Slope),
        BinaryOperator.Multiply => new(a.Value * b.Value, (a.Slope * b.Value) + (a.Value * b.Slope)),
        _ => throw new NotSupportedException(@operator.ToString()),
    };
}
