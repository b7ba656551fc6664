using System.Diagnostics.CodeAnalysis;

namespace QuantRelu.Targets;

/// <summary>A built-in target.</summary>
public sealed class NamedTarget
{
    internal NamedTarget(string name, string formula, string description)
    {
        Name = name;
        Formula = formula;
        Description = description;
        Expression = ExpressionParser.Parse(formula);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its expression, as one would write it.</summary>
    public string Formula { get; }

    /// <summary>One line that says what it is good for.</summary>
    public string Description { get; }

    /// <summary>The expression, read.</summary>
    public Expression Expression { get; }

    /// <summary>The target on the unit box.</summary>
    public Target Target => Target.FromExpression(Expression, name: Name);
}

/// <summary>
/// The built-in targets. On the unit box each is bounded by 1 together with its first derivatives, so it lies in the unit ball of
/// W^{1,∞}; higher norms are larger.
/// </summary>
public static class NamedTargets
{
    /// <summary>All of them, from one variable to three.</summary>
    public static ImmutableArray<NamedTarget> All { get; } =
    [
        new("sine", "sin(2*pi*x)/(2*pi)", "one period, entire"),
        new("square", "x^2/2", "the parabola, half of it"),
        new("cubic", "2*x*(x-1/2)*(x-1)", "a cubic with roots 0, 1/2 and 1"),
        new("root", "sqrt(x+1/4)-1/2", "a square root with its branch point outside"),
        new("gaussian", "exp(-8*(x-1/2)^2)/3", "a bell around 1/2"),
        new("runge", "1/(7*(1+25*(2*x-1)^2))", "Runge's example, poles close to the interval"),
        new("sigmoid", "1/(2*(1+exp(4-8*x)))", "a logistic step at 1/2"),
        new("saturation", "tanh(4*x-2)/4", "a hyperbolic tangent through 1/2"),
        new("bump", "sin(pi*x)^2/pi", "a wave with zero slope at both ends"),
        new("chirp", "sin(8*x^2)/16", "an oscillation that gets faster"),
        new("hat", "1/2-abs(x-1/2)", "one kink, at a dyadic point"),
        new("zigzag", "abs(abs(x-1/3)-1/3)", "two kinks, neither at a dyadic point"),
        new("product", "x*y", "the multiplication itself, two variables"),
        new("waves", "sin(2*x)*cos(2*y)/2", "a product of waves, two variables"),
        new("ripple", "cos(2*pi*((x-1/2)^2+(y-1/2)^2))/(2*pi)", "rings around the centre, two variables"),
        new("maximum", "max(x, y)", "a kink along the diagonal, two variables"),
        new("pyramid", "min(x, 1-x, y, 1-y)", "the distance to the boundary, two variables"),
        new("volume", "x*y*z", "a product of three variables"),
        new("diagonal", "sin(x+y+z)/3", "a wave across the cube, three variables"),
    ];

    /// <summary>The functions that a formula may call: a name alone is that of a function of one argument.</summary>
    public static ImmutableArray<string> Functions { get; } = [.. ExpressionNames.Calls];

    /// <summary>The target of that name, in upper or lower case.</summary>
    public static bool TryGet(string? name, [NotNullWhen(true)] out NamedTarget? target)
    {
        target = All.FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return target is not null;
    }

    /// <summary>The target of that name, in upper or lower case.</summary>
    /// <exception cref="ArgumentException">There is none; the message names the nearest one.</exception>
    public static NamedTarget Get(string name) => TryGet(name, out NamedTarget? target)
        ? target
        : throw new ArgumentException($"There is no target '{name}'{(Nearest(name) is { } near ? $": did you mean '{near}'?" : ".")}", nameof(name));

    private static string? Nearest(string name) => NearestName.Find(name, All.Select(t => t.Name));
}
