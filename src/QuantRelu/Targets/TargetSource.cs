using System.Diagnostics.CodeAnalysis;

namespace QuantRelu.Targets;

/// <summary>
/// What a target is made of, as far as that can be written down: beside its name and its domain, enough to have the same function again without the
/// program or the file that gave it. A name is read as a formula only where it is known to be that of its function. Two sources are equal when they
/// say the same.
/// </summary>
public abstract record TargetSource
{
    private protected TargetSource()
    {
    }

    /// <summary>The name says it all: it is an expression, or the name of a built-in target.</summary>
    public static TargetSource Name { get; } = new NameSource();

    /// <summary>A program gave the function; it cannot be written down.</summary>
    public static TargetSource Code { get; } = new CodeSource();

    /// <summary>Samples that were in a file of their own, which the name tells; they are not here.</summary>
    public static TargetSource AbsentSamples { get; } = new AbsentSampleSource();

    /// <summary>The target, called by a name, on a domain.</summary>
    /// <param name="name">What it is called; not looked at where there are a formula or samples.</param>
    /// <param name="domain">The box.</param>
    /// <param name="target">The target.</param>
    /// <param name="problem">When there is none, why not: one sentence without its full stop.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public bool TryOpen(string name, Domain domain, [NotNullWhen(true)] out Target? target, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(domain);
        try
        {
            Target found = Open(name, domain.Dimension);
            (target, problem) = (found.Domain.Equals(domain) ? found : found.On(domain), null);
            return true;
        }
        catch (Exception e) when (e is ExpressionException or TargetException)
        {
            (target, problem) = (null, e.Message.TrimEnd('.'));
            return false;
        }
    }

    /// <summary>What the function of an expression is made of when it is called by a name.</summary>
    internal static TargetSource Of(Expression expression, string name)
    {
        string text = expression.ToString();
        return Reads(name, expression) ? Name : Reads(text, expression) ? new FormulaSource(text) : Code;
    }

    private protected abstract Target Open(string name, int dimension);

    private static bool Reads(string text, Expression expression) =>
        Target.TryParse(text, null, out Target? target, out _) && StepUnfolding.Of(expression).Equals(target.Expression);

    private sealed record NameSource : TargetSource
    {
        private protected override Target Open(string name, int dimension) => name.Length == 0
            ? throw new TargetException("The network names no target.")
            : Target.TryParse(name, dimension, out Target? target, out ParseError? error)
                ? target
                : throw new TargetException($"The network's target '{name}' cannot be read: {error.Message}");
    }

    private sealed record CodeSource : TargetSource
    {
        private protected override Target Open(string name, int dimension) =>
            throw new TargetException($"The network's target '{name}' was given by code, which no file holds.");
    }

    private sealed record AbsentSampleSource : TargetSource
    {
        private protected override Target Open(string name, int dimension) =>
            throw new TargetException($"The network's target is the samples '{name}', which its file does not hold.");
    }
}

/// <summary>A formula that goes by another name.</summary>
/// <param name="Formula">The expression in x, as text.</param>
public sealed record FormulaSource(string Formula) : TargetSource
{
    private protected override Target Open(string name, int dimension)
    {
        var expression = ExpressionParser.Parse(Formula);
        return expression.Dimension <= dimension
            ? Target.FromExpression(expression, dimension, name)
            : throw new TargetException($"The formula {Formula} of the target has {expression.Dimension} variables, its domain {dimension}.");
    }
}

/// <summary>Samples between which the function is linear.</summary>
/// <param name="Table">The samples.</param>
/// <param name="Lipschitz">A Lipschitz constant that was claimed of the function; null for that of the samples.</param>
public sealed record SampleSource(SampleTable Table, Rational? Lipschitz = null) : TargetSource
{
    /// <summary>True for the same samples and the same constant.</summary>
    public bool Equals(SampleSource? other) => other is not null && Lipschitz == other.Lipschitz && Table.Samples.SequenceEqual(other.Table.Samples);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Lipschitz, Table.Samples.Length, Table.Domain);

    private protected override Target Open(string name, int dimension) =>
        dimension != 1 ? throw new TargetException($"Samples x,y are a function of one variable, and the domain of the target has {dimension}.")
        : Lipschitz < Table.Lipschitz ? throw new TargetException($"The samples are steeper than the Lipschitz constant {Lipschitz} that is claimed of them.")
        : Table.ToTarget(name, Lipschitz);
}

/// <summary>Samples on a grid between which the function is bilinear.</summary>
/// <param name="Table">The samples.</param>
public sealed record GridSource(GridTable Table) : TargetSource
{
    /// <summary>True for the same samples.</summary>
    public bool Equals(GridSource? other) => other is not null && Table.IsSameAs(other.Table);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Table.Count, Table.Domain);

    private protected override Target Open(string name, int dimension) => dimension == 2 ? Table.ToTarget(name)
        : throw new TargetException($"Samples on a grid are a function of two variables, and the domain of the target has {dimension}.");
}
