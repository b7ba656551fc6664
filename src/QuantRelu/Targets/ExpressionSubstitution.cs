namespace QuantRelu.Targets;

/// <summary>Replaces variables by expressions; what is left unchanged is shared with the original.</summary>
internal static class ExpressionSubstitution
{
    /// <summary>The expression with each variable x_i replaced by <paramref name="by"/>[i].</summary>
    public static Expression Apply(Expression expression, ReadOnlySpan<Expression> by) => expression switch
    {
        { Dimension: 0 } => expression,
        Variable v => by[v.Index],
        Negate n => ExpressionBuilder.Negate(Apply(n.Operand, by)) with { Position = n.Position },
        Binary b => ExpressionBuilder.Combine(b.Operator, Apply(b.Left, by), Apply(b.Right, by)) with { Position = b.Position },
        Power p => ExpressionBuilder.Power(Apply(p.Base, by), Apply(p.Exponent, by)) with { Position = p.Position },
        Call c => ExpressionBuilder.Call(c.Function, Arguments(c, by)) with { Position = c.Position },
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private static Expression[] Arguments(Call call, ReadOnlySpan<Expression> by)
    {
        var arguments = new Expression[call.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Apply(call.Arguments[i], by);
        }

        return arguments;
    }
}
