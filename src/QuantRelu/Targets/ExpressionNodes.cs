namespace QuantRelu.Targets;

/// <summary>An exact number.</summary>
public sealed record Constant : Expression
{
    internal Constant(Rational value) => Value = value;

    /// <summary>The number.</summary>
    public Rational Value { get; }
}

/// <summary>π or e.</summary>
public sealed record NamedConstant : Expression
{
    private NamedConstant(string name) => Name = name;

    /// <summary>"pi" or "e".</summary>
    public string Name { get; }

    /// <summary>π.</summary>
    public static NamedConstant Pi { get; } = new("pi");

    /// <summary>The base of the natural logarithm.</summary>
    public static NamedConstant E { get; } = new("e");
}

/// <summary>One of the variables.</summary>
public sealed record Variable : Expression
{
    internal Variable(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, MaximumDimension);
        Index = index;
        Dimension = index + 1;
    }

    /// <summary>Which one, counted from 0: x is 0, y is 1, z is 2, x4 is 3.</summary>
    public int Index { get; }

    /// <summary>"x", "y", "z", "x4", ...: the name of the variable with a given index.</summary>
    public static string NameOf(int index) => index switch { 0 => "x", 1 => "y", 2 => "z", _ => $"x{index + 1}" };
}

/// <summary>-u, for u that is not an exact number.</summary>
public sealed record Negate : Expression
{
    // In brackets, for a single argument would be taken by the record's copy constructor, and the depth would stay.
    internal Negate(Expression operand)
        : base([operand]) => Operand = operand;

    /// <summary>u.</summary>
    public Expression Operand { get; }
}

/// <summary>The four operations of arithmetic.</summary>
public enum BinaryOperator
{
    /// <summary>u + v.</summary>
    Add,

    /// <summary>u - v.</summary>
    Subtract,

    /// <summary>u · v.</summary>
    Multiply,

    /// <summary>u / v.</summary>
    Divide,
}

/// <summary>u + v, u - v, u·v or u/v.</summary>
public sealed record Binary : Expression
{
    private readonly Lazy<RemovableQuotient?>? _removable;

    internal Binary(BinaryOperator @operator, Expression left, Expression right)
        : base(left, right)
    {
        (Operator, Left, Right) = (@operator, left, right);
        _removable = @operator == BinaryOperator.Divide && right.Dimension > 0 ? new(() => RemovableQuotient.Of(left, right)) : null;
    }

    /// <summary>Which operation.</summary>
    public BinaryOperator Operator { get; }

    /// <summary>u.</summary>
    public Expression Left { get; }

    /// <summary>v.</summary>
    public Expression Right { get; }

    /// <summary>The quotient with its limits where u and v are both 0; null when no such place is known.</summary>
    internal RemovableQuotient? Removable => _removable?.Value;

    /// <summary>The same operation with equal operands.</summary>
    public bool Equals(Binary? other) => base.Equals(other) && Operator == other!.Operator && Left.Equals(other.Left) && Right.Equals(other.Right);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Operator, Left, Right);
}

/// <summary>
/// u^v: an integer power or a power with an exact exponent where v is a number, e^v where u is the constant e, otherwise exp(v log u).
/// </summary>
public sealed record Power : Expression
{
    internal Power(Expression @base, Expression exponent)
        : base(@base, exponent) => (Base, Exponent) = (@base, exponent);

    /// <summary>u.</summary>
    public Expression Base { get; }

    /// <summary>v.</summary>
    public Expression Exponent { get; }
}

/// <summary>A function applied to its arguments.</summary>
public sealed record Call : Expression
{
    internal Call(ElementaryFunction function, ImmutableArray<Expression> arguments)
        : base(arguments.AsSpan())
    {
        Function = function;
        Arguments = arguments;
        Smoothness = (function.HasKink() || function.HasSteps()) && Dimension > 0 ? 1 : Smoothness;
    }

    /// <summary>The function.</summary>
    public ElementaryFunction Function { get; }

    /// <summary>Its arguments: as many as the function takes, which may be any number from two on for min and max.</summary>
    public ImmutableArray<Expression> Arguments { get; }

    /// <summary>Same function and equal arguments: an immutable array by itself would compare by reference.</summary>
    public bool Equals(Call? other) => base.Equals(other) && Function == other!.Function && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => Arguments.Aggregate(HashCode.Combine(Function), HashCode.Combine);
}
