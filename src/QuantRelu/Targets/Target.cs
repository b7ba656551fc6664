using System.Diagnostics.CodeAnalysis;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu;

/// <summary>
/// The function that a network is built for: f on a domain, seen from the unit box, u ∈ [0,1]^d ↦ f(a + (b - a) u).
/// All values and derivatives are those of that function of u; on the unit box u is x. Immutable.
/// </summary>
public sealed class Target
{
    private readonly ITargetFunction _function;

    private Target(string name, ITargetFunction function, Domain domain)
    {
        Name = name;
        _function = function;
        Domain = domain;
        Expression? formula = domain.IsUnit ? function.Expression : function.Expression?.Substitute(FromUnit(domain));
        Expression = formula is null ? null : StepUnfolding.Of(formula);
        Boxes = function.Boxes(name, domain);
    }

    /// <summary>What it is called: the text it was read from, or the name it was given.</summary>
    public string Name { get; }

    /// <summary>The box on which f is approximated.</summary>
    public Domain Domain { get; }

    /// <summary>The number of variables d, from 1 to 16.</summary>
    public int Dimension => Domain.Dimension;

    /// <summary>
    /// The largest n for which the n-th derivatives can be bounded: 1 with a kink, <see cref="int.MaxValue"/> without limit.
    /// </summary>
    public int Smoothness => _function.Smoothness;

    /// <summary>The highest order that <see cref="TaylorCoefficients"/> can give.</summary>
    public int DerivativesUpTo => _function.DerivativesUpTo;

    /// <summary>
    /// The formula as a function of u, for evaluation in other algebras; null when the target was given by code.
    /// </summary>
    public Expression? Expression { get; }

    /// <summary>A bound for the first derivatives in u that was given with the target, rounded up to a double; otherwise null.</summary>
    public double? LipschitzConstant => DerivativeBound(1);

    /// <summary>
    /// Enclosures of a table on a grid, or of a function given by code, from what the caller stated of it; null where that is not enough for any.
    /// </summary>
    internal IBoxEnclosure? Boxes { get; }

    /// <summary>True when there is a formula, a table, or code with statements from which bounds can be proved.</summary>
    internal bool CanBeEnclosed => Expression is not null || Table is not null || Boxes is not null;

    /// <summary>The samples between which f is linear, when it was given by them; otherwise null.</summary>
    public SampleTable? Table => (_function as TableFunction)?.Table;

    /// <summary>The samples on a grid between which f is bilinear, when it was given by them; otherwise null.</summary>
    public GridTable? Grid => (_function as GridFunction)?.Table;

    /// <summary>What it is made of besides its name and its domain: what a file keeps of it.</summary>
    public TargetSource Source => _function.Source(Name);

    /// <summary>
    /// Reads the name of a built-in target or an expression. The variables that are used set the dimension, unless
    /// <paramref name="dimension"/> asks for more.
    /// </summary>
    public static bool TryParse(string? text, int? dimension, [NotNullWhen(true)] out Target? target, [NotNullWhen(false)] out ParseError? error) =>
        TargetReader.TryRead(text ?? string.Empty, dimension, out target, out error);

