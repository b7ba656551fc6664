using System.Globalization;
using QuantRelu.Graph;

namespace QuantRelu.Cli.Rendering;

/// <summary>The layers of a network as a table: units, connections and biases of each.</summary>
internal static class LayerTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter writer, NetworkCounts counts)
    {
        var table = new TextTable("#layer", "#units", "#connections", "#biases", "#weights");
        for (int l = 0; l < counts.Depth; l++)
        {
            LayerCounts layer = counts.Layers[l];
            table.Add([$"{l + 1}", .. new[] { layer.Units, layer.Connections, layer.Biases, layer.Weights }.Select(n => n.ToString("N0", CultureInfo.InvariantCulture))]);
        }

        table.Write(writer);
    }
}
