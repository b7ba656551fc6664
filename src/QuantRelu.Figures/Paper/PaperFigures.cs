using QuantRelu.Figures.Compact;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats.Tables;

namespace QuantRelu.Figures.Paper;

/// <summary>A figure of the paper, or of a compact construction.</summary>
public sealed class PaperFigure
{
    private readonly Func<FigureChoices, Picture> _paint;
    private readonly Func<FigureChoices, DataTable>? _table;

    internal PaperFigure(
        string name, string description, string? target, Func<FigureChoices, Picture> paint, Func<FigureChoices, DataTable>? table, params string[] choices)
    {
        Name = name;
        Description = description;
        Target = target;
        Choices = [.. choices];
        _paint = paint;
        _table = table;
    }

    /// <summary>Its number in the paper, such as 1a, or the name of the construction.</summary>
    public string Name { get; }

    /// <summary>What it shows.</summary>
    public string Description { get; }

    /// <summary>The target that it is drawn for when no other is chosen; null for a figure without a target.</summary>
    public string? Target { get; }

    /// <summary>Which choices it depends on beside the target: dimension, error, lambda, quantization, raw, smoothness.</summary>
    public ImmutableArray<string> Choices { get; }

    /// <summary>Whether it shows numbers, which stand in a table, too; the others are drawings of a network.</summary>
    public bool HasTable => _table is not null;

    /// <summary>Draws it; figures without a target leave the subject alone.</summary>
    public Picture Draw(NetworkRequest subject) => Draw(new FigureChoices(subject));

    /// <summary>Draws it for choices, of which it heeds those that it depends on.</summary>
    /// <exception cref="ArgumentException">There are more curves than can be told apart.</exception>
    public Picture Draw(FigureChoices choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return _paint(choices);
    }

    /// <summary>Its numbers, unrounded.</summary>
    /// <exception cref="InvalidOperationException">It is the drawing of a network.</exception>
    public DataTable Table(FigureChoices choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return _table is null ? throw new InvalidOperationException($"Figure {Name} is the drawing of a network: it has no table.") : _table(choices);
    }
}

/// <summary>The figures of the paper, and two of compact constructions.</summary>
public static class PaperFigures
{
    private const string Sine = "sin(2*pi*x)/(2*pi)";

    // Its kinks lie between the nodes, so that functions are cached.
    private const string Kinks = "abs(abs(x-1/3)-1/3)";

    /// <summary>All of them, in order.</summary>
    public static ImmutableArray<PaperFigure> All { get; } =
    [
        new("1a", "dM/dλ against λ", null, c => DerivativeFigure.Draw(c.Classes, c.IsRaw), c => DerivativeFigure.Table(c.Classes),
            "dimension", "error", "smoothness", "raw"),
        new("1b", "the optimal bit-width against d", null, c => BitWidthFigure.Draw(c.OfBitWidth.Smoothness, c.OfBitWidth.Error),
            c => BitWidthFigure.Table(c.OfBitWidth.Smoothness, c.OfBitWidth.Error), "error", "smoothness"),
        new("2", "the network that squares", null, _ => SquaringFigure.Draw(), null),
        new("3", "the network of Theorem 1", Sine, c => FunctionIndependentFigure.Draw(c.Network), null, "error", "lambda", "quantization", "smoothness"),
        new("4", "f, f⁺ and f~ of Proposition 4", Sine, c => RoundedFunctionFigure.Draw(c.Network.Target), c => RoundedFunctionFigure.Table(c.Network.Target)),
        new("5", "the network of Theorem 3", Kinks, c => FunctionDependentFigure.Draw(c.Network), c => FunctionDependentFigure.Table(c.Network),
            "error", "lambda", "quantization"),
        new("crossbar", "the stages of a crossbar, layer by layer", "sin(x)", c => CrossbarFigure.Draw(c.Network),
            c => CrossbarFigure.Table(c.Network), "error"),
        new("cells", "local polynomials on cells, clipped, and their maximum", "sin(2*x)/4", c => CellsFigure.Draw(c.Network),
            c => CellsFigure.Table(c.Network), "error", "smoothness"),
    ];
}
