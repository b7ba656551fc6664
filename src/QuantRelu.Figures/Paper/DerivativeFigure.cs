using System.Globalization;
using QuantRelu.Bounds;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Paper;

/// <summary>A class of functions and an error: d, n and ε.</summary>
public sealed record FunctionClass(int Dimension, int Smoothness, double Error);

/// <summary>
/// Figure 1(a): dM/dλ against λ, equations (6) and (7). The constant θ₁ of a class is 1/M(λ_opt) here, so that curves whose M differ
/// by powers of ten stand on one axis; the zeros do not depend on θ₁.
/// </summary>
public static class DerivativeFigure
{
    private const double Least = 2;
    private const double Most = 16;
    private const int Points = 701;

    // Curves of one d nearly coincide: the first is broad and pale, the second is dashed upon it.
    private static readonly Pen[] Pens =
    [
        new(Inks.PaleVermilion, 6), new(Inks.Vermilion, 2.2, Dash.Long),
        new(Inks.PaleGreen, 6), new(Inks.Green, 2.2, Dash.Long),
        new(Inks.PaleBlue, 6), new(Inks.Blue, 2.2, Dash.Long),
    ];

    /// <summary>The classes that are drawn: three sizes of input, each with a coarse and a fine approximation.</summary>
    public static ImmutableArray<FunctionClass> Classes { get; } =
    [
        new(1, 1, 1e-2), new(1, 4, 1e-6),
        new(784, 1, 1e-2), new(784, 4, 1e-6),
        new(150_528, 1, 1e-2), new(150_528, 4, 1e-6),
    ];

    /// <summary>(dM/dλ)/M(λ_opt) for λ from 2 to 16.</summary>
    public static Curve Curve(FunctionClass of)
    {
        OptimalBitWidth optimum = Optimum(of);
        double scale = optimum.M(optimum.Lambda);
        string name = string.Create(
            CultureInfo.InvariantCulture, $"d = {of.Dimension:N0}, n = {of.Smoothness}, ε = 10{Superscript.Of((int)Math.Round(Math.Log10(of.Error)))}");
        return Plots.Curve.Of(name, Plots.Curve.Places(Least, Most, Points), lambda => optimum.Derivative(lambda) / scale);
    }

    /// <summary>The figure.</summary>
    public static Picture Draw() => new Chart(
        "Figure 1(a). M(λ) is least where dM/dλ = 0, marked by dots",
        new Axis("λ", Least, Most),
        new Axis("dM/dλ, with θ₁ = 1/M(λₒₚₜ)", -1, 0.4),
        [.. Classes.Select((c, i) => new Stroke(Curve(c), Pens[i]))])
    {
        HasZeroLine = true,
        Dots = [.. Classes.Select((c, i) => new Dot(Optimum(c).Lambda, 0, Pens[i | 1].Colour))],
    }.ToPicture();

    private static OptimalBitWidth Optimum(FunctionClass of) => new(of.Dimension, of.Smoothness, of.Error);
}
