using QuantRelu.Figures.Rendering;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Figures.Paper;

/// <summary>What a figure of a network is drawn for.</summary>
/// <param name="Target">The target.</param>
/// <param name="Error">ε, above 0 and below 1.</param>
/// <param name="Family">The weight values.</param>
/// <param name="Smoothness">n, or null for the one with the fewest weights.</param>
public sealed record FigureSubject(Target Target, Rational Error, CodebookFamily Family, int? Smoothness = 2);

/// <summary>A figure of the paper.</summary>
public sealed class PaperFigure
{
    private readonly Func<FigureSubject, Picture> _paint;

    internal PaperFigure(string name, string description, string? target, Func<FigureSubject, Picture> paint, params string[] choices)
    {
        Name = name;
        Description = description;
        Target = target;
        Choices = [.. choices];
        _paint = paint;
    }

    /// <summary>Its number in the paper, such as 1a.</summary>
    public string Name { get; }

    /// <summary>What it shows.</summary>
    public string Description { get; }

    /// <summary>The target that it is drawn for when no other is chosen; null for a figure without a target.</summary>
    public string? Target { get; }

    /// <summary>Which further members of the subject it depends on: error, lambda, quantization, smoothness.</summary>
    public ImmutableArray<string> Choices { get; }

    /// <summary>Draws it; figures without a target leave the subject alone.</summary>
    public Picture Draw(FigureSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return _paint(subject);
    }
}

/// <summary>The figures of the paper.</summary>
public static class PaperFigures
{
    private const string Sine = "sin(2*pi*x)/(2*pi)";

    // Its kinks lie between the nodes, so that functions are cached.
    private const string Kinks = "abs(abs(x-1/3)-1/3)";

    /// <summary>All of them, in order.</summary>
    public static ImmutableArray<PaperFigure> All { get; } =
    [
        new("1a", "dM/dλ against λ", target: null, _ => DerivativeFigure.Draw()),
        new("1b", "the optimal bit-width against d", target: null, _ => BitWidthFigure.Draw()),
        new("2", "the network that squares", target: null, _ => SquaringFigure.Draw()),
        new("3", "the network of Theorem 1", Sine, FunctionIndependentFigure.Draw, "error", "lambda", "quantization", "smoothness"),
        new("4", "f, f⁺ and f~ of Proposition 4", Sine, subject => RoundedFunctionFigure.Draw(subject.Target)),
        new("5", "the network of Theorem 3", Kinks, FunctionDependentFigure.Draw, "error", "lambda", "quantization"),
    ];
}
