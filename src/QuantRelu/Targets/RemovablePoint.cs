namespace QuantRelu.Targets;

/// <summary>
/// Quotients that have no value where numerator and denominator are 0, but a limit: a sine over its argument, c·sin(u)/(d·u) with numbers c and d, is
/// c/d·sinc(u), and the reciprocal c·u/(d·sin(u)) is c/d/sinc(u).
/// </summary>
internal static class RemovablePoint
{
    /// <summary>The quotient with its value where it has none, or null when it is no such quotient.</summary>
    public static Expression? Quotient(Expression u, Expression v)
    {
        Product top = Product.Of(u), bottom = Product.Of(v);
        return Over(top, bottom) ?? (Over(bottom, top) is { } reciprocal ? new Binary(BinaryOperator.Divide, new Constant(1), reciprocal) : null);
    }

    // c·w·sin(a·p)/(d·p·q), where p and q are products, is c·a/d·w·sinc(a·p)/q.
    private static Expression? Over(Product top, Product bottom)
    {
        if (bottom.Factor.IsZero)
        {
            return null;
        }

        for (int i = 0; i < top.Factors.Length; i++)
        {
            if (top.Factors[i] is Call { Function: ElementaryFunction.Sin, Arguments: [{ Dimension: > 0 } argument] }
                && Product.Of(argument) is { Factor.IsZero: false } inner && bottom.Without(inner) is { } rest)
            {
                Expression sinc = ExpressionBuilder.Call(ElementaryFunction.Sinc, argument);
                var numerator = new Product(top.Factor * inner.Factor / bottom.Factor, [.. top.Factors[..i], sinc, .. top.Factors[(i + 1)..]]);
                return rest.Factors.Length == 0 ? numerator.ToExpression()
                    : ExpressionBuilder.Divide(numerator.ToExpression(), (rest with { Factor = 1 }).ToExpression());
            }
        }

        return null;
    }

    /// <summary>A number times other factors.</summary>
    private sealed record Product(Rational Factor, Expression[] Factors)
    {
        public static Product Of(Expression expression) => expression switch
        {
            Constant c => new(c.Value, []),
            Negate n when Of(n.Operand) is var p => p with { Factor = -p.Factor },
            Binary { Operator: BinaryOperator.Multiply } b when (Of(b.Left), Of(b.Right)) is var (p, q) =>
                new(p.Factor * q.Factor, [.. p.Factors, .. q.Factors]),
            Binary { Operator: BinaryOperator.Divide, Right: Constant { Value.IsZero: false } c } b when Of(b.Left) is var p =>
                p with { Factor = p.Factor / c.Value },
            _ => new(1, [expression]),
        };

        /// <summary>The product without the factors of another one; null when it has not all of them.</summary>
        public Product? Without(Product other)
        {
            var rest = new List<Expression>(Factors);
            return Array.TrueForAll(other.Factors, rest.Remove) ? new(Factor / other.Factor, [.. rest]) : null;
        }

        public Expression ToExpression()
        {
            Expression? product = Factors.Length == 0 ? null : Factors.Aggregate(ExpressionBuilder.Multiply);
            return product is null ? ExpressionBuilder.Constant(Factor)
                : Factor == 1 ? product
                : ExpressionBuilder.Multiply(ExpressionBuilder.Constant(Factor), product);
        }
    }
}
