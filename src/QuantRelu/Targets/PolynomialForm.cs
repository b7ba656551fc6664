namespace QuantRelu.Targets;

/// <summary>
/// An expression as a polynomial with exact coefficients whose indeterminates are its variables, constants such as π, and whatever in it is no sum, product
/// or whole power. Equal polynomials are equal functions wherever both are defined; of others nothing is said.
/// </summary>
internal sealed class PolynomialForm
{
    private const int MostTerms = 500;
    private const int MostDegree = 12;

    // By the texts of the factors, in their order: equal texts are equal expressions.
    private readonly SortedDictionary<string, (Expression[] Factors, Rational Coefficient)> _terms;

    private PolynomialForm(IEnumerable<(Expression[] Factors, Rational Coefficient)> terms)
    {
        _terms = new(StringComparer.Ordinal);
        foreach ((Expression[] factors, Rational coefficient) in terms)
        {
            string key = string.Join(" . ", factors.Select(f => f.ToString()));
            Rational sum = coefficient + (_terms.TryGetValue(key, out var term) ? term.Coefficient : 0);
            if (sum.IsZero)
            {
                _terms.Remove(key);
            }
            else
            {
                _terms[key] = (factors, sum);
            }
        }
    }

    /// <summary>Whether it is the number 0.</summary>
    public bool IsZero => _terms.Count == 0;

    /// <summary>The polynomial of an expression; null when it would have more terms than are looked at.</summary>
    public static PolynomialForm? Of(Expression expression) => expression switch
    {
        Constant c => new([([], c.Value)]),
        Negate n => Of(n.Operand)?.Times(-1),
        Binary { Operator: BinaryOperator.Divide, Right: Constant { Value.IsZero: false } c } b => Of(b.Left)?.Times(1 / c.Value),
        Binary { Operator: BinaryOperator.Add } b => Sum(Of(b.Left), Of(b.Right)),
        Binary { Operator: BinaryOperator.Subtract } b => Sum(Of(b.Left), Of(b.Right)?.Times(-1)),
        Binary { Operator: BinaryOperator.Multiply } b => Product(Of(b.Left), Of(b.Right)),
        Power { Exponent: Constant { Value: { Denominator.IsOne: true, Sign: > 0 } k } } p when k <= MostDegree =>
            Enumerable.Repeat(Of(p.Base), (int)k.Numerator).Aggregate(Product),
        _ => new([([expression], 1)]),
    };

    /// <summary>Whether two expressions are proved to be one function: their difference is the polynomial 0.</summary>
    public static bool AreEqual(Expression a, Expression b) => Sum(Of(a), Of(b)?.Times(-1)) is { IsZero: true };

    /// <summary>
    /// A variable, and what it is where the expression is 0: x_i and g when the expression is c·(x_i - g) with a number c, and x_i does not occur in g.
    /// Null when there is none.
    /// </summary>
    public static (int Variable, Expression Value)? Solve(Expression expression)
    {
        if (Of(expression) is not { } form)
        {
            return null;
        }

        foreach ((Expression[] factors, Rational coefficient) in form._terms.Values)
        {
            if (factors is [Variable v]
                && form._terms.Values.All(t => t.Factors is [Variable] || !t.Factors.SelectMany(SwitchPlace.Variables).Contains(v.Index)))
            {
                Expression[] rest = [.. form._terms.Values.Where(t => !(t.Factors is [Variable w] && w.Index == v.Index))
                    .Select(t => Product(t.Factors, -t.Coefficient / coefficient))];
                return (v.Index, rest.Length == 0 ? ExpressionBuilder.Constant(0) : rest.Aggregate(ExpressionBuilder.Add));
            }
        }

        return null;
    }

    private static Expression Product(Expression[] factors, Rational coefficient) =>
        factors.Length == 0 ? ExpressionBuilder.Constant(coefficient)
        : factors.Aggregate(ExpressionBuilder.Multiply) is var product && coefficient == 1 ? product
        : ExpressionBuilder.Multiply(ExpressionBuilder.Constant(coefficient), product);

    private PolynomialForm Times(Rational factor) => new(_terms.Values.Select(t => (t.Factors, t.Coefficient * factor)));

    private static PolynomialForm? Sum(PolynomialForm? a, PolynomialForm? b) =>
        a is null || b is null || a._terms.Count + b._terms.Count > MostTerms ? null : new(a._terms.Values.Concat(b._terms.Values));

    private static PolynomialForm? Product(PolynomialForm? a, PolynomialForm? b) =>
        a is null || b is null || a._terms.Count * b._terms.Count > MostTerms || a.Degree + b.Degree > MostDegree ? null : new(
            from s in a._terms.Values
            from t in b._terms.Values
            select (Sorted(s.Factors, t.Factors), s.Coefficient * t.Coefficient));

    private static Expression[] Sorted(Expression[] a, Expression[] b) => [.. a.Concat(b).OrderBy(f => f.ToString(), StringComparer.Ordinal)];

    private int Degree => _terms.Values.Select(t => t.Factors.Length).DefaultIfEmpty(0).Max();
}
