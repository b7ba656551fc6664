using System.Globalization;
using QuantRelu.Bounds;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats.Tables;

namespace QuantRelu.Figures.Paper;

/// <summary>A set of images and d, the number of values of one image.</summary>
public sealed record ImageSet(string Name, int Dimension);

/// <summary>Figure 1(b): λ_opt and the optimal bit-width log λ_opt against d, at n = 1 and ε = 0.01 in the paper, with sets of images marked.</summary>
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
    /// <param name="smoothness">n.</param>
    /// <param name="error">ε.</param>
    /// <exception cref="ArgumentOutOfRangeException">n or ε is outside its range, or for some d there is no minimum above 2.</exception>
    public static Curve Lambda(int smoothness = Smoothness, double error = Error) => Against("λₒₚₜ", o => o.Lambda, smoothness, error);

    /// <summary>log₂ λ_opt against log₁₀ d.</summary>
    /// <inheritdoc cref="Lambda"/>
    public static Curve Bits(int smoothness = Smoothness, double error = Error) => Against("log λₒₚₜ, the bit-width", o => o.Bits, smoothness, error);

    /// <summary>λ_opt, the best whole λ and M with θ₁ = 1 for every d that is drawn and for the sets of images.</summary>
    /// <inheritdoc cref="Lambda"/>
    public static DataTable Table(int smoothness = Smoothness, double error = Error) => new(
        ["dimension", "imageSet", "smoothness", "error", "lambdaOptimal", "bitWidth", "lambdaInteger", "mOptimal", "mInteger"],
        Dimensions.Union(ImageSets.Select(s => s.Dimension)).Order().Select(d =>
        {
            var o = new OptimalBitWidth(d, smoothness, error);
            string? set = ImageSets.FirstOrDefault(s => s.Dimension == d)?.Name;
            return (IReadOnlyList<DataCell>)[d, set, smoothness, error, o.Lambda, o.Bits, o.WholeLambda, o.M(o.Lambda), o.M(o.WholeLambda)];
        }));

    /// <summary>The figure.</summary>
    /// <inheritdoc cref="Lambda"/>
    public static Picture Draw(int smoothness = Smoothness, double error = Error)
    {
        Curve lambda = Lambda(smoothness, error), bits = Bits(smoothness, error);
        double Optimal(ImageSet set) => new OptimalBitWidth(set.Dimension, smoothness, error).Lambda;
        return new Chart(
            string.Create(CultureInfo.InvariantCulture, $"Figure 1(b). The optimal λ and bit-width, n = {smoothness}, ε = {Shown(error)}"),
            new Axis("d, the number of inputs", 0, MostLogDimension)
            {
                Ticks = [.. Enumerable.Range(0, MostLogDimension + 1).Select(k => new Tick(k, $"10{Superscript.Of(k)}"))],
            },
            new Axis("λₒₚₜ and log λₒₚₜ", 0, Math.Max(13, Math.Ceiling(lambda.Y.Max()))),
            [new(lambda, new(Inks.Blue, 2.2)), new(bits, new(Inks.Vermilion, 2.2, Dash.Long))])
        {
            Marks = [.. ImageSets.Select(s => new Mark(Log(s), s.Name, IsRight: s == ImageSets[^1]))],
            Dots = [.. ImageSets.SelectMany(
                s => new Dot[] { new(Log(s), Optimal(s), Inks.Blue), new(Log(s), Math.Log2(Optimal(s)), Inks.Vermilion) })],
            LegendAt = Corner.UpperLeft,
        }.ToPicture();
    }

    // As it is where it is short, and small powers of ten as such.
    private static string Shown(double error) => error >= 1e-3 ? error.ToString("G4", CultureInfo.InvariantCulture) : Superscript.Scientific(error);

    private static double Log(ImageSet set) => Math.Log10(set.Dimension);

    private static Curve Against(string name, Func<OptimalBitWidth, double> value, int smoothness, double error) =>
        new(name, [.. Dimensions.Select(d => Math.Log10(d))], [.. Dimensions.Select(d => value(new OptimalBitWidth(d, smoothness, error)))]);
}
