using QuantRelu.Bounds;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;
using QuantRelu.Studies.Growth;

namespace QuantRelu.Figures.Sweeps;

/// <summary>
/// Weights for each grid point against L = log(1/ε), both logarithmic, a curve for each kind of weight values; beside each, dashed, the power of L of its
/// theorem, made to agree at the first error: where the counts are below the dashes, they grow more slowly than the theorem's expression.
/// </summary>
public static class GrowthPlot
{
    private static readonly (Colour Counted, Colour Expected)[] Colours =
    [
        (Inks.Blue, Inks.PaleBlue), (Inks.Vermilion, Inks.PaleVermilion), (Inks.Green, Inks.PaleGreen), (Inks.Purple, Inks.Grey), (Inks.Orange, Inks.Grey),
        (Inks.Black, Inks.Grey),
    ];

    /// <summary>The plot.</summary>
    /// <param name="curves">At most six, of one class or one target.</param>
    /// <exception cref="ArgumentException">There is none, or there are more than can be told apart.</exception>
    public static Picture Draw(IReadOnlyList<GrowthCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0 || curves.Count > Colours.Length)
        {
            throw new ArgumentException($"The plot would have {curves.Count} curves; 1 to {Colours.Length} can be told apart.", nameof(curves));
        }

        Stroke[] strokes = [.. curves.SelectMany((c, i) => new[] { Counted(c, Colours[i].Counted), Expected(c, Colours[i].Expected) })];
        GrowthCurve first = curves[0];
        string subject = first.Target?.ToString() ?? $"all functions with d = {first.Dimension}, n = {first.Smoothness}";
        Axis errors = Axis.Logarithmic("L = log₂(1/ε)", [.. strokes.SelectMany(s => s.Curve.X)]);
        double[] places = [.. first.Rows.Select(r => r.LogError).Where(l => l == Math.Floor(l))];
        return new Chart(
            $"Growth of networks for {subject}",
            places.Length is >= 2 and <= 9 ? errors with { Ticks = [.. places.Select(l => new Tick(l, $"{(int)l}"))] } : errors,
            Axis.Logarithmic(
                first.Target is null ? "weights for each grid point, weights/(N+1)ᵈ" : "weights for each cell, weights/T",
                [.. strokes.SelectMany(s => s.Curve.Y)]),
            strokes)
        {
            Dots = [.. curves.SelectMany((c, i) => c.Rows.Select(r => new Dot(r.LogError, r.PerPoint, Colours[i].Counted)))],
            LegendAt = Corner.Beside,
        }.ToPicture();
    }

    private static Stroke Counted(GrowthCurve curve, Colour colour) => new(
        new Curve($"{curve.Family}, counted", [.. curve.Rows.Select(r => r.LogError)], [.. curve.Rows.Select(r => r.PerPoint)]), new Pen(colour, 2.2));

    private static Stroke Expected(GrowthCurve curve, Colour colour)
    {
        double first = curve.Rows[0].PerPoint / Expression(curve, curve.Rows[0].LogError);
        ImmutableArray<double> places = [.. curve.Rows.Select(r => r.LogError)];
        return new(Curve.Of($"{curve.Family}, expression", places, l => first * Expression(curve, l)), new Pen(colour, 2.2, Dash.Long));
    }

    // The expression for all weights by (1/ε)^{d/n}, or for those of Theorems 3 and 4, whose T cells are 8/(εL), by T.
    private static double Expression(GrowthCurve curve, double logError) => curve.Target is null
        ? ComplexityExpressions.FunctionIndependentPerTerm(logError, curve.Family.Limit ?? 2, curve.Family.Quantization).Weights
        : ComplexityExpressions.FunctionDependent(Math.Pow(2, -logError), curve.Family.Limit ?? 2, curve.Family.Quantization).Weights * logError
            * Math.Pow(2, -logError);
}
