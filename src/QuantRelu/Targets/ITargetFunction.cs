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

    /// <summary>A bound for all first derivatives, given where they cannot be computed; otherwise null.</summary>
    double? LipschitzConstant { get; }

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

    public double? LipschitzConstant => null;

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

/// <summary>A function given by code without derivatives, which claims a Lipschitz constant.</summary>
internal sealed class ValueFunction(Func<double[], double> value, double lipschitzConstant) : ITargetFunction
{
    public Expression? Expression => null;

    public int Smoothness => 1;

    public int DerivativesUpTo => 0;

    public double? LipschitzConstant => lipschitzConstant;

    public TargetSource Source(string name) => TargetSource.Code;

    public double Value(ReadOnlySpan<double> x) => value(x.ToArray());

    public void TaylorCoefficients(ReadOnlySpan<double> x, JetSpace space, Span<double> coefficients) => coefficients[0] = Value(x);
}

/// <summary>The straight lines between samples.</summary>
internal sealed class TableFunction(SampleTable table, Rational? lipschitz) : ITargetFunction
{
    /// <summary>The samples.</summary>
    public SampleTable Table => table;

    public Expression? Expression => null;

    public int Smoothness => 1;

    public int DerivativesUpTo => 0;

    public double? LipschitzConstant => (double)(lipschitz ?? table.Lipschitz);

    public TargetSource Source(string name) => new SampleSource(table, lipschitz);

    public double Value(ReadOnlySpan<double> x) => table.At(x[0]);

    public void TaylorCoefficients(ReadOnlySpan<double> x, JetSpace space, Span<double> coefficients) => coefficients[0] = Value(x);
}

/// <summary>A function given by code for every derivative D^k f(x).</summary>
internal sealed class DerivativeFunction(int dimension, Func<double[], int[], double> derivative, int smoothness) : ITargetFunction
{
    public Expression? Expression => null;

    public int Smoothness => smoothness;

    public int DerivativesUpTo => smoothness;

    public double? LipschitzConstant => null;

    public TargetSource Source(string name) => TargetSource.Code;

    public double Value(ReadOnlySpan<double> x) => derivative(x.ToArray(), new int[dimension]);

    public void TaylorCoefficients(ReadOnlySpan<double> x, JetSpace space, Span<double> coefficients)
    {
        for (int i = 0; i < space.Count; i++)
        {
            coefficients[i] = derivative(x.ToArray(), space[i].Entries.ToArray()) / space.FactorialAt(i);
        }
    }
}
