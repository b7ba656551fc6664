using System.Globalization;
using QuantRelu.Analysis;

namespace QuantRelu.Cli.Rendering;

/// <summary>The layers of a network as a table: units, connections and biases of each, and the range and the bits of its values.</summary>
internal static class LayerTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter writer, NetworkCounts counts, PrecisionAnalysis precision)
    {
        var table = new TextTable(
            "#layer", "#units", "#connections", "#biases", "#weights", "#from", "#to", "sign", "#integer bits", "#fraction bits", "#accumulator bits");
        for (int l = 0; l < counts.Depth; l++)
        {
            LayerCounts layer = counts.Layers[l];
            IEnumerable<string> numbers =
                new[] { layer.Units, layer.Connections, layer.Biases, layer.Weights }.Select(n => n.ToString("N0", CultureInfo.InvariantCulture));
            table.Add([$"{l + 1}", .. numbers, .. Format(precision.Layers[l])]);
        }

        table.Write(writer);
    }

    private static string[] Format(LayerPrecision layer) =>
    [
        Short(layer.Low), Short(layer.High), layer.IsSigned ? "yes" : "no", $"{layer.IntegerBits}", layer.ExtraFractionBits is { } bits ? $"p + {bits}" : "-",
        $"{layer.AccumulatorBits}",
    ];

    private static string Short(Rational value) => ((double)value).ToString("G4", CultureInfo.InvariantCulture);
}
