using QuantRelu.Analysis;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Pages;

/// <summary>Charts with a step for each layer.</summary>
internal static class LayerCharts
{
    /// <summary>Weights and units of every layer.</summary>
    public static Chart Widths(NetworkCounts counts) => Steps(
        "weights and units of each layer", "number", LegendOf(counts),
        Values("weights", counts.Layers.Select(l => (double)l.Weights), Inks.PaleBlue),
        Values("units", counts.Layers.Select(l => (double)l.Units), Inks.Vermilion));

    /// <summary>The binary places that the values of every layer take, before and after the point.</summary>
    public static Chart Places(PrecisionAnalysis precision)
    {
        double[] before =
            [.. precision.Layers.Select(l => (double)l.IntegerBits)], after = [.. precision.Layers.Select(l => -(double)(l.ExtraFractionBits ?? 0))];
        Band above =
            Band("bits before the point", before, Inks.Vermilion), below = Band("bits after it, besides the input's", after, Inks.PaleBlue);
        double room = Math.Max(4, (before.Max() - after.Min()) / 3);
        Chart chart = Of("binary places of each layer's values", new Axis("bits from the point", after.Min() - 1, before.Max() + room),
            precision.Layers.Length, Corner.UpperLeft, [above, below]);
        return chart with { HasZeroLine = true };
    }

    private static Corner LegendOf(NetworkCounts counts)
    {
        int fullest = Enumerable.Range(0, counts.Depth).MaxBy(l => counts.Layers[l].Weights);
        return fullest < counts.Depth / 2 ? Corner.UpperRight : Corner.UpperLeft;
    }

    private static (string Name, double[] Values, Colour Colour) Values(string name, IEnumerable<double> values, Colour colour) => (name, [.. values], colour);

    private static Chart Steps(string title, string label, Corner legend, params (string Name, double[] Values, Colour Colour)[] series)
    {
        var axis = Axis.ForBars(label, [.. series.SelectMany(s => s.Values)]);
        return Of(title, axis, series[0].Values.Length, legend,
            [.. series.Select(s => Band(s.Name, s.Values, s.Colour, axis.IsLogarithmic ? axis.First : 0))]);
    }

    private static Chart Of(string title, Axis y, int layers, Corner legend, IReadOnlyList<Band> bands) =>
        new(title, new Axis("layer", 0.5, layers + 0.5) { Ticks = [.. LayerTicks(layers)] }, y, []) { Bands = bands, LegendAt = legend };

    // From the ground to each value, over the whole of the layer's step.
    private static Band Band(string name, double[] values, Colour colour, double ground = 0)
    {
        double[] ends = [.. Enumerable.Range(0, values.Length).SelectMany(l => new[] { l + 0.5, l + 1.5 })];
        double[] Doubled(Func<double, double> of) => [.. values.SelectMany(v => new[] { of(v), of(v) })];
        return new(name, ends, Doubled(_ => ground), Doubled(v => ground > 0 ? Math.Max(v, ground) : v), colour);
    }

    private static IEnumerable<Tick> LayerTicks(int layers)
    {
        int step = new[] { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 }.FirstOrDefault(s => layers / s <= 14, 5000);
        yield return new Tick(1, "1");
        for (int l = step == 1 ? 2 : step; l <= layers; l += step)
        {
            yield return new Tick(l, l.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
