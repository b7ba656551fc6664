namespace QuantRelu.Targets;

/// <summary>
/// Rewrites products such as x²·√x to x^(5/2), for derivatives: those of the product would be 0·∞ at 0, while those of the power are what
/// they are. u^a·u^b = u^(a+b) for a, b &gt; 0 wherever √u and its like are defined; done only where a + b is no integer, so that the
/// result is defined nowhere else.
/// </summary>
internal static class PowerProducts
{
    private static readonly Rational OneHalf = Rational.Create(1, 2);

    /// <summary>The expression with such products rewritten; what is left unchanged is shared with the original.</summary>
    public static Expression Combine(Expression expression) => expression switch
    {
        { Dimension: 0 } or Variable => expression,
        Negate n when Combine(n.Operand) is var u && !ReferenceEquals(u, n.Operand) => ExpressionBuilder.Negate(u) with { Position = n.Position },
        Binary { Operator: BinaryOperator.Multiply } product => Product(product),
        Binary b => Rebuilt(b, Combine(b.Left), Combine(b.Right)),
        Power p when Combine(p.Base) is var u && !ReferenceEquals(u, p.Base) => ExpressionBuilder.Power(u, p.Exponent) with { Position = p.Position },
        Call c when c.Arguments.Select(Combine).ToArray() is var u && !u.SequenceEqual(c.Arguments, ReferenceEqualityComparer.Instance) =>
            ExpressionBuilder.Call(c.Function, u) with { Position = c.Position },
        Choice c => ExpressionBuilder.If(c.Relation, Combine(c.Left), Combine(c.Right), Combine(c.Then), Combine(c.Otherwise)) with { Position = c.Position },
        _ => expression,
    };

    private static Expression Rebuilt(Binary b, Expression left, Expression right) => ReferenceEquals(left, b.Left) && ReferenceEquals(right, b.Right)
        ? b
        : ExpressionBuilder.Combine(b.Operator, left, right) with { Position = b.Position };

    // The factors of a product of products, u·v·w: a fractional power takes in another power of the same base.
    private static Expression Product(Binary product)
    {
        var factors = new List<Expression>();
        Flatten(product, factors);
        int count = factors.Count;
        for (int i = factors.Count - 1; i > 0; i--)
        {
            int other = factors.FindIndex(0, i, f => Joined(f, factors[i]) is not null);
            if (other >= 0)
            {
                factors[other] = Joined(factors[other], factors[i])!;
                factors.RemoveAt(i);
            }
        }

        return factors.Count == count
            ? Rebuilt(product, Combine(product.Left), Combine(product.Right))
            : factors.Aggregate((u, v) => ExpressionBuilder.Multiply(u, v) with { Position = product.Position });
    }

    private static void Flatten(Expression expression, List<Expression> factors)
    {
        if (expression is Binary { Operator: BinaryOperator.Multiply } product)
        {
            Flatten(product.Left, factors);
            Flatten(product.Right, factors);
        }
        else
        {
            factors.Add(Combine(expression));
        }
    }

    private static Expression? Joined(Expression u, Expression v)
    {
        (Expression Base, Rational Exponent) a = AsPower(u), b = AsPower(v);
        Rational sum = a.Exponent + b.Exponent;
        bool fits = a.Base.Dimension > 0 && a.Exponent.Sign > 0 && b.Exponent.Sign > 0 && !sum.Denominator.IsOne && a.Base == b.Base;
        return fits ? ExpressionBuilder.Power(a.Base, ExpressionBuilder.Constant(sum)) with { Position = u.Position } : null;
    }

    private static (Expression Base, Rational Exponent) AsPower(Expression u) => u switch
    {
        Call { Function: ElementaryFunction.Sqrt } root => (root.Arguments[0], OneHalf),
        Power { Exponent: Constant { Value: var exponent } } power => (power.Base, exponent),
        _ => (u, 1),
    };
}
