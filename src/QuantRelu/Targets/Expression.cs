using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// A formula in variables x_1, ..., x_d: a closed family of immutable nodes, made by <see cref="ExpressionBuilder"/> (which folds
/// exact constants) or read by <see cref="ExpressionParser"/>. Two expressions are equal when they have the same form,
/// wherever in a text they were read.
/// </summary>
public abstract record Expression
{
    /// <summary>The most levels an expression may have, so that walking it never exhausts the stack.</summary>
    public const int MaximumDepth = 1000;

    /// <summary>The highest number of a variable.</summary>
    public const int MaximumDimension = Domain.MaximumDimension;

    private protected Expression(params ReadOnlySpan<Expression> operands)
    {
        foreach (Expression operand in operands)
        {
            ArgumentNullException.ThrowIfNull(operand, nameof(operands));
            Depth = Math.Max(Depth, operand.Depth);
            Dimension = Math.Max(Dimension, operand.Dimension);
            Smoothness = Math.Min(Smoothness, operand.Smoothness);
        }

        Depth++;
        if (Depth > MaximumDepth)
        {
            int position = operands[0].Position;
            throw new ExpressionException(new(position, $"The expression at character {position + 1} has more than {MaximumDepth} levels of operations."));
        }
    }

    /// <summary>Where in the text the expression was read, counted from 0. It does not take part in equality.</summary>
    public int Position { get; init; }

    /// <summary>The number of levels: 1 for a number or a variable.</summary>
    public int Depth { get; }

    /// <summary>The highest number of a variable that occurs, x, y, z being x1, x2, x3; 0 for a constant expression.</summary>
    public int Dimension { get; private protected init; }

    /// <summary>
    /// How many derivatives are bounded as far as kinks are concerned: 1 when abs, min, max, if or the like is applied to something that
    /// depends on a variable, otherwise <see cref="int.MaxValue"/>. Poles and roots are a matter of the domain and not looked at.
    /// </summary>
    public int Smoothness { get; private protected init; } = int.MaxValue;

    /// <summary>What the expression is made of directly, from left to right; nothing of a number or a variable.</summary>
    internal IEnumerable<Expression> Operands => this switch
    {
        Negate n => [n.Operand],
        Binary b => [b.Left, b.Right],
        Power p => [p.Base, p.Exponent],
        Call c => c.Arguments,
        Choice c => [c.Left, c.Right, c.Then, c.Otherwise],
        _ => [],
    };

    /// <summary>The value in double precision, rounded operation by operation; not a number where there is none.</summary>
    /// <param name="variables">The variables, x_1 first; those that do not occur may be left out at the end.</param>
    /// <exception cref="ArgumentException">There are fewer variables than <see cref="Dimension"/>.</exception>
    public double ValueAt(params ReadOnlySpan<double> variables) => Evaluate(DoubleAlgebra.Instance, variables);

    /// <summary>The value in an algebra at given variables, x_1 first.</summary>
    /// <exception cref="ArgumentException">There are fewer variables than <see cref="Dimension"/>.</exception>
    internal T Evaluate<T>(IAlgebra<T> algebra, ReadOnlySpan<T> variables)
    {
        ArgumentNullException.ThrowIfNull(algebra);
        return variables.Length >= Dimension
            ? ExpressionEvaluator.Evaluate(this, algebra, variables)
            : throw new ArgumentException($"The expression has {Dimension} variables, but {variables.Length} values are given.", nameof(variables));
    }

    /// <summary>The expression with the i-th variable replaced by the i-th of <paramref name="replacements"/>.</summary>
    /// <exception cref="ArgumentException">There are fewer replacements than <see cref="Dimension"/>.</exception>
    /// <exception cref="ExpressionException">The result would be too deep, or divide by the constant zero.</exception>
    public Expression Substitute(params ReadOnlySpan<Expression> replacements) => replacements.Length >= Dimension
        ? ExpressionSubstitution.Apply(this, replacements.ToArray())
        : throw new ArgumentException($"The expression has {Dimension} variables, but {replacements.Length} replacements are given.", nameof(replacements));

    /// <summary>
    /// A text that <see cref="ExpressionParser"/> reads back as an equal expression, unless it is longer or nests its parentheses
    /// deeper than a text may, which takes an expression that was built and not read.
    /// </summary>
    public sealed override string ToString() => ExpressionPrinter.Print(this);

    /// <summary>Equality of form; derived records compare their parts.</summary>
    public virtual bool Equals(Expression? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();
}
