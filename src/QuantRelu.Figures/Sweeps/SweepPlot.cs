using System.Globalization;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;
using QuantRelu.Studies;
using QuantRelu.Studies.Sweeps;

namespace QuantRelu.Figures.Sweeps;

/// <summary>A network of a sweep and its row.</summary>
public sealed record SweptNetwork(StudyRequest Request, SweepRow Row);

/// <summary>
/// Bits against measured error, both logarithmic, a curve for each codebook, with the least bits of any fixed structure. These hold for the error
/// that a structure guarantees to its whole class of functions: the error measured for one benign target may be smaller than that, so that a point
/// below the limit contradicts nothing, and a network whose topology depends on the target is not bound by it.
/// </summary>
public static class SweepPlot
{
    // Six colours with three dashes can be told apart, and have room beside the chart.
    private const int MostCurves = 18;

    // Later curves are narrower, so that those beneath them show.
    private const double WidestCurve = 4;
    private const double NarrowestCurve = 1.6;
    private static readonly Colour[] Colours = [Inks.Blue, Inks.Vermilion, Inks.Green, Inks.Purple, Inks.Orange, Inks.Sky];
    private static readonly Dictionary<Quantization, Dash> Dashes =
        new() { [Quantization.Nonlinear] = Dash.None, [Quantization.Linear] = Dash.Long, [Quantization.Given] = Dash.Long, [Quantization.None] = Dash.Short };

    /// <summary>Finds out early, before long work, that a sweep has too many curves for one plot.</summary>
    /// <exception cref="ArgumentException">There are more curves than can be told apart.</exception>
    public static void Check(IReadOnlyList<StudyRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var names = new CurveNames(requests);
        int curves = requests.Select(names.Of).Distinct().Count();
        if (curves > MostCurves)
        {
            throw new ArgumentException(
                $"The plot would have {curves} curves; {MostCurves} is the most that can be told apart: fewer targets or λ may be plotted at a time.",
                nameof(requests));
        }
    }

    /// <summary>The plot of all networks that were built and have an error above 0.</summary>
    /// <exception cref="ArgumentException">There is none, or there are too many curves.</exception>
    public static Picture Draw(IReadOnlyList<SweptNetwork> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        SweptNetwork[] drawn = [.. networks.Where(n => n.Row.Number("bits") > 0 && n.Row.Number("measuredError") > 0)];
        if (drawn.Length == 0)
        {
            throw new ArgumentException("There is nothing to plot: no row has bits and a measured error above 0.", nameof(networks));
        }

        StudyRequest[] requests = [.. networks.Select(n => n.Request)];
        Check(requests);
        string[] targets = [.. requests.Select(r => r.Network.Target.ToString()).Distinct()];
        Stroke[] curves = Curves(drawn, new CurveNames(requests));
        double[] asked = [.. drawn.Select(n => (double)n.Request.Network.Error).Distinct()];
        Axis errors = Axis.Logarithmic("measured error", [.. Values(curves, c => c.X), .. asked]);
        Stroke[] all = [.. curves, .. LimitCurves.Of(drawn, errors.First, errors.Last)];
        return new Chart(
            $"Bits of quantized networks for {string.Join(", ", targets)}",
            errors,
            Axis.Logarithmic("bits", Values(all, c => c.Y)),
            all)
        {
            Dots = [.. curves.SelectMany(s => s.Curve.X.Zip(s.Curve.Y, (x, y) => new Dot(x, y, s.Pen.Colour)))],
            Marks = [.. asked.Select(e => new Mark(e, $"ε = {e.ToString("R", CultureInfo.InvariantCulture)}"))],
            LegendAt = Corner.Beside,
        }.ToPicture();
    }

    private static double[] Values(Stroke[] strokes, Func<Curve, IReadOnlyList<double>> of) => [.. strokes.SelectMany(s => of(s.Curve)).Where(double.IsFinite)];

    // Curves through the same points are one, with the names of all.
    private static Stroke[] Curves(SweptNetwork[] drawn, CurveNames names)
    {
        SweptNetwork[][] curves = [.. drawn.GroupBy(n => names.Of(n.Request)).Select(g => g.OrderBy(n => n.Row.Number("measuredError")).ToArray())];
        SweptNetwork[][][] groups = [.. curves.GroupBy(PointsOf).Select(g => g.ToArray())];
        string[] colours = [.. groups.Select(g => names.ColourOf(g[0][0].Request)).Distinct()];
        return [.. groups.Select((group, i) =>
        {
            SweptNetwork[] points = group[0];
            var curve = new Curve(
                names.Of([.. group.Select(c => c[0].Request)]), [.. points.Select(n => n.Row.Number("measuredError")!.Value)],
                [.. points.Select(n => n.Row.Number("bits")!.Value)]);
            StudyRequest first = points[0].Request;
            (int colour, Dash dash) = colours.Length <= Colours.Length
                ? (Array.IndexOf(colours, names.ColourOf(first)), Dashes[first.Network.Family.Quantization])
                : (i % Colours.Length, (Dash)(i / Colours.Length));
            return new Stroke(curve, new Pen(Colours[colour], WidestCurve - ((WidestCurve - NarrowestCurve) * i / groups.Length), dash));
        })];
    }

    private static string PointsOf(SweptNetwork[] curve) => string.Join('\n', curve.Select(n => $"{n.Row["measuredError"]} {n.Row["bits"]}"));
}
