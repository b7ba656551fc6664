using QuantRelu.Bounds;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Paper;

/// <summary>A set of images and d, the number of values of one image.</summary>
public sealed record ImageSet(string Name, int Dimension);

/// <summary>Figure 1(b): λ_opt and the optimal bit-width log λ_opt against d at n = 1, ε = 0.01, with sets of images marked.</summary>
public static class BitWidthFigure
{
    private const int Smoothness = 1;
    private const double Error = 0.01;
    private const int MostLogDimension = 6;
    private const int PointsPerDecade = 40;

    /// <summary>The marked sets; images of Caltech-101 are about 300 by 200 pixels.</summary>
    public static ImmutableArray<ImageSet> ImageSets { get; } =
        [new("MNIST", 28 * 28), new("CIFAR-10", 32 * 32 * 3), new("ImageNet", 224 * 224 * 3), new("Caltech-101", 300 * 200 * 3)];

    /// <summary>The whole d that are drawn, ascending, and dense on a logarithmic axis.</summary>
    public static ImmutableArray<int> Dimensions { get; } =
        [.. Enumerable.Range(0, (MostLogDimension * PointsPerDecade) + 1).Select(i => (int)Math.Round(Math.Pow(10, (double)i / PointsPerDecade))).Distinct()];

    /// <summary>λ_opt against log₁₀ d.</summary>
    public static Curve Lambda() => Against("λₒₚₜ", o => o.Lambda);

    /// <summary>log₂ λ_opt against log₁₀ d.</summary>
    public static Curve Bits() => Against("log λₒₚₜ, the bit-width", o => o.Bits);

    /// <summary>The figure.</summary>
    public static Picture Draw() => new Chart(
        "Figure 1(b). The optimal λ and bit-width, n = 1, ε = 0.01",
        new Axis("d, the number of inputs", 0, MostLogDimension)
        {
            Ticks = [.. Enumerable.Range(0, MostLogDimension + 1).Select(k => new Tick(k, $"10{Superscript.Of(k)}"))],
        },
        new Axis("λₒₚₜ and log λₒₚₜ", 0, 13),
        [new(Lambda(), new(Inks.Blue, 2.2)), new(Bits(), new(Inks.Vermilion, 2.2, Dash.Long))])
    {
        Marks = [.. ImageSets.Select(s => new Mark(Log(s), s.Name, IsRight: s == ImageSets[^1]))],
        Dots = [.. ImageSets.SelectMany(
            s => new Dot[] { new(Log(s), Optimum(s.Dimension).Lambda, Inks.Blue), new(Log(s), Optimum(s.Dimension).Bits, Inks.Vermilion) })],
        LegendAt = Corner.UpperLeft,
    }.ToPicture();

    private static double Log(ImageSet set) => Math.Log10(set.Dimension);

    private static Curve Against(string name, Func<OptimalBitWidth, double> value) =>
        new(name, [.. Dimensions.Select(d => Math.Log10(d))], [.. Dimensions.Select(d => value(Optimum(d)))]);

    private static OptimalBitWidth Optimum(int dimension) => new(dimension, Smoothness, Error);
}
