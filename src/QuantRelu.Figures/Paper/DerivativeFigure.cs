using System.Globalization;
using QuantRelu.Bounds;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats.Tables;

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
    public static Curve Curve(FunctionClass of) => Curve(of, isRaw: false);

    /// <summary>dM/dλ for λ from 2 to 16.</summary>
    /// <param name="of">The class.</param>
    /// <param name="isRaw">True for θ₁ = 1, false for θ₁ = 1/M(λ_opt).</param>
    /// <exception cref="ArgumentOutOfRangeException">The class is none, or ε is so large that M has no minimum above 2.</exception>
    public static Curve Curve(FunctionClass of, bool isRaw)
    {
        ArgumentNullException.ThrowIfNull(of);
        OptimalBitWidth optimum = Optimum(of);
        double scale = isRaw ? 1 : optimum.M(optimum.Lambda);
        return Plots.Curve.Of(NameOf(of), Plots.Curve.Places(Least, Most, Points), lambda => optimum.Derivative(lambda) / scale);
    }

    /// <summary>M and dM/dλ with θ₁ = 1 at the places of the curves, and λ_opt, for each class.</summary>
    /// <inheritdoc cref="Curve(FunctionClass, bool)"/>
    public static DataTable Table(IReadOnlyList<FunctionClass> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return new DataTable(
            ["dimension", "smoothness", "error", "lambda", "m", "derivative", "lambdaOptimal", "mOptimal"],
            classes.SelectMany(c =>
            {
                OptimalBitWidth o = Optimum(c);
                return Plots.Curve.Places(Least, Most, Points).Select(lambda => (IReadOnlyList<DataCell>)
                    [c.Dimension, c.Smoothness, c.Error, lambda, o.M(lambda), o.Derivative(lambda), o.Lambda, o.M(o.Lambda)]);
            }));
    }

    /// <summary>The figure of the paper's classes.</summary>
    public static Picture Draw() => Draw(Classes);

    /// <summary>The figure.</summary>
    /// <param name="classes">At most six.</param>
    /// <param name="isRaw">True for θ₁ = 1, false for θ₁ = 1/M(λ_opt).</param>
    /// <exception cref="ArgumentException">There are no classes, or more than can be told apart.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class is none, or ε is so large that M has no minimum above 2.</exception>
    public static Picture Draw(IReadOnlyList<FunctionClass> classes, bool isRaw = false)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count is 0 || classes.Count > Pens.Length)
        {
            throw new ArgumentException($"Figure 1(a) would have {classes.Count} curves; 1 to {Pens.Length} can be told apart.", nameof(classes));
        }

        // Classes of one's own need not come in pairs: the dashed pens first, which are easier to see.
        bool pairs = classes.SequenceEqual(Classes);
        Pen[] pens = [.. classes.Select((_, i) => pairs ? Pens[i] : Pens[i < Pens.Length / 2 ? (2 * i) + 1 : (2 * i) - Pens.Length])];
        double scale = isRaw ? classes.Max(c => Optimum(c).M(Optimum(c).Lambda)) : 1;
        Axis slopes = isRaw ? Axis.InPowersOfTen("dM/dλ, with θ₁ = 1", -scale, 0.4 * scale) : new Axis("dM/dλ, with θ₁ = 1/M(λₒₚₜ)", -1, 0.4);

        // One curve alone has no legend.
        string of = classes.Count == 1 ? $", {NameOf(classes[0])}" : string.Empty;
        return new Chart(
            $"Figure 1(a){of}. M(λ) is least where dM/dλ = 0, marked by dots",
            new Axis("λ", Least, Most),
            slopes,
            [.. classes.Select((c, i) => new Stroke(Curve(c, isRaw), pens[i]))])
        {
            HasZeroLine = true,
            Dots = [.. classes.Select((c, i) => (Optimum(c).Lambda, pens[i])).Where(o => o.Lambda <= Most)
                .Select(o => new Dot(o.Lambda, 0, Pens[Array.IndexOf(Pens, o.Item2) | 1].Colour))],
        }.ToPicture();
    }

    private static string NameOf(FunctionClass of) =>
        string.Create(CultureInfo.InvariantCulture, $"d = {of.Dimension:N0}, n = {of.Smoothness}, ε = {Superscript.Scientific(of.Error)}");

    private static OptimalBitWidth Optimum(FunctionClass of) => new(of.Dimension, of.Smoothness, of.Error);
}
