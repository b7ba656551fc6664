using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>A function in its own coordinates x, before any domain.</summary>
internal interface ITargetFunction
{
    /// <summary>The formula, if there is one.</summary>
    Expression? Expression { get; }

    /// <summary>How many derivatives are bounded, as far as the function knows.</summary>
    int Smoothness { get; }

    /// <summary>The highest order of derivatives that can be computed.</summary>
    int DerivativesUpTo { get; }

    /// <summary>A bound for all derivatives in u of an order ≥ 1, on a domain, that was given with the function; otherwise null.</summary>
    Rational? DerivativeBound(int order, Domain domain);

    /// <summary>What is certain on boxes of a domain where there is no formula; null when that is nothing.</summary>
    IBoxEnclosure? Boxes(string name, Domain domain) => null;

    /// <summary>What the function is made of when it is called by a name.</summary>
    TargetSource Source(string name);

    /// <summary>f(x).</summary>
    double Value(ReadOnlySpan<double> x);

    /// <summary>D^k f(x) / k! for the multi-indices of a space whose order is at most <see cref="DerivativesUpTo"/>.</summary>
    void TaylorCoefficients(ReadOnlySpan<double> x, JetSpace space, Span<double> coefficients);
}

/// <summary>A function given by a formula: derivatives come from jets.</summary>
internal sealed class ExpressionFunction(Expression expression) : ITargetFunction
{
    private readonly Expression _differentiable = PowerProducts.Combine(expression);

    public Expression Expression => expression;

    public int Smoothness => expression.Smoothness;

    public int DerivativesUpTo => int.MaxValue;

    public Rational? DerivativeBound(int order, Domain domain) => null;

    public TargetSource Source(string name) => TargetSource.Of(expression, name);

    public double Value(ReadOnlySpan<double> x) => expression.Evaluate(DoubleAlgebra.Instance, x);

    public void TaylorCoefficients(ReadOnlySpan<double> x, JetSpace space, Span<double> coefficients)
    {
        var algebra = new JetAlgebra<double>(DoubleAlgebra.Instance, space);
        var variables = new Jet<double>[x.Length];
        for (int axis = 0; axis < variables.Length; axis++)
        {
            variables[axis] = algebra.Variable(axis, x[axis]);
        }

        _differentiable.Evaluate<Jet<double>>(algebra, variables).CopyTo(coefficients);
    }
}

/// <summary>The straight lines between samples.</summary>
internal sealed class TableFunction(SampleTable table, Rational? lipschitz) : ITargetFunction
{
    /// <summary>The samples.</summary>
    public SampleTable Table => table;

    public Expression? Expression => null;

    public int Smoothness => 1;

    public int DerivativesUpTo => 0;

    public Rational? DerivativeBound(int order, Domain domain) => order == 1 ? (lipschitz ?? table.Lipschitz) * domain.Width(0) : null;

    public TargetSource Source(string name) => new SampleSource(table, lipschitz);

    public double Value(ReadOnlySpan<double> x) => table.At(x[0]);

    public void TaylorCoefficients(ReadOnlySpan<double> x, JetSpace space, Span<double> coefficients) => coefficients[0] = Value(x);
}

/// <summary>A function given by code.</summary>
internal sealed class CodeFunction(DelegateFunction function) : ITargetFunction
{
    /// <summary>What was given.</summary>
    public DelegateFunction Function => function;

    public Expression? Expression => null;

    public int Smoothness => function.Smoothness;

    public int DerivativesUpTo => function.DerivativesUpTo;

    public Rational? DerivativeBound(int order, Domain domain)
    {
        if (order > function.DerivativeBounds.Length)
        {
            return null;
        }

        Rational width = Enumerable.Range(0, domain.Dimension).Max(domain.Width), bound = Dyadic.FromDouble(function.DerivativeBounds[order - 1]);
        return Enumerable.Repeat(width, order).Aggregate(bound, (product, w) => product * w);
    }

    public IBoxEnclosure? Boxes(string name, Domain domain) => CodeEnclosure.Of(name, function, domain);

    public TargetSource Source(string name) => TargetSource.Code;

    public double Value(ReadOnlySpan<double> x) => function.Value(x.ToArray());

    public void TaylorCoefficients(ReadOnlySpan<double> x, JetSpace space, Span<double> coefficients)
    {
        coefficients[0] = Value(x);
        for (int i = 1; i < space.Count; i++)
        {
            coefficients[i] = function.Derivative!(x.ToArray(), space[i].Entries.ToArray()) / space.FactorialAt(i);
        }
    }
}
