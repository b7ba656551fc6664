using QuantRelu.Figures.Paper;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Tests;

/// <summary>Figures and what they are drawn for in tests.</summary>
internal static class Subjects
{
    public static IEnumerable<string> Names => PaperFigures.All.Select(f => f.Name);

    /// <summary>The figure as the command draws it without options.</summary>
    public static Picture Standard(string name)
    {
        PaperFigure figure = PaperFigures.All.Single(f => f.Name == name);
        return figure.Draw(Of(figure.Target ?? "x"));
    }

    public static NetworkRequest Of(
        string target, string error = "0.01", int lambda = 2, Quantization quantization = Quantization.Nonlinear, int smoothness = 2) =>
        new(Target.Parse(target), Rational.Parse(error)) { Family = CodebookFamily.Of(lambda, quantization), Smoothness = smoothness };
}
