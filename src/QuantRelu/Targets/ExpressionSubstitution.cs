namespace QuantRelu.Targets;

/// <summary>Replaces parts of expressions; what is left unchanged is shared with the original.</summary>
internal static class ExpressionSubstitution
{
    /// <summary>The expression with each variable x_i replaced by <paramref name="by"/>[i].</summary>
    public static Expression Apply(Expression expression, Expression[] by) => expression switch
    {
        { Dimension: 0 } => expression,
        Variable v => by[v.Index],
        _ => Rebuilt(expression, operand => Apply(operand, by)),
    };

    /// <summary>The same operation, function or choice of what becomes of its operands.</summary>
    public static Expression Rebuilt(Expression expression, Func<Expression, Expression> operand) => expression switch
    {
        Negate n => ExpressionBuilder.Negate(operand(n.Operand)) with { Position = n.Position },
        Binary b => ExpressionBuilder.Combine(b.Operator, operand(b.Left), operand(b.Right)) with { Position = b.Position },
        Power p => ExpressionBuilder.Power(operand(p.Base), operand(p.Exponent)) with { Position = p.Position },
        Call c => ExpressionBuilder.Call(c.Function, [.. c.Arguments.Select(operand)]) with { Position = c.Position },
        Choice c => ExpressionBuilder.If(c.Relation, operand(c.Left), operand(c.Right), operand(c.Then), operand(c.Otherwise))
            with
        { Position = c.Position },
        _ => expression,
    };
}
