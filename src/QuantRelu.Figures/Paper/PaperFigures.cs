using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Paper;

/// <summary>A figure of the paper.</summary>
public sealed class PaperFigure
{
    private readonly Func<NetworkRequest, Picture> _paint;

    internal PaperFigure(string name, string description, string? target, Func<NetworkRequest, Picture> paint, params string[] choices)
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

    /// <summary>Which members of the subject it depends on beside the target: error, lambda, quantization, smoothness.</summary>
    public ImmutableArray<string> Choices { get; }

    /// <summary>Draws it; figures without a target leave the subject alone.</summary>
    public Picture Draw(NetworkRequest subject)
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