    /// <summary>Reads what <see cref="TryParse"/> reads.</summary>
    /// <exception cref="ExpressionException">The text is neither, or needs more variables; the message is one sentence.</exception>
    public static Target Parse(string text, int? dimension = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, dimension, out Target? target, out ParseError? error) ? target : throw new ExpressionException(error);
    }

    /// <summary>A formula on the unit box of its variables, or of more; called by its text unless a name is given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is not in 1..16 or below that of the expression.</exception>
    public static Target FromExpression(Expression expression, int? dimension = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        int d = dimension ?? Math.Max(1, expression.Dimension);
        ArgumentOutOfRangeException.ThrowIfLessThan(d, expression.Dimension, nameof(dimension));
        return new(name ?? expression.ToString(), new ExpressionFunction(expression), Domain.Unit(d));
    }

    /// <summary>A function given by code, with what the caller knows of it, on the unit box; see <see cref="On"/> for another.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="dimension">The number of variables, 1 to 16.</param>
    /// <param name="function">Values, and what more there is: derivatives, their bounds, the error of values, an enclosure.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is out of range.</exception>
    public static Target FromDelegate(string name, int dimension, DelegateFunction function)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(function);
        return new(name, new CodeFunction(function), Domain.Unit(dimension));
    }

    /// <summary>A function given by code, without derivatives: good for smoothness 1.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="dimension">The number of variables, 1 to 16.</param>
    /// <param name="value">x ↦ f(x).</param>
    /// <param name="lipschitzConstant">A bound for |∂f/∂x_i|, for every i and wherever the function will be used.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension or the constant is out of range.</exception>
    public static Target FromDelegate(string name, int dimension, Func<double[], double> value, double lipschitzConstant)
    {
        ArgumentNullException.ThrowIfNull(value);
        return double.IsFinite(lipschitzConstant) && lipschitzConstant >= 0
            ? FromDelegate(name, dimension, new DelegateFunction(value) { DerivativeBounds = [lipschitzConstant] })
            : throw new ArgumentOutOfRangeException(nameof(lipschitzConstant), lipschitzConstant, "A Lipschitz constant is finite and not negative.");
    }

    /// <summary>A function given by code for its derivatives.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="dimension">The number of variables, 1 to 16.</param>
    /// <param name="derivative">(x, k) ↦ D^k f(x), for |k| up to <paramref name="smoothness"/>.</param>
    /// <param name="smoothness">How many derivatives there are, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension or the smoothness is out of range.</exception>
    public static Target FromDelegate(string name, int dimension, Func<double[], int[], double> derivative, int smoothness)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        ArgumentOutOfRangeException.ThrowIfLessThan(smoothness, 1);
        return FromDelegate(name, dimension, new DelegateFunction(dimension, derivative, smoothness));
    }

    /// <summary>The straight lines between samples, on their domain.</summary>
    internal static Target FromTable(string name, SampleTable table, Rational? lipschitz)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(name, new TableFunction(table, lipschitz), table.Domain);
    }

    /// <summary>The bilinear functions between samples on a grid, on their domain.</summary>
    internal static Target FromGrid(string name, GridTable table)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(name, new GridFunction(table), table.Domain);
    }

    /// <summary>The same f on another box; a box it was on before no longer matters.</summary>
    /// <exception cref="ArgumentException">The box has another dimension.</exception>
    /// <exception cref="ExpressionException">The formula in u has too many levels of operations.</exception>
    public Target On(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain.Dimension == Dimension
            ? new(Name, _function, domain)
            : throw new ArgumentException($"A domain of dimension {Dimension} was expected, not {domain.Dimension}.", nameof(domain));
    }

    /// <summary>f(a + (b - a) u).</summary>
    /// <exception cref="ArgumentException">u has not d entries.</exception>
    public double Value(ReadOnlySpan<double> u)
    {
        Span<double> x = stackalloc double[Dimension];
        Domain.FromUnit(u, x);
        return _function.Value(x);
    }

    /// <summary>
    /// f(a + (b - a) u) is certainly inside, for exact u; <see cref="Interval.Entire"/> where nothing is known of it, as of code without statements.
    /// </summary>
    /// <exception cref="ArgumentException">u has not d entries.</exception>
    /// <exception cref="TargetException">What is stated of a function given by code contradicts itself there.</exception>
    internal Interval Enclosure(ReadOnlySpan<Rational> u, int precision)
    {
        if (u.Length != Dimension)
        {
            throw new ArgumentException($"A point of dimension {Dimension} was expected, not {u.Length}.", nameof(u));
        }

        var intervals = new IntervalAlgebra(precision);
        return Expression is { } formula ? formula.Evaluate<Interval>(intervals, Array.ConvertAll(u.ToArray(), intervals.Constant))
            : Table is { } table ? intervals.Constant(table.ExactlyAt(Domain.FromUnit(0, u[0])))
            : Grid is { } grid ? intervals.Constant(grid.ExactlyAt(Domain.FromUnit(0, u[0]), Domain.FromUnit(1, u[1])))
            : Boxes?.Range(Array.ConvertAll(u.ToArray(), intervals.Constant), intervals) ?? Interval.Entire;
    }

    /// <summary>f(a + (b - a) u) is inside for all u of a box; <see cref="Interval.Entire"/> where nothing is known. Not for samples of one variable.</summary>
    /// <exception cref="TargetException">What is stated of a function given by code contradicts itself there.</exception>
    internal Interval Range(Interval[] u, IntervalAlgebra intervals) => Expression is { } formula
        ? formula.Evaluate(intervals, u)
        : Boxes?.Range(u, intervals) ?? Interval.Entire;

    /// <summary>An upper bound for all derivatives of an order ≥ 1 in u that was given with the target; otherwise null.</summary>
    internal double? DerivativeBound(int order) => _function.DerivativeBound(order, Domain) is { } bound ? DirectedRounding.Up(bound) : null;

    /// <summary>
    /// The Taylor coefficients in u, D^k f(x)/k! · (b - a)^k, in the order of a space of dimension d. Derivatives at a kink are
    /// those of one side; derivatives that do not exist are infinite or not a number.
    /// </summary>
    /// <exception cref="ArgumentException">A span or the space does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The space goes beyond <see cref="DerivativesUpTo"/>.</exception>
    internal void TaylorCoefficients(ReadOnlySpan<double> u, JetSpace space, Span<double> coefficients)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(space.Order, DerivativesUpTo, nameof(space));
        if (space.Dimension != Dimension || coefficients.Length < space.Count)
        {
            throw new ArgumentException($"{space.Count} coefficients in dimension {Dimension} were expected.", nameof(coefficients));
        }

        Span<double> x = stackalloc double[Dimension];
        Domain.FromUnit(u, x);
        _function.TaylorCoefficients(x, space, coefficients);
        if (!Domain.IsUnit)
        {
            ApplyChainRule(space, coefficients);
        }
    }

    /// <summary>True when both are known to be one function on one domain, whatever they are called: equal formulas, equal samples, or the same code.</summary>
    public bool IsSameFunction(Target other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Domain.Equals(other.Domain) && (ReferenceEquals(_function, other._function)
            || (Expression is { } formula && formula.Equals(other.Expression))
            || (Table is { } table && other.Table is { } samples && table.Samples.SequenceEqual(samples.Samples))
            || (Grid is { } grid && other.Grid is { } another && grid.IsSameAs(another)));
    }

    /// <summary>The name, and the domain unless it is the unit box.</summary>
    public override string ToString() => Domain.IsUnit ? Name : $"{Name} on {Domain}";

    private void ApplyChainRule(JetSpace space, Span<double> coefficients)
    {
        for (int i = 1; i < space.Count; i++)
        {
            for (int axis = 0; axis < Dimension; axis++)
            {
                coefficients[i] *= DoubleAlgebra.Instance.Power(Domain.RoundedWidth(axis), space[i][axis]);
            }
        }
    }

    private static Expression[] FromUnit(Domain domain) => [.. Enumerable.Range(0, domain.Dimension).Select(axis =>
    {
        Expression u = ExpressionBuilder.Variable(axis);
        Expression scaled = domain.Width(axis) == 1 ? u : ExpressionBuilder.Multiply(ExpressionBuilder.Constant(domain.Width(axis)), u);
        return domain.Low(axis).IsZero ? scaled : ExpressionBuilder.Add(ExpressionBuilder.Constant(domain.Low(axis)), scaled);
    })];
}
